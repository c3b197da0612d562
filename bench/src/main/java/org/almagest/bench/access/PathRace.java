package org.almagest.bench.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.almagest.bench.suite.Timings;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;

/// Runs one query through each access path in turn.
final class PathRace {
    private static final List<String> PATHS = List.of("auto", "scan", "index");

    /// A path that takes so many times as long as the fastest when it is tried is not timed further.
    private static final double HOPELESS = 5;

    private static final int TRIALS = 3;
    private static final int WARMING = 300;

    private final Session session;
    private final int alternations;
    private final Random random;

    PathRace(Session session, int alternations, Random random) {
        this.session = session;
        this.alternations = alternations;
        this.random = random;
    }

    /// Runs a cheap query until it is compiled.
    void warmUp(String sql) {
        for (int i = 0; i < WARMING; i++) {
            millis("auto", sql);
            millis("index", sql);
        }
    }

    /// Answers what EXPLAIN says of the paths.
    List<String> explain(String sql) {
        session.execute("RESET access_path").close();
        List<String> lines = new ArrayList<>();
        Batch batch = new Batch(1);
        try (Result result = session.execute("EXPLAIN " + sql)) {
            while (((Result.Rows) result).stream().next(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    lines.add(Cells.get(batch.column(0), batch.row(i)).toString());
                }
            }
        }
        return lines.stream()
                .filter(line -> line.contains("path: ") || line.contains("rejected: "))
                .toList();
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
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
        for (int a = 0; a < alternations; a++) {
            Collections.shuffle(order, random);
            for (int p : order) {
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
