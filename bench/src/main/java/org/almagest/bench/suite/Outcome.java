package org.almagest.bench.suite;

import java.util.Locale;

/// What became of one query: timings and whether the answers agree, or why it was not run.
record Outcome(SuiteQuery query, Timings almagest, Timings duckdb, String difference, String refused) {
    static Outcome refused(SuiteQuery query, String why) {
        Timings none = new Timings(new double[] {Double.NaN});
        return new Outcome(query, none, none, "", why);
    }

    boolean ran() {
        return refused.isEmpty();
    }

    double ratio() {
        return duckdb.median() / almagest.median();
    }

    String line() {
        if (!ran()) {
            return String.format(Locale.ROOT, "%-5s %-48s not run: %s", query.name(), query.what(), refused);
        }
        return String.format(
                Locale.ROOT,
                "%-5s %-48s %9.2f (%.2f-%.2f) %9.2f (%.2f-%.2f) %7.2fx  %s",
                query.name(),
                query.what(),
                almagest.median(),
                almagest.least(),
                almagest.greatest(),
                duckdb.median(),
                duckdb.least(),
                duckdb.greatest(),
                ratio(),
                difference.isEmpty() ? "equal" : "DIFFERENT: " + difference);
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"query\": \"%s\", \"almagestMs\": %.4f, \"duckdbMs\": %.4f, \"ratio\": %.4f, \"equal\": %b}",
                query.name(),
                almagest.median(),
                duckdb.median(),
                ratio(),
                difference.isEmpty());
    }
}
