package org.almagest.bench.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.almagest.bench.suite.VectorKernels;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Sweeps the share of rows that a range has from 1e-7 to 1, on a column in whose order the rows lie, one
/// that goes with that order and one that does not, and holds the access path that the planner chooses
/// against each that it could have chosen.
@Command(
        name = "access",
        mixinStandardHelpOptions = true,
        description = "Time the chosen access path against the others at many selectivities.")
public final class AccessCommand implements Callable<Integer> {
    private static final double LEAST_SHARE = 1e-7;

    @Option(
            names = "--database",
            required = true,
            description = "a database with the suite's table gaia; indexes" + " are made in it")
    private Path database;

    @Option(
            names = "--columns",
            split = ",",
            defaultValue = "source_id,dec,random_index",
            description = "columns to" + " sweep: clustered, correlated, random (default ${DEFAULT-VALUE})")
    private List<String> columns;

    @Option(
            names = "--shapes",
            split = ",",
            defaultValue = "sums,count",
            description = "what to ask of the rows of ranges: sums of other columns, their count, the column's own"
                    + " sum (key); or of so many listed values: sums (list) (default ${DEFAULT-VALUE})")
    private List<Shape> shapes;

    @Option(
            names = "--method",
            defaultValue = "btree",
            description = "of the indexes: btree or hash (default ${DEFAULT-VALUE})")
    private String method;

    @Option(names = "--explain", description = "print under each point what EXPLAIN says of the paths")
    private boolean explain;

    @Option(names = "--points", defaultValue = "30", description = "selectivities (default ${DEFAULT-VALUE})")
    private int points;

    @Option(names = "--alternations", defaultValue = "15", description = "timed runs of each path (at least 3)")
    private int alternations;

    @Option(names = "--threads", defaultValue = "2", description = "worker threads (default ${DEFAULT-VALUE})")
    private int threads;

    @Option(
            names = "--seed",
            defaultValue = "20160914",
            description = "where the ranges lie (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--json", description = "write the results to this file as well")
    private Path json;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new AccessCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        VectorKernels.warmUp();
        List<AccessPoint> swept = new ArrayList<>();
        EngineOptions options =
                EngineOptions.of(database.toString(), OpenMode.WRITE).withThreads(threads);
        try (Engine engine = Engine.open(options)) {
            Session session = engine.session();
            for (String column : columns) {
                session.execute("CREATE INDEX IF NOT EXISTS gaia_" + column + "_" + method + " ON gaia USING " + method
                                + " (" + column + ")")
                        .close();
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-13s %-6s %9s %11s %10s %10s %10s %8s   (median ms of %d alternations, seed %d)%n",
                    "column",
                    "query",
                    "share",
                    "rows",
                    "scan",
                    "index",
                    "chosen",
                    "ratio",
                    alternations,
                    seed);
            int rows = rows(session);
            for (String column : columns) {
                SortedColumn values = SortedColumn.read(session, column, rows);
                for (Shape shape : shapes) {
                    sweep(session, column, values, shape, swept);
                }
            }
        }
        summarize(swept);
        if (json != null) {
            Files.writeString(
                    json,
                    swept.stream()
                            .map(point -> "  " + point.json())
                            .collect(Collectors.joining(",\n", "[\n", "\n]\n")));
        }
        return 0;
    }

    private static int rows(Session session) {
        Batch batch = new Batch(1);
        try (Result result = session.execute("SELECT CAST(count(*) AS INTEGER) FROM gaia")) {
            ((Result.Rows) result).stream().next(batch);
            return ((IntColumnVector) batch.column(0)).get(batch.row(0));
        }
    }

    private void sweep(Session session, String column, SortedColumn values, Shape shape, List<AccessPoint> swept) {
        Random random = new Random(seed);
        PathRace race = new PathRace(session, Math.max(3, alternations), random);
        race.warmUp(shape.query(column, values.range(1, random)));
        for (int p = 0; p < points; p++) {
            double share = shape.share(LEAST_SHARE, p / (points - 1.0), values.rows());
            int count = Math.clamp(Math.round(share * values.rows()), 1, values.rows());
            String sql =
                    shape.query(column, shape == Shape.LIST ? values.list(count, random) : values.range(count, random));
            AccessPoint point = race.run(column, shape.text(), count, share, sql);
            swept.add(point);
            System.out.println(point.line());
            if (explain) {
                race.explain(sql).forEach(line -> System.out.println("    " + line));
            }
        }
    }

    private static void summarize(List<AccessPoint> swept) {
        long near = swept.stream().filter(AccessPoint::isNear).count();
        AccessPoint worst = swept.stream()
                .max(Comparator.comparingDouble(point -> point.isNear() ? 0 : point.ratio()))
                .orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "within 1.2x or 50 us of the fastest: %d of %d points (%.1f %%); the worst of the others: %s%n",
                near,
                swept.size(),
                100.0 * near / swept.size(),
                worst.isNear() ? "none" : worst.line());
    }
}
