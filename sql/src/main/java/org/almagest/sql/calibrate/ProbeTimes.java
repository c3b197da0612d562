package org.almagest.sql.calibrate;

import java.util.EnumMap;
import java.util.Map;
import org.almagest.columnar.kernel.DecodeKernels;
import org.almagest.columnar.kernel.FilterKernels;
import org.almagest.columnar.vector.Batch;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;

/// The least time of each probe. Probes run in rounds, all in turn, until rounds no longer make the sum of
/// their least times smaller: the JIT is one thread and compiles what all of them call, so that what is timed
/// by itself right away is timed half interpreted (measured: thirty times slower).
final class ProbeTimes {
    /// So many rounds in a row have to be without gain.
    private static final int SAME_ROUNDS = 8;

    /// A sum that is not below this share of the one before is no gain.
    private static final double GAIN = 0.99;

    private final Session session;
    private final Map<Probe, Long> leastNanos = new EnumMap<>(Probe.class);

    private ProbeTimes(Session session) {
        this.session = session;
    }

    /// Times all probes for so many nanoseconds at least, and not longer than the most, save for one round.
    static ProbeTimes measure(Session session, long leastNanos, long mostNanos) {
        DecodeKernels.warmUp();
        FilterKernels.warmUp();
        ProbeTimes times = new ProbeTimes(session);
        long began = System.nanoTime();
        double best = Double.MAX_VALUE;
        int same = 0;
        long passed = 0;
        while (passed < leastNanos || same < SAME_ROUNDS && passed < mostNanos) {
            times.round();
            double sum = times.sum();
            same = sum > best * GAIN ? same + 1 : 0;
            best = same > 0 ? best : sum;
            passed = System.nanoTime() - began;
        }
        return times;
    }

    private double sum() {
        return leastNanos.values().stream().mapToLong(Long::longValue).sum();
    }

    private void round() {
        boolean byIndex = false;
        run("SET access_path = 'scan'");
        for (Probe probe : Probe.values()) {
            if (probe.byIndex() != byIndex) {
                byIndex = probe.byIndex();
                run("SET access_path = '" + (byIndex ? "index" : "scan") + "'");
            }
            long start = System.nanoTime();
            run(probe.sql());
            leastNanos.merge(probe, System.nanoTime() - start, Math::min);
        }
    }

    /// Answers the least nanoseconds that a probe took for each row of the table.
    double perRow(Probe probe) {
        return (double) leastNanos.get(probe) / Probe.ROWS;
    }

    private void run(String sql) {
        run(session, sql);
    }

    /// Runs a statement and reads all its rows.
    static void run(Session session, String sql) {
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
