package org.almagest.exec.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.almagest.columnar.kernel.VectorWidth;

/// The kernels of `ScalarSums` over vectors, bit for bit the same: of 512 bits, or by [NarrowSums].
final class VectorSums {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_512;

    private VectorSums() {}

    static double sum(double[] values, int count) {
        if (!VectorWidth.WIDE) {
            return NarrowSums.sum(values, count);
        }
        if (count < 8) {
            return ScalarSums.sum(values, count);
        }
        int full = count & ~7;
        DoubleVector lanes = DoubleVector.broadcast(DOUBLES, 0.0 * count);
        for (int i = 0; i < full; i += 8) {
            lanes = lanes.add(DoubleVector.fromArray(DOUBLES, values, i));
        }
        if (full < count) {
            lanes = lanes.add(last(values, count), first(count - full));
        }
        return tree(lanes);
    }

    static double sum(double[] values, int count, long[] bits) {
        if (!VectorWidth.WIDE) {
            return NarrowSums.sum(values, count, bits);
        }
        DoubleVector lanes = DoubleVector.broadcast(DOUBLES, 0.0 * count);
        for (int i = 0; i < count; i += 8) {
            lanes = lanes.add(DoubleVector.fromArray(DOUBLES, values, i), eight(bits, i));
        }
        return tree(lanes);
    }

    static double sumOfSquares(double[] values, int count, double mean, long[] bits) {
        if (!VectorWidth.WIDE) {
            return NarrowSums.sumOfSquares(values, count, mean, bits);
        }
        DoubleVector lanes = DoubleVector.broadcast(DOUBLES, 0.0 * count);
        for (int i = 0; i < count; i += 8) {
            DoubleVector distance = DoubleVector.fromArray(DOUBLES, values, i).sub(mean);
            lanes = lanes.add(distance.mul(distance), eight(bits, i));
        }
        return tree(lanes);
    }

    static int bounds(double[] values, int count, long[] bits, double[] out) {
        if (!VectorWidth.WIDE) {
            return NarrowSums.bounds(values, count, bits, out);
        }
        DoubleVector least = DoubleVector.broadcast(DOUBLES, Double.POSITIVE_INFINITY);
        DoubleVector greatest = DoubleVector.broadcast(DOUBLES, Double.NEGATIVE_INFINITY);
        int nans = 0;
        for (int i = 0; i < count; i += 8) {
            VectorMask<Double> some = eight(bits, i);
            DoubleVector v = DoubleVector.fromArray(DOUBLES, values, i);
            least = least.blend(v, v.lt(least).and(some));
            greatest = greatest.blend(v, greatest.lt(v).and(some));
            nans += v.compare(VectorOperators.NE, v).and(some).trueCount();
        }
        setBounds(least, greatest, out);
        return nans;
    }

    /// Selects lanes by eight bits of a bitmap, from bit `i` on, a multiple of eight.
    static VectorMask<Double> eight(long[] bits, int i) {
        return VectorMask.fromLong(DOUBLES, bits[i >>> 6] >>> i & 0xFF);
    }

    /// Selects the first lanes. (`indexInRange` and loads under a mask are not compiled to one
    /// instruction, and cost more than a block.)
    static VectorMask<Double> first(int lanes) {
        return VectorMask.fromLong(DOUBLES, (1L << lanes) - 1);
    }

    /// Loads the last values, fewer than eight, and what stands behind them.
    private static DoubleVector last(double[] values, int count) {
        return DoubleVector.fromArray(DOUBLES, values, count & ~7);
    }

    /// Combines the lanes as `ScalarSums` does.
    static double tree(DoubleVector lanes) {
        return ((lanes.lane(0) + lanes.lane(4)) + (lanes.lane(2) + lanes.lane(6)))
                + ((lanes.lane(1) + lanes.lane(5)) + (lanes.lane(3) + lanes.lane(7)));
    }

