package org.almagest.bench.tpch;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.almagest.bench.suite.AlmagestSide;
import org.almagest.bench.suite.DuckDbSide;
import org.almagest.bench.suite.Outcome;
import org.almagest.bench.suite.Race;
import org.almagest.bench.suite.SuiteQuery;
import org.almagest.bench.suite.VectorKernels;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Loads TPC-H's tables into Almagest and DuckDB, runs each of the 22 queries on both in turn, and
/// prints medians and ratios; or times how long Almagest takes to plan them.
@Command(
        name = "tpch",
        mixinStandardHelpOptions = true,
        description = "Race Almagest against DuckDB on TPC-H, in one process.")
public final class TpchCommand implements Callable<Integer> {
    @Option(names = "--scale", defaultValue = "0.1", description = "scale factor (default ${DEFAULT-VALUE})")
    private double scale;

    @Option(names = "--queries", split = ",", description = "only these queries, such as Q1,Q18")
    private List<String> queries = List.of();

    @Option(names = "--json", description = "write the results to this file as well")
    private Path json;

    @Option(names = "--alternations", defaultValue = "11", description = "timed runs of each engine (at least 3)")
    private int alternations;

    @Option(names = "--threads", defaultValue = "2", description = "threads of each engine (default ${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--folder", defaultValue = "bench/target/tpch", description = "where the databases are kept")
    private Path folder;

    @Option(names = "--planning", description = "time parsing, binding and planning alone")
    private boolean planning;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TpchCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException {
        List<SuiteQuery> chosen = SuiteQuery.chosen(TpchQueries.all(), queries, this);
        TpchTables tables = new TpchTables(folder, scale);
        tables.prepare(threads);
        VectorKernels.warmUp();
        EngineOptions options = EngineOptions.of(tables.almagestPath().toString(), OpenMode.READ_ONLY)
                .withThreads(threads);
        try (AlmagestSide almagest = new AlmagestSide(Engine.open(options))) {
            if (planning) {
                plan(almagest, chosen);
                planManyJoins();
                return 0;
            }
            List<Outcome> outcomes = new ArrayList<>();
            try (DuckDbSide duckdb = new DuckDbSide(tables.duckdbPath().toString(), threads)) {
                Race race = new Race(almagest, duckdb, Math.max(3, alternations));
                System.out.printf(
                        Locale.ROOT,
                        "scale %s, %d threads; median ms (least-greatest) of Almagest, of DuckDB, and"
                                + " DuckDB/Almagest%n",
                        scale,
                        threads);
                for (SuiteQuery query : chosen) {
                    Outcome outcome = race.run(query);
                    outcomes.add(outcome);
                    System.out.println(outcome.line());
                }
            }
            System.out.println(Outcome.summary(outcomes));
            if (json != null) {
                Outcome.write(outcomes, json);
            }
            return outcomes.stream().allMatch(outcome -> outcome.difference().isEmpty()) ? 0 : 1;
        }
    }

    private static void plan(AlmagestSide almagest, List<SuiteQuery> chosen) {
        System.out.println("median microseconds (least-greatest) to parse, bind and plan");
        PlanningTimes times = new PlanningTimes(almagest);
        for (SuiteQuery query : chosen) {
            System.out.println(times.line(query));
        }
        System.out.printf(Locale.ROOT, "greatest median: %.0f%n", times.greatestMedian());
    }

    private static void planManyJoins() {
        try (AlmagestSide almagest = new AlmagestSide(Engine.open(EngineOptions.inMemory()))) {
            JoinShapes.tables().forEach(almagest::set);
            PlanningTimes times = new PlanningTimes(almagest);
            JoinShapes.all().forEach(query -> System.out.println(times.line(query)));
        }
    }
}
