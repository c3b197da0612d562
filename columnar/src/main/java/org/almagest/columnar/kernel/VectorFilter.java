package org.almagest.columnar.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Filter kernels on 512-bit vectors; `ScalarFilter` says what they compute. Constants are made
/// inside the kernels: a vector in a static field would be boxed in the loop.
final class VectorFilter {
    private static final VectorSpecies<Integer> I512 = IntVector.SPECIES_512;
    private static final VectorSpecies<Long> L512 = LongVector.SPECIES_512;
    private static final VectorSpecies<Float> F512 = FloatVector.SPECIES_512;
    private static final VectorSpecies<Double> D512 = DoubleVector.SPECIES_512;
    private static final int INT_LANES = 16;
    private static final int LONG_LANES = 8;
    private static final int[] IOTA = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    private VectorFilter() {}

    static void rangeInts(int[] values, int rows, int low, int span, long[] out) {
        for (int from = 0, word = 0; from < rows; from += 64, word++) {
            long bits = 0;
            for (int i = 0; i < 64; i += INT_LANES) {
                bits |= IntVector.fromArray(I512, values, from + i)
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
            for (int i = 0; i < 64; i += LONG_LANES) {
                bits |= LongVector.fromArray(L512, values, from + i)
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
            for (int i = 0; i < 64; i += INT_LANES) {
                FloatVector value = FloatVector.fromArray(F512, values, from + i);
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
            for (int i = 0; i < 64; i += LONG_LANES) {
                DoubleVector value = DoubleVector.fromArray(D512, values, from + i);
                bits |= value.compare(VectorOperators.GE, low)
                                .and(value.compare(VectorOperators.LE, high))
                                .toLong()
                        << i;
            }
            out[word] = bits;
        }
    }

    static int select(long[] mask, int rows, int[] out) {
        int count = 0;
        IntVector lanes = IntVector.fromArray(I512, IOTA, 0);
        for (int from = 0; from < rows; from += INT_LANES) {
            long bits = mask[from >>> 6] >>> from & 0xFFFF;
            VectorMask<Integer> selected = VectorMask.fromLong(I512, bits);
            lanes.add(from).compress(selected).intoArray(out, count);
            count += Long.bitCount(bits);
        }
        return count;
    }
}
