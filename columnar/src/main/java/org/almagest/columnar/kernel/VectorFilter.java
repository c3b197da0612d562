package org.almagest.columnar.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Filter kernels on vectors; `ScalarFilter` says what they compute. Constants are made
/// inside the kernels: a vector in a static field would be boxed in the loop.
final class VectorFilter {
    private static final int[] IOTA = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    private VectorFilter() {}

    static void rangeInts(int[] values, int rows, int low, int span, long[] out) {
        for (int from = 0, word = 0; from < rows; from += 64, word++) {
            long bits = 0;
            for (int i = 0; i < 64; i += VectorWidth.INT_LANES) {
                bits |= IntVector.fromArray(VectorWidth.INTS, values, from + i)
                                .sub(low)
                                .compare(VectorOperators.ULE, span)
                                .toLong()
                        << i;
            }
            out[word] = bits;
        }
    }

    static void rangeLongs(long[] values, int rows, long low, long span, long[] out) {
        for (int from = 0, word = 0; from < rows; from += 64, word++) {
            long bits = 0;
            for (int i = 0; i < 64; i += VectorWidth.LONG_LANES) {
                bits |= LongVector.fromArray(VectorWidth.LONGS, values, from + i)
                                .sub(low)
                                .compare(VectorOperators.ULE, span)
                                .toLong()
                        << i;
            }
            out[word] = bits;
        }
    }

    static void rangeFloats(float[] values, int rows, float low, float high, long[] out) {
        for (int from = 0, word = 0; from < rows; from += 64, word++) {
            long bits = 0;
            for (int i = 0; i < 64; i += VectorWidth.INT_LANES) {
                FloatVector value = FloatVector.fromArray(VectorWidth.FLOATS, values, from + i);
                bits |= value.compare(VectorOperators.GE, low)
                                .and(value.compare(VectorOperators.LE, high))
                                .toLong()
                        << i;
            }
            out[word] = bits;
        }
    }

    static void rangeDoubles(double[] values, int rows, double low, double high, long[] out) {
        for (int from = 0, word = 0; from < rows; from += 64, word++) {
            long bits = 0;
            for (int i = 0; i < 64; i += VectorWidth.LONG_LANES) {
                DoubleVector value = DoubleVector.fromArray(VectorWidth.DOUBLES, values, from + i);
                bits |= value.compare(VectorOperators.GE, low)
                                .and(value.compare(VectorOperators.LE, high))
                                .toLong()
                        << i;
            }
            out[word] = bits;
        }
    }

    static int select(long[] mask, int rows, int[] out) {
        if (!VectorWidth.WIDE) {
            return ScalarFilter.select(mask, rows, out);
        }
        int count = 0;
        IntVector lanes = IntVector.fromArray(VectorWidth.INTS, IOTA, 0);
        for (int from = 0; from < rows; from += VectorWidth.INT_LANES) {
            long bits = mask[from >>> 6] >>> from & VectorWidth.INT_BITS;
            VectorMask<Integer> selected = VectorMask.fromLong(VectorWidth.INTS, bits);
            lanes.add(from).compress(selected).intoArray(out, count);
            count += Long.bitCount(bits);
        }
        return count;
    }
}
