package org.almagest.sql.calibrate;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.almagest.optimizer.cost.Cost;
import org.almagest.optimizer.cost.CostConstants;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;

/// Measures the constants of the cost model by queries on a table in memory, on one thread: each constant
/// is what one query takes more than another that does the same without it (`Probe`, `ProbeTimes`). Spilling is
/// measured beside it (`DiskSpeed`). Takes half a minute, on a busy machine more.
///
/// What cannot be told apart by queries is taken in proportion to what is measured: squeezed pages and
/// values of files as texts, building small tables as large ones. Pages and blocks, values out of reach, Bloom
/// filters, the start of threads, cold reads and the cache keep their defaults.
public final class Calibration {
    private static final long LEAST_NANOS = 20_000_000_000L;
    private static final long MOST_NANOS = 90_000_000_000L;

    /// No constant is smaller than this share of its default: differences of times may be nothing.
    private static final double LEAST_SHARE = 0.05;

    private static final String[] TABLES = {
        "CREATE TABLE c AS SELECT (i * 7919) % 1048573 AS i, sin(i::DOUBLE) AS r, i % " + Probe.FEW
                + " AS k, (i * 31) % 4093 AS j, 7 + i // 400000 AS z,"
                + " 'star ' || ((i * 104729) % 1000003) || ' of ' || (i % 77) AS s FROM range(" + Probe.ROWS
                + ") t(i)",
        "CREATE TABLE c2 AS SELECT r, i AS j FROM c",
        "CREATE TABLE d AS SELECT i AS k FROM range(" + Probe.FEW + ") t(i)",
        "CREATE INDEX c_i ON c (i)"
    };

    private final ProbeTimes times;
    private final Map<Cost, Double> measured = new EnumMap<>(Cost.class);

    private Calibration(ProbeTimes times) {
        this.times = times;
    }

    /// Measures this machine, its disk by a temporary file in a folder.
    public static CostConstants measure(Path folder) {
        try (Engine engine = Engine.open(EngineOptions.inMemory().withThreads(1))) {
            Session session = engine.session();
            for (String table : TABLES) {
                ProbeTimes.run(session, table);
            }
            Calibration calibration = new Calibration(ProbeTimes.measure(session, LEAST_NANOS, MOST_NANOS));
            calibration.scans();
            calibration.groups();
            calibration.joinsAndSorts();
            calibration.indexes();
            calibration.inProportion();
            DiskSpeed.spillByteNanos(folder).ifPresent(nanos -> calibration.put(Cost.SPILL_BYTE, nanos));
            return CostConstants.DEFAULT.with(calibration.measured);
        }
    }

    private void scans() {
        double one = times.perRow(Probe.XOR);
        double aggregate = put(Cost.AGGREGATE_VALUE, (times.perRow(Probe.THREE_BITS) - one) / 2);
        double packed = put(Cost.PACKED_VALUE, one - aggregate);
        put(Cost.REPEATED_VALUE, times.perRow(Probe.REPEATED) - aggregate);
        double real = put(Cost.REAL_VALUE, times.perRow(Probe.REAL) - aggregate);
        double compute = put(Cost.COMPUTE_VALUE, times.perRow(Probe.TIMES) - one);
        put(Cost.TEXT_VALUE, times.perRow(Probe.TEXT) - compute - aggregate);
        put(Cost.FILTER_ROW, times.perRow(Probe.FILTER) - packed);
        put(Cost.COPY_VALUE, (times.perRow(Probe.COPY) - packed - real) / 2);
    }

    private void groups() {
        double aggregate = of(Cost.AGGREGATE_VALUE);
        double real = of(Cost.REAL_VALUE);
        put(Cost.GROUP_DIRECT, times.perRow(Probe.GROUP_DIRECT) - of(Cost.PACKED_VALUE) - aggregate);
        double computed = real + 2 * of(Cost.COMPUTE_VALUE);
        double near = put(Cost.GROUP_NEAR, times.perRow(Probe.GROUP_NEAR) - computed - aggregate);
        put(Cost.GROUP_FAR, Math.max(near, times.perRow(Probe.GROUP_FAR) - real - aggregate));
    }

    private void joinsAndSorts() {
        double real = of(Cost.REAL_VALUE);
        double packed = of(Cost.PACKED_VALUE);
        double near = put(Cost.PROBE_NEAR, times.perRow(Probe.PROBE_NEAR) - packed);
        double once = times.perRow(Probe.JOIN_FAR);
        double far = put(Cost.PROBE_FAR, Math.max(near, times.perRow(Probe.JOIN_TWICE) - once - real));
        double build = put(Cost.BUILD_FAR, once - far - 2 * real);
        put(Cost.BUILD_NEAR, build * near / far);
        put(Cost.PAIR, times.perRow(Probe.PAIRS) * Probe.ROWS / ((double) Probe.FEW * Probe.FEW));
        double sorted = times.perRow(Probe.SORT) - real - packed - 2 * of(Cost.COPY_VALUE);
        put(Cost.SORT_STEP, sorted / (Math.log(Probe.ROWS) / Math.log(2)));
    }

    private void indexes() {
        put(Cost.INDEX_ENTRY, times.perRow(Probe.INDEX_ALL) - times.perRow(Probe.SUM_KEY));
        double more = times.perRow(Probe.INDEX_THREE_SUMS) - times.perRow(Probe.INDEX_ONE_SUM);
        put(Cost.PICK_NEAR, more * Probe.SPARSE / 2 - of(Cost.AGGREGATE_VALUE));
        double searches = times.perRow(Probe.INDEX_MANY) - times.perRow(Probe.INDEX_FEW);
        // Each value has two bounds, which are searched for when the query is planned and when it runs.
        put(Cost.INDEX_SEARCH, searches * Probe.ROWS / (Probe.FEW / 2.0 * 2 * 2));
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
        double kept = Math.max(LEAST_SHARE * cost.byDefault(), nanos);
        measured.put(cost, kept);
        return kept;
    }
}
