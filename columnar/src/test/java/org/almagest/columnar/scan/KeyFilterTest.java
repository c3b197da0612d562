package org.almagest.columnar.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.almagest.columnar.kernel.KeyFilterKernels;
import org.junit.jupiter.api.Test;

/// A filter of keys refuses none of them and few others, one by one and in blocks.
final class KeyFilterTest {
    private static final long SEED = Long.getLong("almagest.seed", 17);

    @Test
    void refusesFewOthersAndNoKey() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int keys : new int[] {0, 1, 7, 8, 9, 1000, 100_000}) {
            KeyFilter filter = KeyFilter.of(keys);
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

    /// Parts by hash and by range, of different sizes and empty ones.
    @Test
    void partsRefuseAsTheWholeDoes() {
        Random random = new Random(SEED);
        for (KeyParts parts : new KeyParts[] {
            KeyParts.byHash(8),
            KeyParts.byRange(-500, 70_000, 16),
            KeyParts.byRange(Long.MIN_VALUE, Long.MAX_VALUE, 32),
            KeyParts.byRange(7, 7, 4)
        }) {
            long[] known = new long[3000];
            int[] counts = new int[parts.count()];
            for (int i = 0; i < known.length; i++) {
                known[i] = i % 3 == 0 ? random.nextLong() : (long) (random.nextDouble() * random.nextDouble() * 70_000);
                counts[parts.of(known[i], KeyFilterKernels.hash(known[i]))]++;
            }
            KeyFilter filter = KeyFilter.of(parts, counts);
            for (long key : known) {
                filter.add(key);
            }
            int taken = 0;
            for (long key : known) {
                assertTrue(filter.mayContain(key));
                taken += filter.mayContain(random.nextLong()) ? 1 : 0;
            }
            assertTrue(taken < 400, parts + ": " + taken + " of 3,000 others are not refused");
            blocks(filter, random, known);
            selects(filter, random, known);
        }
    }

    private static void selects(KeyFilter filter, Random random, long[] known) {
        long[] words = new long[1024];
        long[] hashes = new long[1024];
        int[] rows = new int[512];
        for (int i = 0; i < words.length; i++) {
            words[i] = random.nextBoolean() ? known[random.nextInt(known.length)] : random.nextLong();
            hashes[i] = KeyFilterKernels.hash(words[i]);
        }
        for (int i = 0; i < rows.length; i++) {
            rows[i] = 2 * i;
        }
        int[] taken = new int[rows.length];
        int found = filter.select(words, hashes, rows, rows.length, taken);
        int expected = 0;
        for (int row : rows) {
            if (filter.mayContain(words[row])) {
                assertEquals(row, taken[expected++]);
            }
        }
        assertEquals(expected, found);
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
            long[] asked = random.longs(16).toArray();
            asked[0] = 0;
            long[] ofLongs = asked.clone();
            long[] ofInts = asked.clone();
            filter.longs(longs, rows, ofLongs);
            filter.ints(ints, rows, ofInts);
            for (int i = 0; i < rows; i++) {
                boolean counts = (asked[i >>> 6] >>> i & 1) != 0;
                assertEquals(counts && filter.mayContain(longs[i]), (ofLongs[i >>> 6] >>> i & 1) != 0);
                assertEquals(counts && filter.mayContain(ints[i]), (ofInts[i >>> 6] >>> i & 1) != 0);
            }
        }
    }
}
