package org.almagest.bench.suite;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;

/// One query of the suite, in the best form of each engine. `ordered`: the rows' order is part of
/// the answer.
public record SuiteQuery(String name, String what, String almagest, String duckdb, boolean ordered) {
    public static SuiteQuery same(String name, String what, String sql) {
        return new SuiteQuery(name, what, sql, sql, false);
    }

    /// Answers those of `all` that a command is asked for by name, in their order; all where it is asked
    /// for none. A name that none has is the user's mistake.
    public static List<SuiteQuery> chosen(List<SuiteQuery> all, List<String> names, Object command) {
        for (String name : names) {
            if (all.stream().noneMatch(query -> query.name().equalsIgnoreCase(name))) {
                throw new CommandLine.ParameterException(
                        new CommandLine(command),
                        "there is no query " + name + "; there are "
                                + all.stream().map(SuiteQuery::name).collect(Collectors.joining(", ")));
            }
        }
        return names.isEmpty()
                ? all
                : all.stream()
                        .filter(query -> names.stream().anyMatch(query.name()::equalsIgnoreCase))
                        .toList();
    }
}
