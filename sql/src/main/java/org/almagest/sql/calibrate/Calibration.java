package org.almagest.sql.calibrate;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.almagest.columnar.vector.Batch;
import org.almagest.optimizer.cost.CostConstants;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;

/// Measures the constants of the cost model by queries on a table in memory, on one thread: each constant
/// is what one query takes more than another that does the same without it, the least of some runs. Spilling is
/// measured beside it (`DiskSpeed`). Takes some seconds.
///
/// What cannot be told apart by queries is taken in proportion to what is measured: squeezed pages and
/// values of files as texts, building small tables as large ones. Pages, cold reads and the cache keep their
/// defaults.
public final class Calibration {
    private static final int ROWS = 1 << 20;
    private static final int FEW = 1000;
    private static final int RUNS = 5;

    /// No constant is smaller than this share of its default: differences of times may be nothing.
    private static final double LEAST_SHARE = 0.05;

    private static final String TABLE = "CREATE TABLE c AS SELECT (i * 7919) % 1048573 AS i, sin(i::DOUBLE) AS r,"
            + " i % " + FEW
            + " AS k, 7 + i // 400000 AS z, 'star ' || ((i * 104729) % 1000003) || ' of ' || (i % 77) AS s"
            + " FROM range(" + ROWS + ") t(i)";

    private final Session session;
    private final Map<String, Double> measured = new LinkedHashMap<>();

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
            calibration.inProportion();
            DiskSpeed.spillByteNanos(folder).ifPresent(nanos -> calibration.put("spill_byte", nanos));
            return CostConstants.DEFAULT.with(calibration.measured);
        }
    }

    private void load() {
        run(TABLE);
        run("CREATE TABLE c2 AS SELECT r, i AS j FROM c");
        run("CREATE TABLE d AS SELECT i AS k FROM range(" + FEW + ") t(i)");
    }

    private void scans() {
        double sum = perRow("SELECT sum(i) FROM c");
        double aggregate =
                put("aggregate_value", (perRow("SELECT sum(i), stddev_pop(i), bit_xor(i) FROM c") - sum) / 2);
        double packed = put("packed_value", sum - aggregate);
        put("repeated_value", perRow("SELECT bit_xor(z) FROM c") - aggregate);
        put("real_value", perRow("SELECT sum(r) FROM c") - aggregate);
        double compute = put("compute_value", perRow("SELECT bit_xor(i * 3) FROM c") - sum);
        put("text_value", perRow("SELECT sum(length(s)) FROM c") - compute - aggregate);
        put("filter_row", perRow("SELECT count(*) FROM c WHERE i < 500000") - packed);
        put("copy_value", (perRow("SELECT i, r FROM c") - packed - of("real_value")) / 2);
    }

    private void groups() {
        double aggregate = of("aggregate_value");
        put("group_direct", perRow("SELECT k, count(*) FROM c GROUP BY k") - of("packed_value") - aggregate);
        put(
                "group_near",
                perRow("SELECT floor(r * 300), count(*) FROM c GROUP BY 1")
                        - of("real_value")
                        - 2 * of("compute_value")
                        - aggregate);
        put("group_far", perRow("SELECT r, count(*) FROM c GROUP BY r") - of("real_value") - aggregate);
    }

    private void joinsAndSorts() {
        double real = of("real_value");
        double near = put("probe_near", perRow("SELECT count(*) FROM c JOIN d ON c.k = d.k") - of("packed_value"));
        double once = perRow("SELECT count(*) FROM c LEFT JOIN c2 ON c.r = c2.r");
        double twice = perRow(
                "SELECT count(*) FROM (SELECT r FROM c UNION ALL SELECT r FROM c) a" + " LEFT JOIN c2 ON a.r = c2.r");
        double far = put("probe_far", Math.max(near, twice - once - real));
        double build = put("build_far", once - far - 2 * real);
        put("build_near", build * near / far);
        put("pair", perRow("SELECT count(*) FROM d a JOIN d b ON a.k * 2 <> b.k + 1") * ROWS / ((double) FEW * FEW));
        double doublings = Math.log(ROWS) / Math.log(2);
        double sorted = perRow("SELECT i FROM c ORDER BY r") - real - of("packed_value") - 2 * of("copy_value");
        put("sort_step", sorted / doublings);
    }

    private void inProportion() {
        double text = of("text_value") / CostConstants.DEFAULT.textValue();
        put("squeezed_value", CostConstants.DEFAULT.squeezedValue() * text);
        put("foreign_value", CostConstants.DEFAULT.foreignValue() * text);
    }

    private double of(String name) {
        return measured.get(name);
    }

    /// Notes a constant, at least a share of its default; answers it.
    private double put(String name, double nanos) {
        double least = LEAST_SHARE * CostConstants.DEFAULT.named(name);
        double kept = Math.max(least, nanos);
        measured.put(name, kept);
        return kept;
    }

    /// Answers the least nanoseconds that a query took for each row of the table, of some runs.
    private double perRow(String sql) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            run(sql);
            least = Math.min(least, System.nanoTime() - start);
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
