package org.almagest.sql.calibrate;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.almagest.columnar.vector.Batch;
import org.almagest.optimizer.cost.Cost;
import org.almagest.optimizer.cost.CostConstants;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;

/// Measures the constants of the cost model by queries on a table in memory, on one thread: each constant
/// is what one query takes more than another that does the same without it, the least of some runs. Spilling is
/// measured beside it (`DiskSpeed`). Takes half a minute.
///
/// What cannot be told apart by queries is taken in proportion to what is measured: squeezed pages and
/// values of files as texts, building small tables as large ones. Pages and blocks, values out of reach, Bloom
/// filters, the start of threads, cold reads and the cache keep their defaults.
public final class Calibration {
    private static final int ROWS = 1 << 20;
    private static final int FEW = 1000;
    private static final int LEAST_RUNS = 5;
    private static final int SAME_RUNS = 8;
    private static final double NOT_FASTER = 0.98;
    private static final long MOST_NANOS = 1_000_000_000;

    /// One row in so many is picked out of blocks.
    private static final int SPARSE = 64;

    /// No constant is smaller than this share of its default: differences of times may be nothing.
    private static final double LEAST_SHARE = 0.05;

    private static final String TABLE = "CREATE TABLE c AS SELECT (i * 7919) % 1048573 AS i, sin(i::DOUBLE) AS r,"
            + " i % " + FEW
            + " AS k, (i * 31) % 4093 AS j, 7 + i // 400000 AS z, 'star ' || ((i * 104729) % 1000003) || ' of ' || (i % 77) AS s"
            + " FROM range(" + ROWS + ") t(i)";

    private final Session session;
    private final Map<Cost, Double> measured = new EnumMap<>(Cost.class);

    private Calibration(Session session) {
        this.session = session;
    }

    /// Measures this machine, its disk by a temporary file in a folder.
    public static CostConstants measure(Path folder) {
        try (Engine engine = Engine.open(EngineOptions.inMemory().withThreads(1))) {
            Calibration calibration = new Calibration(engine.session());
            calibration.load();
            calibration.scans();
            calibration.groups();
            calibration.joinsAndSorts();
            calibration.indexes();
            calibration.inProportion();
            DiskSpeed.spillByteNanos(folder).ifPresent(nanos -> calibration.put(Cost.SPILL_BYTE, nanos));
            return CostConstants.DEFAULT.with(calibration.measured);
        }
    }

    private void load() {
        run(TABLE);
        run("CREATE TABLE c2 AS SELECT r, i AS j FROM c");
        run("CREATE TABLE d AS SELECT i AS k FROM range(" + FEW + ") t(i)");
    }

    private void scans() {
        double one = perRow("SELECT bit_xor(i) FROM c");
        double more = perRow("SELECT bit_xor(i), bit_and(i), bit_or(i) FROM c");
        double aggregate = put(Cost.AGGREGATE_VALUE, (more - one) / 2);
        double packed = put(Cost.PACKED_VALUE, one - aggregate);
        put(Cost.REPEATED_VALUE, perRow("SELECT bit_xor(z) FROM c") - aggregate);
        put(Cost.REAL_VALUE, perRow("SELECT sum(r) FROM c") - aggregate);
        double compute = put(Cost.COMPUTE_VALUE, perRow("SELECT bit_xor(i * 3) FROM c") - one);
        put(Cost.TEXT_VALUE, perRow("SELECT bit_xor(length(s)) FROM c") - compute - aggregate);
        put(Cost.FILTER_ROW, perRow("SELECT count(*) FROM c WHERE i < 500000") - packed);
        put(Cost.COPY_VALUE, (perRow("SELECT i, r FROM c") - packed - of(Cost.REAL_VALUE)) / 2);
    }

    private void groups() {
        double aggregate = of(Cost.AGGREGATE_VALUE);
        put(Cost.GROUP_DIRECT, perRow("SELECT k, count(*) FROM c GROUP BY k") - of(Cost.PACKED_VALUE) - aggregate);
        put(
                Cost.GROUP_NEAR,
                perRow("SELECT floor(r * 300), count(*) FROM c GROUP BY 1")
                        - of(Cost.REAL_VALUE)
                        - 2 * of(Cost.COMPUTE_VALUE)
                        - aggregate);
        put(Cost.GROUP_FAR, perRow("SELECT r, count(*) FROM c GROUP BY r") - of(Cost.REAL_VALUE) - aggregate);
    }

