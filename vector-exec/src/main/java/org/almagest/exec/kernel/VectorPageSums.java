package org.almagest.exec.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.almagest.columnar.kernel.VectorWidth;

/// The kernels of `ScalarSums` over doubles that stand in a page, bit for bit the same as over a
/// copy of them. Native memory alone: `MemorySegment.ofAddress(a).reinterpret(n)`.
final class VectorPageSums {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_512;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

    private VectorPageSums() {}

    static double sum(MemorySegment page, long offset, int count) {
        if (!VectorWidth.WIDE) {
            return NarrowSums.sum(page, offset, count);
        }
        int full = count & ~7;
        DoubleVector lanes = DoubleVector.broadcast(DOUBLES, 0.0 * count);
        for (int i = 0; i < full; i += 8) {
            lanes = lanes.add(DoubleVector.fromMemorySegment(DOUBLES, page, offset + 8L * i, LITTLE));
        }
        if (full < count) {
            DoubleVector rest = DoubleVector.fromMemorySegment(DOUBLES, page, offset + 8L * full, LITTLE);
            lanes = lanes.add(rest, VectorSums.first(count - full));
        }
        return VectorSums.tree(lanes);
    }

    static double sumOfSquares(MemorySegment page, long offset, int count, double mean) {
        if (!VectorWidth.WIDE) {
            return NarrowSums.sumOfSquares(page, offset, count, mean);
        }
        int full = count & ~7;
        DoubleVector lanes = DoubleVector.broadcast(DOUBLES, 0.0 * count);
        for (int i = 0; i < full; i += 8) {
            DoubleVector distance = DoubleVector.fromMemorySegment(DOUBLES, page, offset + 8L * i, LITTLE)
                    .sub(mean);
            lanes = lanes.add(distance.mul(distance));
        }
        if (full < count) {
            DoubleVector distance = DoubleVector.fromMemorySegment(DOUBLES, page, offset + 8L * full, LITTLE)
                    .sub(mean);
            lanes = lanes.add(distance.mul(distance), VectorSums.first(count - full));
        }
        return VectorSums.tree(lanes);
    }

    static int bounds(MemorySegment page, long offset, int count, double[] out) {
        if (!VectorWidth.WIDE) {
            return NarrowSums.bounds(page, offset, count, out);
        }
        DoubleVector least = DoubleVector.broadcast(DOUBLES, Double.POSITIVE_INFINITY);
        DoubleVector greatest = DoubleVector.broadcast(DOUBLES, Double.NEGATIVE_INFINITY);
        int nans = 0;
        int full = count & ~7;
        for (int i = 0; i < full; i += 8) {
            DoubleVector v = DoubleVector.fromMemorySegment(DOUBLES, page, offset + 8L * i, LITTLE);
            least = least.blend(v, v.lt(least));
            greatest = greatest.blend(v, greatest.lt(v));
            nans += v.compare(VectorOperators.NE, v).trueCount();
        }
        if (full < count) {
            VectorMask<Double> inRange = VectorSums.first(count - full);
            DoubleVector v = DoubleVector.fromMemorySegment(DOUBLES, page, offset + 8L * full, LITTLE);
            least = least.blend(v, v.lt(least).and(inRange));
            greatest = greatest.blend(v, greatest.lt(v).and(inRange));
            nans += v.compare(VectorOperators.NE, v).and(inRange).trueCount();
        }
        VectorSums.setBounds(least, greatest, out);
        return nans;
    }

    static double sum(MemorySegment page, long offset, int count, long[] bits) {
        if (!VectorWidth.WIDE) {
            return NarrowSums.sum(page, offset, count, bits);
        }
        DoubleVector lanes = DoubleVector.broadcast(DOUBLES, 0.0 * count);
        for (int i = 0; i < count; i += 8) {
            DoubleVector v = DoubleVector.fromMemorySegment(DOUBLES, page, offset + 8L * i, LITTLE);
            lanes = lanes.add(v, VectorSums.eight(bits, i));
        }
        return VectorSums.tree(lanes);
    }

    static double sumFloats(MemorySegment page, long offset, int count, long[] bits) {
        if (!VectorWidth.WIDE) {
            return NarrowSums.sumFloats(page, offset, count, bits);
        }
        DoubleVector lanes = DoubleVector.broadcast(DOUBLES, 0.0 * count);
        for (int i = 0; i < count; i += 8) {
            FloatVector v = FloatVector.fromMemorySegment(FLOATS, page, offset + 4L * i, LITTLE);
            lanes = lanes.add(v.convertShape(VectorOperators.F2D, DOUBLES, 0), VectorSums.eight(bits, i));
        }
        return VectorSums.tree(lanes);
    }

    static double sumFloats(MemorySegment page, long offset, int count) {
        if (!VectorWidth.WIDE) {
            return NarrowSums.sumFloats(page, offset, count);
        }
        int full = count & ~7;
        DoubleVector lanes = DoubleVector.broadcast(DOUBLES, 0.0 * count);
        for (int i = 0; i < full; i += 8) {
            FloatVector v = FloatVector.fromMemorySegment(FLOATS, page, offset + 4L * i, LITTLE);
            lanes = lanes.add(v.convertShape(VectorOperators.F2D, DOUBLES, 0));
        }
        if (full < count) {
            FloatVector v = FloatVector.fromMemorySegment(FLOATS, page, offset + 4L * full, LITTLE);
            lanes = lanes.add(v.convertShape(VectorOperators.F2D, DOUBLES, 0), VectorSums.first(count - full));
        }
        return VectorSums.tree(lanes);
    }

    static double sumOfSquares(MemorySegment page, long offset, int count, double mean, long[] bits) {
        if (!VectorWidth.WIDE) {
            return NarrowSums.sumOfSquares(page, offset, count, mean, bits);
        }
        DoubleVector lanes = DoubleVector.broadcast(DOUBLES, 0.0 * count);
        for (int i = 0; i < count; i += 8) {
            DoubleVector distance = DoubleVector.fromMemorySegment(DOUBLES, page, offset + 8L * i, LITTLE)
                    .sub(mean);
            lanes = lanes.add(distance.mul(distance), VectorSums.eight(bits, i));
        }
        return VectorSums.tree(lanes);
    }

    static int bounds(MemorySegment page, long offset, int count, long[] bits, double[] out) {
        if (!VectorWidth.WIDE) {
            return NarrowSums.bounds(page, offset, count, bits, out);
        }
        DoubleVector least = DoubleVector.broadcast(DOUBLES, Double.POSITIVE_INFINITY);
        DoubleVector greatest = DoubleVector.broadcast(DOUBLES, Double.NEGATIVE_INFINITY);
        int nans = 0;
        for (int i = 0; i < count; i += 8) {
            VectorMask<Double> some = VectorSums.eight(bits, i);
            DoubleVector v = DoubleVector.fromMemorySegment(DOUBLES, page, offset + 8L * i, LITTLE);
            least = least.blend(v, v.lt(least).and(some));
            greatest = greatest.blend(v, greatest.lt(v).and(some));
            nans += v.compare(VectorOperators.NE, v).and(some).trueCount();
        }
        VectorSums.setBounds(least, greatest, out);
        return nans;
    }
}
