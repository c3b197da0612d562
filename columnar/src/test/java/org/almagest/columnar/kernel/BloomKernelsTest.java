package org.almagest.columnar.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A filter refuses nothing that it took, and few others.
final class BloomKernelsTest {
    private static final long SEED = Long.getLong("almagest.seed", 5);

    @Test
    void refusesFewOthersAndNoneOfItsOwn() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int values : new int[] {1, 2, 20, 300, 16_384}) {
            int blocks = (values * 12 + 255) / 256;
            int[] words = new int[blocks * BloomKernels.BLOCK_WORDS];
            long[] hashes = random.longs(values).map(HashKernels::hash).toArray();
            for (long hash : hashes) {
                BloomKernels.insert(hash, words, 0, blocks);
            }
            MemorySegment filter = MemorySegment.ofArray(words);
            for (long hash : hashes) {
                assertTrue(BloomKernels.mayContain(hash, filter, 0, blocks));
            }
            int taken = 0;
            for (int i = 0; i < 20_000; i++) {
                taken += BloomKernels.mayContain(HashKernels.hash(random.nextLong()), filter, 0, blocks) ? 1 : 0;
            }
            assertTrue(taken < 20_000 / 40, values + " values: " + taken + " of 20,000 others are not refused");
        }
    }

    /// The bits are part of the format.
    @Test
    void theBitsOfAHashAreFixed() {
        int[] words = new int[2 * BloomKernels.BLOCK_WORDS];
        BloomKernels.insert(0x8000_0001_0000_0001L, words, 0, 2);
        int[] expected = {0, 0, 0, 0, 0, 0, 0, 0, 1 << 8, 1 << 8, 1 << 17, 1 << 20, 1 << 14, 1 << 5, 1 << 19, 1 << 11};
        assertArrayEquals(expected, words);
    }
}
