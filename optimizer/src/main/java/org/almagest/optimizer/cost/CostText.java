package org.almagest.optimizer.cost;

import java.util.Locale;

/// Costs in words: `35 ns`, `1.2 us`, `12.34 ms`.
public final class CostText {
    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;

    private CostText() {}

    public static String of(double nanos) {
        if (nanos < MICRO) {
            return String.format(Locale.ROOT, "%.0f ns", nanos);
        }
        return nanos < MILLI
                ? String.format(Locale.ROOT, "%.1f us", nanos / MICRO)
                : String.format(Locale.ROOT, "%,.2f ms", nanos / MILLI);
    }
}