    static double sumOfSquares(double[] values, int count, double mean) {
        if (!VectorWidth.WIDE) {
            return NarrowSums.sumOfSquares(values, count, mean);
        }
        if (count < 8) {
            return ScalarSums.sumOfSquares(values, count, mean);
        }
        int full = count & ~7;
        DoubleVector lanes = DoubleVector.broadcast(DOUBLES, 0.0 * count);
        for (int i = 0; i < full; i += 8) {
            DoubleVector distance = DoubleVector.fromArray(DOUBLES, values, i).sub(mean);
            lanes = lanes.add(distance.mul(distance));
        }
        if (full < count) {
            DoubleVector distance = last(values, count).sub(mean);
            lanes = lanes.add(distance.mul(distance), first(count - full));
        }
        return tree(lanes);
    }

    static int bounds(double[] values, int count, double[] out) {
        if (!VectorWidth.WIDE) {
            return NarrowSums.bounds(values, count, out);
        }
        if (count < 8) {
            return ScalarSums.bounds(values, count, out);
        }
        int full = count & ~7;
        DoubleVector least = DoubleVector.broadcast(DOUBLES, Double.POSITIVE_INFINITY);
        DoubleVector greatest = DoubleVector.broadcast(DOUBLES, Double.NEGATIVE_INFINITY);
        int nans = 0;
        for (int i = 0; i < full; i += 8) {
            DoubleVector v = DoubleVector.fromArray(DOUBLES, values, i);
            least = least.blend(v, v.lt(least));
            greatest = greatest.blend(v, greatest.lt(v));
            nans += v.compare(VectorOperators.NE, v).trueCount();
        }
        setBounds(least, greatest, out);
        double low = out[0];
        double high = out[1];
        for (int i = full; i < count; i++) {
            low = values[i] < low ? values[i] : low;
            high = values[i] > high ? values[i] : high;
            nans += values[i] != values[i] ? 1 : 0;
        }
        out[0] = low == 0 ? 0.0 : low;
        out[1] = high == 0 ? 0.0 : high;
        return nans;
    }

    /// Sets `out` to the least and the greatest lane; zero is 0.0.
    static void setBounds(DoubleVector least, DoubleVector greatest, double[] out) {
        double low = least.reduceLanes(VectorOperators.MIN);
        double high = greatest.reduceLanes(VectorOperators.MAX);
        out[0] = low == 0 ? 0.0 : low;
        out[1] = high == 0 ? 0.0 : high;
    }

    static int packValid(double[] values, long[] validity, int count, double[] out) {
        int found = 0;
        int full = count & -VectorWidth.LONG_LANES;
        for (int i = 0; i < full; i += VectorWidth.LONG_LANES) {
            VectorMask<Double> valid =
                    VectorMask.fromLong(VectorWidth.DOUBLES, validity[i >>> 6] >>> i & VectorWidth.LONG_BITS);
            DoubleVector.fromArray(VectorWidth.DOUBLES, values, i)
                    .compress(valid)
                    .intoArray(out, found);
            found += valid.trueCount();
        }
        for (int i = full; i < count; i++) {
            out[found] = values[i];
            found += (int) (validity[i >>> 6] >>> i & 1);
        }
        return found;
    }

    static int validRows(long[] validity, int count, int[] out) {
        int found = 0;
        int full = count & -VectorWidth.INT_LANES;
        IntVector row = IntVector.broadcast(VectorWidth.INTS, 0).addIndex(1);
        for (int i = 0; i < full; i += VectorWidth.INT_LANES) {
            VectorMask<Integer> valid =
                    VectorMask.fromLong(VectorWidth.INTS, validity[i >>> 6] >>> i & VectorWidth.INT_BITS);
            row.add(i).compress(valid).intoArray(out, found);
            found += valid.trueCount();
        }
        for (int i = full; i < count; i++) {
            out[found] = i;
            found += (int) (validity[i >>> 6] >>> i & 1);
        }
        return found;
    }

    static int notAbove(long[] words, long most, int count, int[] out) {
        int found = 0;
        int full = count & -VectorWidth.LONG_LANES;
        for (int i = 0; i < full; i += VectorWidth.LONG_LANES) {
            VectorMask<Long> below =
                    LongVector.fromArray(VectorWidth.LONGS, words, i).compare(VectorOperators.ULE, most);
            long bits = below.toLong();
            while (bits != 0) {
                out[found++] = i + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
            }
        }
        for (int i = full; i < count; i++) {
            out[found] = i;
            found += Long.compareUnsigned(words[i], most) <= 0 ? 1 : 0;
        }
        return found;
    }
}
