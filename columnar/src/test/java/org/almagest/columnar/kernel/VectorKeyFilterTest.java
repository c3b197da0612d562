package org.almagest.columnar.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Vectors refuse the keys that scalar code refuses, whatever the parts, the rows and those that are out.
class VectorKeyFilterTest {
    private static final long SEED = Long.getLong("almagest.seed", 29);
    private static final int ROWS = 1024;

    private final Random random = new Random(SEED);
    private final long[] longs = new long[ROWS];
    private final int[] ints = new int[ROWS];

    @Test
    void asksAsScalarCodeDoes() {
        System.out.println("seed " + SEED);
        for (int round = 0; round < 200; round++) {
            int parts = 1 << random.nextInt(5);
            long[] words = random.longs(parts * 64L)
                    .map(word -> word | random.nextLong())
                    .toArray();
            long[] places = new long[parts];
            for (int part = 0; part < parts; part++) {
                places[part] = part * 64L << 32 | (1 << random.nextInt(7)) - 1;
            }
            long low = random.nextBoolean() ? -5000 : random.nextLong();
            int shift = 1 + random.nextInt(12);
            draw(low);
            for (int rows : new int[] {0, 1, 63, 64, 65, 1000, ROWS}) {
                compare(rows, words, places, low, shift);
            }
        }
    }

    /// Neighbours that are mostly near each other, some of them elsewhere.
    private void draw(long low) {
        int start = random.nextInt(20_000) - 5000;
        for (int i = 0; i < ROWS; i++) {
            boolean near = random.nextInt(20) > 0;
            ints[i] = near ? start + i : random.nextInt();
            longs[i] = near ? low + start + 3L * i : random.nextLong();
        }
    }

    private void compare(int rows, long[] words, long[] places, long low, int shift) {
        long[] asked = random.longs(ROWS / 64).toArray();
        asked[random.nextInt(asked.length)] = 0;
        long[] scalar = asked.clone();
        long[] vector = asked.clone();
        KeyFilterKernels.longs(longs, 0, rows, words, places, scalar);
        VectorKeyFilter.longs(longs, rows, words, places, vector);
        assertSame(rows, scalar, vector);
        KeyFilterKernels.longsByRange(longs, 0, rows, words, places, low, shift, scalar);
        VectorKeyFilter.longsByRange(longs, rows, words, places, low, shift, vector);
        assertSame(rows, scalar, vector);
        scalar = asked.clone();
        vector = asked.clone();
        KeyFilterKernels.ints(ints, 0, rows, words, places, scalar);
        VectorKeyFilter.ints(ints, rows, words, places, vector);
        assertSame(rows, scalar, vector);
        KeyFilterKernels.intsByRange(ints, 0, rows, words, places, -5000, shift, scalar);
        VectorKeyFilter.intsByRange(ints, rows, words, places, -5000, shift, vector);
        assertSame(rows, scalar, vector);
    }

    private static void assertSame(int rows, long[] expected, long[] actual) {
        for (int i = 0; i < rows; i++) {
            assertEquals(expected[i >>> 6] >>> i & 1, actual[i >>> 6] >>> i & 1, "row " + i + " of " + rows);
        }
    }
}
