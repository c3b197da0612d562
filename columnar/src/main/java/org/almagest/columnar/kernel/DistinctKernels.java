package org.almagest.columnar.kernel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.datasketches.hll.HllSketch;

/// Gives the values of a run of rows to a sketch that counts different ones.
///
/// ```text
/// integers, BOOLEAN, dates and times, DECIMAL to 18 digits   update(long)
/// REAL, DOUBLE                                               update(double): both zeros alike, all NaN
/// DECIMAL above                                              update(long[]): low half, high half
/// VARCHAR, BLOB                                              update(bytes); none at all: update(0L)
/// ```
///
/// `validity` is a bitmap over the same rows as `values`, or empty when every row is valid; NULL is
/// no value. A value that equals the one before it is not given again: it would leave the sketch as
/// it is.
public final class DistinctKernels {
    private DistinctKernels() {}

    private static boolean isNull(long[] validity, int row) {
        return validity.length != 0 && (validity[row >>> 6] >>> row & 1) == 0;
    }

    public static void ints(int[] values, long[] validity, int from, int count, HllSketch sketch) {
        boolean first = true;
        int before = 0;
        for (int i = from; i < from + count; i++) {
            if (!isNull(validity, i) && (first || values[i] != before)) {
                first = false;
                before = values[i];
                sketch.update((long) before);
            }
        }
    }

    public static void longs(long[] values, long[] validity, int from, int count, HllSketch sketch) {
        boolean first = true;
        long before = 0;
        for (int i = from; i < from + count; i++) {
            if (!isNull(validity, i) && (first || values[i] != before)) {
                first = false;
                before = values[i];
                sketch.update(before);
            }
        }
    }

    public static void floats(float[] values, long[] validity, int from, int count, HllSketch sketch) {
        boolean first = true;
        float before = 0;
        for (int i = from; i < from + count; i++) {
            if (!isNull(validity, i) && (first || values[i] != before)) {
                first = false;
                before = values[i];
                sketch.update((double) before);
            }
        }
    }

    public static void doubles(double[] values, long[] validity, int from, int count, HllSketch sketch) {
        boolean first = true;
        double before = 0;
        for (int i = from; i < from + count; i++) {
            if (!isNull(validity, i) && (first || values[i] != before)) {
                first = false;
                before = values[i];
                sketch.update(before);
            }
        }
    }

    /// Gives 128-bit integers in halves.
    public static void huges(long[] high, long[] low, long[] validity, int from, int count, HllSketch sketch) {
        long[] value = new long[2];
        boolean first = true;
        for (int i = from; i < from + count; i++) {
            if (!isNull(validity, i) && (first || low[i] != value[0] || high[i] != value[1])) {
                first = false;
                value[0] = low[i];
                value[1] = high[i];
                sketch.update(value);
            }
        }
    }

    /// Gives byte strings: row `i` is `bytes[offsets[i] .. offsets[i + 1])`.
    public static void bytes(int[] offsets, byte[] bytes, long[] validity, int from, int count, HllSketch sketch) {
        ByteBuffer value = ByteBuffer.wrap(bytes);
        int start = -1;
        int end = -1;
        for (int i = from; i < from + count; i++) {
            if (isNull(validity, i)
                    || start >= 0 && Arrays.equals(bytes, start, end, bytes, offsets[i], offsets[i + 1])) {
                continue;
            }
            start = offsets[i];
            end = offsets[i + 1];
            text(value, start, end, sketch);
        }
    }

    /// Gives the bytes `start .. end` of a buffer. The library leaves out those of no length.
    public static void text(ByteBuffer bytes, int start, int end, HllSketch sketch) {
        if (start == end) {
            sketch.update(0L);
        } else {
            sketch.update(bytes.limit(end).position(start));
        }
    }
}
