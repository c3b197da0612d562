package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The specification of what `VectorPageFilter` computes. Arguments as in `PageFilterKernels`.
final class ScalarPageFilter {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private ScalarPageFilter() {}

    static void rangeFloats(MemorySegment page, long offset, int count, float low, float high, long[] out) {
        for (int from = 0; from < count; from += 64) {
            long bits = 0;
            int end = Math.min(64, count - from);
            for (int i = 0; i < end; i++) {
                float value = page.get(FLOAT, offset + 4L * (from + i));
                bits |= (value >= low & value <= high ? 1L : 0L) << i;
            }
            out[from >>> 6] = bits;
        }
    }

    static void rangeDoubles(MemorySegment page, long offset, int count, double low, double high, long[] out) {
        for (int from = 0; from < count; from += 64) {
            long bits = 0;
            int end = Math.min(64, count - from);
            for (int i = 0; i < end; i++) {
                double value = page.get(DOUBLE, offset + 8L * (from + i));
                bits |= (value >= low & value <= high ? 1L : 0L) << i;
            }
            out[from >>> 6] = bits;
        }
    }

    static void rangePacked(MemorySegment page, long offset, int width, long low, long span, int count, long[] out) {
        long mask = (1L << width) - 1;
        for (int from = 0; from < count; from += 64) {
            long bits = 0;
            int end = Math.min(64, count - from);
            for (int i = 0; i < end; i++) {
                int bit = (from + i) * width;
                long value = page.get(LONG, offset + (bit >>> 3)) >>> (bit & 7) & mask;
                bits |= (Long.compareUnsigned(value - low, span) <= 0 ? 1L : 0L) << i;
            }
            out[from >>> 6] = bits;
        }
    }
}
