package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A split-block Bloom filter (Putze, Sanders, Singler 2009; the form that Parquet has): blocks of
/// 256 bits, one cache line at most per question.
///
/// ```text
/// hash    64 bits of a value (HashKernels)
/// block   the upper half of the hash, scaled to the number of blocks
/// bits    one in each of the block's eight words: the lower half times the word's salt, its upper
///         five bits
/// ```
public final class BloomKernels {
    public static final int BLOCK_BYTES = 32;
    public static final int BLOCK_WORDS = 8;
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int[] SALTS = {
        0x47B6137B, 0x44974D91, 0x8824AD5B, 0xA2B7289D, 0x705495C7, 0x2DF1424B, 0x9EFC4947, 0x5C6BFB31
    };

    private BloomKernels() {}

    private static int block(long hash, int blocks) {
        return (int) ((hash >>> 32) * blocks >>> 32);
    }

    private static int bit(long hash, int word) {
        return 1 << ((int) hash * SALTS[word] >>> 27);
    }

    /// Takes a hash into the filter of `blocks` blocks that begins at word `from`.
    public static void insert(long hash, int[] words, int from, int blocks) {
        int first = from + block(hash, blocks) * BLOCK_WORDS;
        for (int word = 0; word < BLOCK_WORDS; word++) {
            words[first + word] |= bit(hash, word);
        }
    }

    /// Answers whether the filter of `blocks` blocks at `offset` may have taken a hash; never false
    /// for one that it took.
    public static boolean mayContain(long hash, MemorySegment filters, long offset, int blocks) {
        long first = offset + (long) block(hash, blocks) * BLOCK_BYTES;
        for (int word = 0; word < BLOCK_WORDS; word++) {
            int bit = bit(hash, word);
            if ((filters.get(I32, first + 4L * word) & bit) == 0) {
                return false;
            }
        }
        return true;
    }
}
