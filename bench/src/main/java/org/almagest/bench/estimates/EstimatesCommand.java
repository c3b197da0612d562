package org.almagest.bench.estimates;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Measures how many times too many or too few rows are expected of scans with conditions (q-error).
@Command(
        name = "estimates",
        mixinStandardHelpOptions = true,
        description = "Compare expected rows with counted ones, over conditions from a seed.")
public final class EstimatesCommand implements Callable<Integer> {
    private static final Pattern EXPECTED = Pattern.compile("\"estimatedRows\": (\\d+)");
    private static final double NINETY_FIFTH = 0.95;

    @Option(names = "--database", description = "a database; without one, sources are files")
    private String database;

    @Option(names = "--table", required = true, description = "a table, or a file in quotes: \"'stars.parquet'\"")
    private String table;

    @Option(names = "--columns", split = ",", required = true, description = "columns of numbers")
    private List<String> columns;

    @Option(names = "--predicates", defaultValue = "1000", description = "how many (default ${DEFAULT-VALUE})")
    private int predicates;

    @Option(names = "--seed", defaultValue = "1", description = "of the conditions (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--sample", defaultValue = "200000", description = "values to draw from (default ${DEFAULT-VALUE})")
    private int sample;

    @Option(names = "--show", defaultValue = "5", description = "of the worst conditions (default ${DEFAULT-VALUE})")
    private int show;

    private record Judged(String condition, long expected, long counted) {
        double error() {
            double a = Math.max(1, expected);
            double b = Math.max(1, counted);
            return Math.max(a / b, b / a);
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new EstimatesCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        EngineOptions options =
                database == null ? EngineOptions.inMemory() : EngineOptions.of(database, OpenMode.READ_ONLY);
        try (Engine engine = Engine.open(options)) {
            Session session = engine.session();
            PredicateDraws draws = new PredicateDraws(samples(session), seed);
            Judged[] all = new Judged[predicates];
            for (int i = 0; i < predicates; i++) {
                String condition = draws.next();
                String from = " FROM " + table + " WHERE " + condition;
                all[i] = new Judged(
                        condition, expected(session, from), (long) numbers(session, "SELECT count(*)" + from)[0]);
            }
            Arrays.sort(all, (a, b) -> Double.compare(a.error(), b.error()));
            System.out.printf(
                    Locale.ROOT,
                    "q-error of %d conditions on %s, seed %d: median %.3f, 95th percentile %.3f, greatest %.3f%n",
                    predicates,
                    table,
                    seed,
                    all[predicates / 2].error(),
                    all[(int) (predicates * NINETY_FIFTH)].error(),
                    all[predicates - 1].error());
            for (int i = Math.max(0, predicates - show); i < predicates; i++) {
                System.out.printf(
                        Locale.ROOT,
                        "%.2f: %,d expected, %,d counted: %s%n",
                        all[i].error(),
                        all[i].expected(),
                        all[i].counted(),
                        all[i].condition());
            }
            return 0;
        }
    }

    /// Rows are picked evenly over the table.
    private Map<String, double[]> samples(Session session) {
        double rows = numbers(session, "SELECT count(*) FROM " + table)[0];
        double percent = Math.min(100, 100 * sample / Math.max(1, rows));
        Map<String, double[]> samples = new LinkedHashMap<>();
        for (String column : columns) {
            double[] values = numbers(
                    session,
                    "SELECT " + column + "::DOUBLE FROM " + table + " TABLESAMPLE BERNOULLI (" + percent
                            + ") REPEATABLE (" + seed + ")");
            double[] known =
                    Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
            if (known.length < 2) {
                throw new IllegalArgumentException("column " + column + " has no values to draw from");
            }
            samples.put(column, known);
        }
        return samples;
    }

    /// What the plan says of its lowest operator that has the whole condition.
    private static long expected(Session session, String from) {
        String plan = text(session, "EXPLAIN (FORMAT json) SELECT 1" + from);
        Matcher found = EXPECTED.matcher(plan);
        if (!found.find()) {
            throw new IllegalStateException("no expected rows in " + plan);
        }
        return Long.parseLong(found.group(1));
    }

    private static String text(Session session, String sql) {
        try (Result.Rows rows = (Result.Rows) session.execute(sql)) {
            Batch batch = new Batch(1);
            rows.stream().next(batch);
            return ((Value.OfText) Cells.get(batch.column(0), batch.row(0))).value();
        }
    }

    private static double[] numbers(Session session, String sql) {
        double[] values = new double[1024];
        int count = 0;
        try (Result.Rows rows = (Result.Rows) session.execute(sql)) {
            Batch batch = new Batch(1);
            while (rows.stream().next(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    values = count == values.length ? Arrays.copyOf(values, 2 * count) : values;
                    values[count++] = switch (Cells.get(batch.column(0), batch.row(i))) {
                        case Value.OfLong(long number) -> number;
                        case Value.OfDouble(double number) -> number;
                        default -> Double.NaN;
                    };
                }
            }
        }
        return Arrays.copyOf(values, count);
    }
}
