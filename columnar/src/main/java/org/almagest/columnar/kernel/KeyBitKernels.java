package org.almagest.columnar.kernel;

import org.almagest.columnar.memory.NativeSpace;

/// Looks many values up in a map of bits, which starts at an address: bit `value - low` of `span` bits,
/// and behind them one that is not set, for all values outside.
public final class KeyBitKernels {
    /// So many rows of 64 are taken one by one.
    private static final int FEW = 20;

    private KeyBitKernels() {}

    private static long bit(long words, long distance, long span) {
        long bit = Long.compareUnsigned(distance, span) < 0 ? distance : span;
        return NativeSpace.ALL.get(NativeSpace.LONG, words + (bit >>> 6 << 3)) >>> bit & 1;
    }

    /// Clears the bits of rows whose value has no bit; values of rows that are out already may be anything.
    public static void longs(long[] values, int rows, long words, long low, long span, long[] mask) {
        for (int from = 0; from < rows; from += 64) {
            int number = from >>> 6;
            long left = mask[number];
            if (Long.bitCount(left) > FEW) {
                int end = Math.min(rows, from + 64);
                long taken = 0;
                for (int i = from; i < end; i++) {
                    taken |= bit(words, values[i] - low, span) << i;
                }
                mask[number] = left & taken;
            } else if (left != 0) {
                long taken = 0;
                for (long rest = left; rest != 0; rest &= rest - 1) {
                    int i = Long.numberOfTrailingZeros(rest);
                    taken |= bit(words, values[from + i] - low, span) << i;
                }
                mask[number] = taken;
            }
        }
    }

    /// As `longs`.
    public static void ints(int[] values, int rows, long words, long low, long span, long[] mask) {
        for (int from = 0; from < rows; from += 64) {
            int number = from >>> 6;
            long left = mask[number];
            if (Long.bitCount(left) > FEW) {
                int end = Math.min(rows, from + 64);
                long taken = 0;
                for (int i = from; i < end; i++) {
                    taken |= bit(words, values[i] - low, span) << i;
                }
                mask[number] = left & taken;
            } else if (left != 0) {
                long taken = 0;
                for (long rest = left; rest != 0; rest &= rest - 1) {
                    int i = Long.numberOfTrailingZeros(rest);
                    taken |= bit(words, values[from + i] - low, span) << i;
                }
                mask[number] = taken;
            }
        }
    }
}
