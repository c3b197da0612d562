package org.almagest.bench.tpch;

import java.util.Locale;
import org.almagest.bench.suite.AlmagestSide;
import org.almagest.bench.suite.SuiteQuery;
import org.almagest.bench.suite.Timings;

/// How long a query takes until it could run: EXPLAIN parses, binds and plans it, and prints the
/// plan, so that the figures are upper bounds.
final class PlanningTimes {
    private static final int WARM_UPS = 300;
    private static final int TIMED = 301;

    private final AlmagestSide almagest;
    private double greatestMedian;

    PlanningTimes(AlmagestSide almagest) {
        this.almagest = almagest;
    }

    String line(SuiteQuery query) {
        String explain = "EXPLAIN " + query.almagest();
        for (int i = 0; i < WARM_UPS; i++) {
            almagest.run(explain);
        }
        double[] micros = new double[TIMED];
        for (int i = 0; i < TIMED; i++) {
            long start = System.nanoTime();
            almagest.run(explain);
            micros[i] = (System.nanoTime() - start) / 1e3;
        }
        Timings timings = new Timings(micros);
        greatestMedian = Math.max(greatestMedian, timings.median());
        return String.format(
                Locale.ROOT,
                "%-5s %-48s %7.0f (%.0f-%.0f)",
                query.name(),
                query.what(),
                timings.median(),
                timings.least(),
                timings.greatest());
    }

    /// The greatest median of all queries that were timed, in microseconds.
    double greatestMedian() {
        return greatestMedian;
    }
}
