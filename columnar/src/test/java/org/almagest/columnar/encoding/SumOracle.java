package org.almagest.columnar.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;

/// Holds what a page says of its values without decoding them, sums and bounds of chosen ones, against
/// the decoded values.
final class SumOracle {
    private final long[] bits = new long[PageFormat.BLOCK_WORDS];
    private final double[] sum = new double[1];
    private final double[] bounds = new double[2];

    /// Compares sums and bounds of values chosen at random; `values` are those of the block, without
    /// NULLs.
    void check(PageReader page, int block, double[] values, int count, Random random, String about) {
        for (double density : new double[] {1, 0.5, 0.01}) {
            java.util.Arrays.fill(bits, 0);
            for (int i = 0; i < count; i++) {
                bits[i >>> 6] |= random.nextDouble() < density ? 1L << i : 0;
            }
            if (page.sum(block, bits, sum)) {
                checkSum(values, count, about + ", density " + density);
            }
            int nans = page.bounds(block, bits, bounds);
            if (nans >= 0) {
                checkBounds(values, count, nans, about + ", density " + density);
            }
        }
    }

    /// Damaged bytes give any answer, or a clear refusal.
    void ask(PageReader page, int block) {
        java.util.Arrays.fill(bits, 0);
        for (int i = 0; i < page.valuesIn(block); i++) {
            bits[i >>> 6] |= 1L << i;
        }
        page.sum(block, bits, sum);
        page.bounds(block, bits, bounds);
    }

    private boolean counts(int i) {
        return (bits[i >>> 6] >>> i & 1) != 0;
    }

    private void checkSum(double[] values, int count, String about) {
        double inexact = 0;
        double magnitude = 0;
        BigDecimal exact = BigDecimal.ZERO;
        for (int i = 0; i < count; i++) {
            if (counts(i)) {
                inexact += values[i];
                magnitude += Math.abs(values[i]);
                exact = Double.isFinite(values[i]) ? exact.add(new BigDecimal(values[i])) : exact;
            }
        }
        if (!Double.isFinite(magnitude)) {
            assertTrue(!Double.isFinite(sum[0]) || !Double.isFinite(inexact) || magnitude > 1e300, about);
            return;
        }
        assertEquals(exact.doubleValue(), sum[0], magnitude * 1e-14, about);
    }

    private void checkBounds(double[] values, int count, int nans, String about) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        int expectedNans = 0;
        for (int i = 0; i < count; i++) {
            if (counts(i)) {
                least = values[i] < least ? values[i] : least;
                greatest = values[i] > greatest ? values[i] : greatest;
                expectedNans += Double.isNaN(values[i]) ? 1 : 0;
            }
        }
        assertEquals(expectedNans, nans, about);
        // A zero is a zero, whatever its sign.
        assertEquals(least + 0.0, bounds[0] + 0.0, about);
        assertEquals(greatest + 0.0, bounds[1] + 0.0, about);
    }
}
