package org.almagest.exec.kernel;

import java.util.Arrays;

/// Sorts `long`s as unsigned numbers: one pass by their upper bits, chosen so that a bucket has some
/// four numbers, and then each bucket on its own. Where numbers are not spread evenly over their
/// range, large buckets are left to `Arrays.sort`.
public final class PackedSort {
    private static final int FEW = 64;
    private static final int INSERTED = 32;
    private static final int BUCKET_BITS = 2;
    private static final int MOST_BITS = 16;

    private PackedSort() {}

    /// Sorts `values[0 .. count)`; `scratch` is as long and is used up.
    public static void sort(long[] values, long[] scratch, int count) {
        if (count <= FEW) {
            insert(values, 0, count);
            return;
        }
        long all = 0;
        for (int i = 0; i < count; i++) {
            all |= values[i];
        }
        int countBits = Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
        int bits = Math.clamp(countBits - BUCKET_BITS, 1, MOST_BITS);
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(all) - bits);
        int[] ends = new int[1 << bits];
        countDigits(values, count, shift, ends);
        firsts(ends);
        scatter(values, count, shift, ends, scratch);
        int from = 0;
        for (int end : ends) {
            if (end - from > INSERTED) {
                sortLarge(scratch, from, end);
            } else {
                insert(scratch, from, end);
            }
            from = end;
        }
        System.arraycopy(scratch, 0, values, 0, count);
    }

    private static void countDigits(long[] values, int count, int shift, int[] counts) {
        for (int i = 0; i < count; i++) {
            counts[(int) (values[i] >>> shift)]++;
        }
    }

    private static void firsts(int[] counts) {
        int at = 0;
        for (int d = 0; d < counts.length; d++) {
            int size = counts[d];
            counts[d] = at;
            at += size;
        }
    }

    /// Moves each value to the next place of its digit; the firsts become ends.
    private static void scatter(long[] values, int count, int shift, int[] next, long[] out) {
        for (int i = 0; i < count; i++) {
            long value = values[i];
            out[next[(int) (value >>> shift)]++] = value;
        }
    }

    private static void insert(long[] values, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long value = values[i];
            int at = i;
            while (at > from && values[at - 1] + Long.MIN_VALUE > value + Long.MIN_VALUE) {
                values[at] = values[at - 1];
                at--;
            }
            values[at] = value;
        }
    }

    private static void sortLarge(long[] values, int from, int to) {
        flip(values, from, to);
        Arrays.sort(values, from, to);
        flip(values, from, to);
    }

    private static void flip(long[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] ^= Long.MIN_VALUE;
        }
    }
}
