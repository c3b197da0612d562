package org.almagest.bench.access;

import java.util.Arrays;
import java.util.List;
import org.almagest.bench.suite.Timings;
import org.almagest.columnar.vector.Batch;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;

/// Runs one query through each access path in turn.
final class PathRace {
    private static final List<String> PATHS = List.of("auto", "scan", "index");

    /// A path that takes so many times as long as the fastest when it is tried is not timed further.
    private static final double HOPELESS = 5;

    private static final int TRIALS = 3;

    private final Session session;
    private final int alternations;

    PathRace(Session session, int alternations) {
        this.session = session;
        this.alternations = alternations;
    }

    AccessPoint run(String column, String query, long rows, double share, String sql) {
        double[] tried = new double[PATHS.size()];
        Arrays.fill(tried, Double.MAX_VALUE);
        for (int t = 0; t < TRIALS; t++) {
            for (int p = 0; p < tried.length; p++) {
                if (t == 0
                        || tried[p] < 4 * HOPELESS * Arrays.stream(tried).min().orElseThrow()) {
                    tried[p] = Math.min(tried[p], millis(PATHS.get(p), sql));
                }
            }
        }
        double limit = HOPELESS * Arrays.stream(tried).min().orElseThrow();
        double[][] millis = new double[PATHS.size()][];
        for (int p = 0; p < tried.length; p++) {
            millis[p] = p > 0 && tried[p] > limit ? new double[] {tried[p]} : new double[alternations];
        }
        for (int a = 0; a < alternations; a++) {
            for (int p = 0; p < millis.length; p++) {
                if (millis[p].length == alternations) {
                    millis[p][a] = millis(PATHS.get(p), sql);
                }
            }
        }
        return new AccessPoint(
                column, query, rows, share, new Timings(millis[0]), new Timings(millis[1]), new Timings(millis[2]));
    }

    private double millis(String path, String sql) {
        session.execute("SET access_path = '" + path + "'").close();
        Batch batch = new Batch(8);
        long start = System.nanoTime();
        try (Result result = session.execute(sql)) {
            while (((Result.Rows) result).stream().next(batch)) {
                // Its one row is of no interest.
            }
        }
        return (System.nanoTime() - start) / 1e6;
    }
}
