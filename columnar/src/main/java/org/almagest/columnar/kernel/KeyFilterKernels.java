package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Asks a filter of words of 64 bits for many values at once.
///
/// ```text
/// hash   one multiplication, its upper half mixed into the lower
/// word   number hash & mask
/// bits   four of the 64, by the hash's upper 24 bits
/// ```
public final class KeyFilterKernels {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;

    private KeyFilterKernels() {}

    public static long hash(long key) {
        long h = (key ^ key >>> 32) * 0x9E37_79B9_7F4A_7C15L;
        return h ^ h >>> 29;
    }

    public static long bits(long hash) {
        return 1L << (hash >>> 58) | 1L << (hash >>> 52) | 1L << (hash >>> 46) | 1L << (hash >>> 40);
    }

    /// Sets the bit of each row in `out` whose value the filter does not refuse, and clears the
    /// others.
    public static void longs(long[] values, int rows, MemorySegment words, int mask, long[] out) {
        for (int from = 0; from < rows; from += 64) {
            int end = Math.min(rows, from + 64);
            long taken = 0;
            for (int i = from; i < end; i++) {
                long hash = hash(values[i]);
                long bits = bits(hash);
                long word = words.get(WORD, (hash & mask) << 3);
                taken |= ((word & bits) == bits ? 1L : 0L) << i;
            }
            out[from >>> 6] = taken;
        }
    }

    public static void ints(int[] values, int rows, MemorySegment words, int mask, long[] out) {
        for (int from = 0; from < rows; from += 64) {
            int end = Math.min(rows, from + 64);
            long taken = 0;
            for (int i = from; i < end; i++) {
                long hash = hash(values[i]);
                long bits = bits(hash);
                long word = words.get(WORD, (hash & mask) << 3);
                taken |= ((word & bits) == bits ? 1L : 0L) << i;
            }
            out[from >>> 6] = taken;
        }
    }
}
