package org.almagest.columnar.kernel;

import java.util.Arrays;

/// The kernels that ask a filter of keys, on made-up blocks.
final class KeyFilterRounds implements KernelSet.Rounds {
    private static final int ROWS = 1024;

    private final int[] ints = new int[ROWS];
    private final long[] longs = new long[ROWS];
    private final long[] mask = new long[ROWS / 64];
    private final long[] words = new long[ROWS];
    private final long[] places = {ROWS / 2 - 1, (long) (ROWS / 2) << 32 | ROWS / 2 - 1};

    KeyFilterRounds() {
        Arrays.fill(words, -1);
        for (int i = 0; i < ROWS; i++) {
            ints[i] = 3 * i;
            longs[i] = 3L * i;
        }
    }

    @Override
    public void vector(int i) {
        Arrays.fill(mask, -1);
        VectorKeyFilter.longs(longs, ROWS, words, places, mask);
        VectorKeyFilter.ints(ints, ROWS, words, places, mask);
        VectorKeyFilter.longsByRange(longs, ROWS, words, places, 0, 10, mask);
        VectorKeyFilter.intsByRange(ints, ROWS, words, places, 0, 10, mask);
    }

    @Override
    public void scalar(int i) {
        Arrays.fill(mask, -1);
        KeyFilterKernels.longs(longs, 0, ROWS, words, places, mask);
        KeyFilterKernels.ints(ints, 0, ROWS, words, places, mask);
        KeyFilterKernels.longsByRange(longs, 0, ROWS, words, places, 0, 10, mask);
        KeyFilterKernels.intsByRange(ints, 0, ROWS, words, places, 0, 10, mask);
    }
}
