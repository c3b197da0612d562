package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The specification of what `VectorPackedSums` computes. Arguments as in `PageSumKernels`.
final class ScalarPackedSums {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private ScalarPackedSums() {}

    static long sumPacked(MemorySegment page, long offset, int width, int count, long[] bits) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += packed(page, offset, width, i) & -bit(bits, i);
        }
        return sum;
    }

    static void boundPacked(MemorySegment page, long offset, int width, int count, long[] bits, long[] out) {
        long least = Long.MAX_VALUE;
        long greatest = 0;
        for (int i = 0; i < count; i++) {
            if (bit(bits, i) != 0) {
                long value = packed(page, offset, width, i);
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        out[0] = least;
        out[1] = greatest;
    }

    static double sumAlpFloats(int[] digits, double scale, int count, long[] bits) {
        double[] lanes = new double[8];
        for (int i = 0; i < count; i++) {
            if (bit(bits, i) != 0) {
                lanes[i & 7] += (float) (digits[i] * scale);
            }
        }
        return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
    }

    private static long packed(MemorySegment page, long offset, int width, int i) {
        int bit = i * width;
        return page.get(LONG, offset + (bit >>> 3)) >>> (bit & 7) & (1L << width) - 1;
    }

    private static long bit(long[] bits, int i) {
        return bits[i >>> 6] >>> i & 1;
    }
}
