package org.almagest.bench.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Loads the same rows into Almagest and DuckDB, runs each query of the suite on both in turn, and
/// prints medians and ratios.
@Command(
        name = "suite",
        mixinStandardHelpOptions = true,
        description = "Race Almagest against DuckDB on a simulated catalogue, in one process.")
public final class SuiteCommand implements Callable<Integer> {
    @Option(
            names = "--rows",
            defaultValue = "1000000",
            description = "rows of the catalogue (default ${DEFAULT-VALUE})")
    private int rows;

    @Option(names = "--queries", split = ",", description = "only these queries, such as Q1,Q4")
    private List<String> queries = List.of();

    @Option(names = "--json", description = "write the results to this file as well")
    private Path json;

    @Option(names = "--alternations", defaultValue = "11", description = "timed runs of each engine (at least 11)")
    private int alternations;

    @Option(names = "--threads", defaultValue = "2", description = "threads of each engine (default ${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--rounded", description = "round the catalogue's floats to six and four decimals")
    private boolean rounded;

    @Option(names = "--folder", defaultValue = "bench/target/suite", description = "where the databases are kept")
    private Path folder;

    @Option(
            names = "--texts",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "print the queries")
    private boolean texts;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SuiteCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        SuiteTables tables = new SuiteTables(folder, rows, rounded);
        List<SuiteTable> sizes = tables.prepare(threads);
        VectorKernels.warmUp();
        List<Outcome> outcomes = new ArrayList<>();
        EngineOptions options = EngineOptions.of(tables.almagestPath().toString(), OpenMode.READ_ONLY)
                .withThreads(threads);
        try (AlmagestSide almagest = new AlmagestSide(Engine.open(options));
                DuckDbSide duckdb = new DuckDbSide(tables.duckdbPath().toString(), threads)) {
            Race race = new Race(almagest, duckdb, Math.max(11, alternations));
            System.out.printf(
                    Locale.ROOT,
                    "%,d rows, %d threads; median ms (least-greatest) of Almagest, of DuckDB, and DuckDB/Almagest%n",
                    rows,
                    threads);
            for (SuiteQuery query : SuiteQuery.chosen(Queries.all(), queries, this)) {
                if (texts) {
                    printTexts(query);
                }
                Outcome outcome = race.run(query);
                outcomes.add(outcome);
                System.out.println(outcome.line());
            }
        }
        summarise(outcomes, sizes);
        boolean equal =
                outcomes.stream().allMatch(outcome -> outcome.difference().isEmpty());
        return equal ? 0 : 1;
    }

    private static void printTexts(SuiteQuery query) {
        System.out.println("-- " + query.name() + " Almagest: " + query.almagest());
        System.out.println("-- " + query.name() + " DuckDB:   " + query.duckdb());
    }

    private void summarise(List<Outcome> outcomes, List<SuiteTable> tables) throws IOException {
        System.out.println(Outcome.summary(outcomes));
        for (SuiteTable table : tables) {
            System.out.printf(
                    Locale.ROOT,
                    "on disk: %-6s %,12d rows, bytes per row: Almagest %.1f, DuckDB %.1f%n",
                    table.name(),
                    table.rows(),
                    table.almagestBytesPerRow(),
                    table.duckdbBytesPerRow());
        }
        if (json != null) {
            Outcome.write(outcomes, json);
        }
    }
}
