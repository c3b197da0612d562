package org.almagest.bench.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What became of one query: timings and whether the answers agree, or why it was not run.
public record Outcome(SuiteQuery query, Timings almagest, Timings duckdb, String difference, String refused) {
    static Outcome refused(SuiteQuery query, String why) {
        Timings none = new Timings(new double[] {Double.NaN});
        return new Outcome(query, none, none, "", why);
    }

    public boolean ran() {
        return refused.isEmpty();
    }

    /// DuckDB's median by Almagest's.
    public double ratio() {
        return duckdb.median() / almagest.median();
    }

    public String line() {
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

    /// The geometric mean of the ratios and the least of them.
    public static String summary(List<Outcome> outcomes) {
        double[] ratios = outcomes.stream()
                .filter(Outcome::ran)
                .mapToDouble(Outcome::ratio)
                .toArray();
        double logs = Arrays.stream(ratios).map(Math::log).average().orElse(Double.NaN);
        return String.format(
                Locale.ROOT,
                "geometric mean of %d ratios: %.2fx, least %.2fx",
                ratios.length,
                Math.exp(logs),
                Arrays.stream(ratios).min().orElse(Double.NaN));
    }

    /// Writes the outcomes of queries that ran to a file as JSON.
    public static void write(List<Outcome> outcomes, Path file) throws IOException {
        Files.writeString(
                file,
                outcomes.stream()
                        .filter(Outcome::ran)
                        .map(outcome -> "  " + outcome.json())
                        .collect(Collectors.joining(",\n", "[\n", "\n]\n")));
    }

    private String json() {
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
