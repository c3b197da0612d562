package org.almagest.bench.suite;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// Runs one query on both engines in turn, after warming both up, and compares the answers.
public final class Race {
    /// Both engines warm up until this has passed, and at least so often.
    private static final long WARM_UP_NANOS = 3_000_000_000L;

    private static final int LEAST_WARM_UPS = 3;

    private final Side almagest;
    private final Side duckdb;
    private final int alternations;

    public Race(Side almagest, Side duckdb, int alternations) {
        this.almagest = almagest;
        this.duckdb = duckdb;
        this.alternations = alternations;
    }

    /// Answers how a query went; one that Almagest does not support is refused, other failures
    /// are thrown.
    public Outcome run(SuiteQuery query) {
        String difference;
        try {
            difference = Answers.difference(
                    almagest.answer(query.almagest()), duckdb.answer(query.duckdb()), query.ordered());
        } catch (AlmagestException refused) {
            if (refused.state() == SqlState.FEATURE_NOT_SUPPORTED) {
                return Outcome.refused(query, refused.getMessage());
            }
            throw refused;
        }
        warmUp(query);
        double[] ours = new double[alternations];
        double[] theirs = new double[alternations];
        for (int i = 0; i < alternations; i++) {
            ours[i] = millis(almagest, query.almagest());
            theirs[i] = millis(duckdb, query.duckdb());
        }
        return new Outcome(query, new Timings(ours), new Timings(theirs), difference, "");
    }

    private void warmUp(SuiteQuery query) {
        long start = System.nanoTime();
        for (int i = 0; i < LEAST_WARM_UPS || System.nanoTime() - start < WARM_UP_NANOS; i++) {
            almagest.run(query.almagest());
            if (i < LEAST_WARM_UPS) {
                duckdb.run(query.duckdb());
            }
        }
    }

    private static double millis(Side side, String sql) {
        long start = System.nanoTime();
        side.run(sql);
        return (System.nanoTime() - start) / 1e6;
    }
}