    private void joinsAndSorts() {
        double real = of(Cost.REAL_VALUE);
        double near =
                put(Cost.PROBE_NEAR, perRow("SELECT count(*) FROM c JOIN d ON c.k = d.k") - of(Cost.PACKED_VALUE));
        double once = perRow("SELECT count(*) FROM c LEFT JOIN c2 ON c.r = c2.r");
        double twice = perRow(
                "SELECT count(*) FROM (SELECT r FROM c UNION ALL SELECT r FROM c) a" + " LEFT JOIN c2 ON a.r = c2.r");
        double far = put(Cost.PROBE_FAR, Math.max(near, twice - once - real));
        double build = put(Cost.BUILD_FAR, once - far - 2 * real);
        put(Cost.BUILD_NEAR, build * near / far);
        put(Cost.PAIR, perRow("SELECT count(*) FROM d a JOIN d b ON a.k * 2 <> b.k + 1") * ROWS / ((double) FEW * FEW));
        double doublings = Math.log(ROWS) / Math.log(2);
        double sorted = perRow("SELECT i FROM c ORDER BY r") - real - of(Cost.PACKED_VALUE) - 2 * of(Cost.COPY_VALUE);
        put(Cost.SORT_STEP, sorted / doublings);
    }

    private void indexes() {
        run("CREATE INDEX c_i ON c (i)");
        double scanned = perRow("SELECT sum(k) FROM c");
        run("SET access_path = 'index'");
        put(Cost.INDEX_ENTRY, perRow("SELECT sum(k) FROM c WHERE i >= 0") - scanned);
        String one = "SELECT sum(k) FROM c WHERE i < " + ROWS / SPARSE;
        String three = "SELECT sum(k), sum(r), sum(j) FROM c WHERE i < " + ROWS / SPARSE;
        double picked = (perRow(three) - perRow(one)) * SPARSE / 2;
        put(Cost.PICK_NEAR, picked - of(Cost.AGGREGATE_VALUE));
        double many = perRow("SELECT count(*) FROM c WHERE i IN (" + everyOther(2 * FEW) + ")");
        double few = perRow("SELECT count(*) FROM c WHERE i IN (" + everyOther(FEW) + ")");
        // Each value has two bounds, which are searched for when the query is planned and when it runs.
        put(Cost.INDEX_SEARCH, (many - few) * ROWS / (FEW / 2.0 * 2 * 2));
        run("RESET access_path");
    }

    /// Lists every second number, so that they do not become one range.
    private static String everyOther(int end) {
        return IntStream.range(0, end / 2)
                .mapToObj(i -> Integer.toString(2 * i))
                .collect(Collectors.joining(", "));
    }

    private void inProportion() {
        double text = of(Cost.TEXT_VALUE) / Cost.TEXT_VALUE.byDefault();
        put(Cost.SQUEEZED_VALUE, Cost.SQUEEZED_VALUE.byDefault() * text);
        put(Cost.FOREIGN_VALUE, Cost.FOREIGN_VALUE.byDefault() * text);
    }

    private double of(Cost cost) {
        return measured.get(cost);
    }

    /// Notes a constant, at least a share of its default; answers it.
    private double put(Cost cost, double nanos) {
        double least = LEAST_SHARE * cost.byDefault();
        double kept = Math.max(least, nanos);
        measured.put(cost, kept);
        return kept;
    }

    /// Answers the least nanoseconds that a query took for each row of the table, of so many runs that it
    /// has been compiled: until some in a row are not faster than one before, or time is up.
    private double perRow(String sql) {
        long least = Long.MAX_VALUE;
        long began = System.nanoTime();
        int notFaster = 0;
        for (int i = 0; i < LEAST_RUNS || notFaster < SAME_RUNS && System.nanoTime() - began < MOST_NANOS; i++) {
            long start = System.nanoTime();
            run(sql);
            long nanos = System.nanoTime() - start;
            notFaster = nanos > least * NOT_FASTER ? notFaster + 1 : 0;
            least = Math.min(least, nanos);
        }
        return (double) least / ROWS;
    }

    private void run(String sql) {
        try (Result result = session.execute(sql)) {
            if (result instanceof Result.Rows rows) {
                Batch batch = new Batch(rows.columns().size());
                while (rows.stream().next(batch)) {
                    continue;
                }
            }
        }
    }
}
