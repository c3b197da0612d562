package org.almagest.bench.suite;

/// One query of the suite, in the best form of each engine. `ordered`: the rows' order is part of
/// the answer.
public record SuiteQuery(String name, String what, String almagest, String duckdb, boolean ordered) {
    public static SuiteQuery same(String name, String what, String sql) {
        return new SuiteQuery(name, what, sql, sql, false);
    }
}
