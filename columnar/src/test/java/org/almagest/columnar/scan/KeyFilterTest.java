package org.almagest.columnar.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A filter of keys refuses none of them and few others, one by one and in blocks.
final class KeyFilterTest {
    private static final long SEED = Long.getLong("almagest.seed", 17);

    @Test
    void refusesFewOthersAndNoKey() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int keys : new int[] {0, 1, 7, 8, 9, 1000, 100_000}) {
            try (Arena arena = Arena.ofConfined()) {
                KeyFilter filter = new KeyFilter(arena.allocate(KeyFilter.bytes(keys), 8));
                long[] known = new long[keys];
                for (int i = 0; i < keys; i++) {
                    known[i] = random.nextBoolean() ? i : random.nextLong();
                    filter.add(known[i]);
                }
                for (long key : known) {
                    assertTrue(filter.mayContain(key));
                }
                int taken = 0;
                for (int i = 0; i < 10_000; i++) {
                    taken += filter.mayContain(random.nextLong()) ? 1 : 0;
                }
                assertTrue(taken < 800, keys + " keys: " + taken + " of 10,000 others are not refused");
                blocks(filter, random, known);
            }
        }
    }

    private static void blocks(KeyFilter filter, Random random, long[] known) {
        for (int rows : new int[] {0, 1, 63, 64, 65, 1000, 1024}) {
            long[] longs = new long[1024];
            int[] ints = new int[1024];
            for (int i = 0; i < rows; i++) {
                longs[i] = known.length > 0 && random.nextBoolean()
                        ? known[random.nextInt(known.length)]
                        : random.nextLong();
                ints[i] = random.nextInt(known.length + 10);
            }
            long[] ofLongs = new long[16];
            long[] ofInts = new long[16];
            filter.longs(longs, rows, ofLongs);
            filter.ints(ints, rows, ofInts);
            for (int i = 0; i < rows; i++) {
                assertEquals(filter.mayContain(longs[i]), (ofLongs[i >>> 6] >>> i & 1) != 0);
                assertEquals(filter.mayContain(ints[i]), (ofInts[i >>> 6] >>> i & 1) != 0);
            }
        }
    }
}
