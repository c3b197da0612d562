package org.almagest.exec.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.almagest.columnar.kernel.LaneMasks;

/// [VectorSums] and [VectorPageSums] on vectors of 256 bits, bit for bit the same: the eight lanes are
/// two vectors. Blocks come eight values at a time; what is left over at the end is masked, and so is
/// what does not count, by lanes of all ones or zero ([LaneMasks]). Values that do not count are added
/// as 0.0, which changes no lane: a lane starts as 0.0 and never becomes -0.0.
final class NarrowSums {
    private static final VectorSpecies<Double> D256 = DoubleVector.SPECIES_256;
    private static final VectorSpecies<Float> F128 = FloatVector.SPECIES_128;
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

    private NarrowSums() {}

    // Lanes start as a broadcast of a product with `count`: a constant would be boxed in the loop.

    static double sum(double[] values, int count) {
        int full = count & ~7;
        DoubleVector lower = DoubleVector.broadcast(D256, 0.0 * count);
        DoubleVector upper = DoubleVector.broadcast(D256, 0.0 * count);
        for (int i = 0; i < full; i += 8) {
            lower = lower.add(DoubleVector.fromArray(D256, values, i));
            upper = upper.add(DoubleVector.fromArray(D256, values, i + 4));
        }
        if (full < count) {
            long rest = first(count - full);
            lower = lower.add(masked(DoubleVector.fromArray(D256, values, full), rest));
            upper = upper.add(masked(DoubleVector.fromArray(D256, values, full + 4), rest >>> 4));
        }
        return tree(lower, upper);
    }

    static double sum(MemorySegment page, long offset, int count) {
        int full = count & ~7;
        DoubleVector lower = DoubleVector.broadcast(D256, 0.0 * count);
        DoubleVector upper = DoubleVector.broadcast(D256, 0.0 * count);
        for (int i = 0; i < full; i += 8) {
            lower = lower.add(at(page, offset, i));
            upper = upper.add(at(page, offset, i + 4));
        }
        if (full < count) {
            long rest = first(count - full);
            lower = lower.add(masked(at(page, offset, full), rest));
            upper = upper.add(masked(at(page, offset, full + 4), rest >>> 4));
        }
        return tree(lower, upper);
    }

    static double sum(double[] values, int count, long[] bits) {
        DoubleVector lower = DoubleVector.broadcast(D256, 0.0 * count);
        DoubleVector upper = DoubleVector.broadcast(D256, 0.0 * count);
        for (int i = 0; i < count; i += 8) {
            lower = lower.add(masked(DoubleVector.fromArray(D256, values, i), bits, i));
            upper = upper.add(masked(DoubleVector.fromArray(D256, values, i + 4), bits, i + 4));
        }
        return tree(lower, upper);
    }

    static double sum(MemorySegment page, long offset, int count, long[] bits) {
        DoubleVector lower = DoubleVector.broadcast(D256, 0.0 * count);
        DoubleVector upper = DoubleVector.broadcast(D256, 0.0 * count);
        for (int i = 0; i < count; i += 8) {
            lower = lower.add(masked(at(page, offset, i), bits, i));
            upper = upper.add(masked(at(page, offset, i + 4), bits, i + 4));
        }
        return tree(lower, upper);
    }

    static double sumFloats(MemorySegment page, long offset, int count) {
        int full = count & ~7;
        DoubleVector lower = DoubleVector.broadcast(D256, 0.0 * count);
        DoubleVector upper = DoubleVector.broadcast(D256, 0.0 * count);
        for (int i = 0; i < full; i += 8) {
            lower = lower.add(floatsAt(page, offset, i));
            upper = upper.add(floatsAt(page, offset, i + 4));
        }
        if (full < count) {
            long rest = first(count - full);
            lower = lower.add(masked(floatsAt(page, offset, full), rest));
            upper = upper.add(masked(floatsAt(page, offset, full + 4), rest >>> 4));
        }
        return tree(lower, upper);
    }

    static double sumFloats(MemorySegment page, long offset, int count, long[] bits) {
        DoubleVector lower = DoubleVector.broadcast(D256, 0.0 * count);
        DoubleVector upper = DoubleVector.broadcast(D256, 0.0 * count);
        for (int i = 0; i < count; i += 8) {
            lower = lower.add(masked(floatsAt(page, offset, i), bits, i));
            upper = upper.add(masked(floatsAt(page, offset, i + 4), bits, i + 4));
        }
        return tree(lower, upper);
    }

    static double sumOfSquares(double[] values, int count, double mean) {
        int full = count & ~7;
        DoubleVector lower = DoubleVector.broadcast(D256, 0.0 * count);
        DoubleVector upper = DoubleVector.broadcast(D256, 0.0 * count);
        for (int i = 0; i < full; i += 8) {
            lower = lower.add(square(DoubleVector.fromArray(D256, values, i), mean));
            upper = upper.add(square(DoubleVector.fromArray(D256, values, i + 4), mean));
        }
        if (full < count) {
            long rest = first(count - full);
            lower = lower.add(masked(square(DoubleVector.fromArray(D256, values, full), mean), rest));
            upper = upper.add(masked(square(DoubleVector.fromArray(D256, values, full + 4), mean), rest >>> 4));
        }
        return tree(lower, upper);
    }

    static double sumOfSquares(MemorySegment page, long offset, int count, double mean) {
        int full = count & ~7;
        DoubleVector lower = DoubleVector.broadcast(D256, 0.0 * count);
        DoubleVector upper = DoubleVector.broadcast(D256, 0.0 * count);
        for (int i = 0; i < full; i += 8) {
            lower = lower.add(square(at(page, offset, i), mean));
            upper = upper.add(square(at(page, offset, i + 4), mean));
        }
        if (full < count) {
            long rest = first(count - full);
            lower = lower.add(masked(square(at(page, offset, full), mean), rest));
            upper = upper.add(masked(square(at(page, offset, full + 4), mean), rest >>> 4));
        }
        return tree(lower, upper);
    }

    static double sumOfSquares(double[] values, int count, double mean, long[] bits) {
        DoubleVector lower = DoubleVector.broadcast(D256, 0.0 * count);
        DoubleVector upper = DoubleVector.broadcast(D256, 0.0 * count);
        for (int i = 0; i < count; i += 8) {
            lower = lower.add(masked(square(DoubleVector.fromArray(D256, values, i), mean), bits, i));
            upper = upper.add(masked(square(DoubleVector.fromArray(D256, values, i + 4), mean), bits, i + 4));
        }
        return tree(lower, upper);
    }

    static double sumOfSquares(MemorySegment page, long offset, int count, double mean, long[] bits) {
        DoubleVector lower = DoubleVector.broadcast(D256, 0.0 * count);
        DoubleVector upper = DoubleVector.broadcast(D256, 0.0 * count);
        for (int i = 0; i < count; i += 8) {
            lower = lower.add(masked(square(at(page, offset, i), mean), bits, i));
            upper = upper.add(masked(square(at(page, offset, i + 4), mean), bits, i + 4));
        }
        return tree(lower, upper);
    }

    // Bounds take what does not count for NaN, which is below and above nothing.

    static int bounds(double[] values, int count, long[] bits, double[] out) {
        DoubleVector least = DoubleVector.broadcast(D256, Double.POSITIVE_INFINITY);
        DoubleVector greatest = DoubleVector.broadcast(D256, Double.NEGATIVE_INFINITY);
        int others = 0;
        for (int i = 0; i < count; i += 4) {
            DoubleVector v = orNaN(DoubleVector.fromArray(D256, values, i), bits, i);
            least = least.blend(v, v.lt(least));
            greatest = greatest.blend(v, greatest.lt(v));
            others += v.compare(VectorOperators.NE, v).trueCount();
        }
        VectorSums.setBounds(least, greatest, out);
        return others - left(count, bits);
    }

    static int bounds(MemorySegment page, long offset, int count, long[] bits, double[] out) {
        DoubleVector least = DoubleVector.broadcast(D256, Double.POSITIVE_INFINITY);
        DoubleVector greatest = DoubleVector.broadcast(D256, Double.NEGATIVE_INFINITY);
        int others = 0;
        for (int i = 0; i < count; i += 4) {
            DoubleVector v = orNaN(at(page, offset, i), bits, i);
            least = least.blend(v, v.lt(least));
            greatest = greatest.blend(v, greatest.lt(v));
            others += v.compare(VectorOperators.NE, v).trueCount();
        }
        VectorSums.setBounds(least, greatest, out);
        return others - left(count, bits);
    }

    static int bounds(double[] values, int count, double[] out) {
        DoubleVector least = DoubleVector.broadcast(D256, Double.POSITIVE_INFINITY);
        DoubleVector greatest = DoubleVector.broadcast(D256, Double.NEGATIVE_INFINITY);
        int nans = 0;
        int full = count & ~3;
        for (int i = 0; i < full; i += 4) {
            DoubleVector v = DoubleVector.fromArray(D256, values, i);
            least = least.blend(v, v.lt(least));
            greatest = greatest.blend(v, greatest.lt(v));
            nans += v.compare(VectorOperators.NE, v).trueCount();
        }
        if (full < count) {
            long rest = first(count - full);
            DoubleVector v = orNaN(DoubleVector.fromArray(D256, values, full), rest);
            least = least.blend(v, v.lt(least));
            greatest = greatest.blend(v, greatest.lt(v));
            nans += v.compare(VectorOperators.NE, v).trueCount() - 4 + Long.bitCount(rest);
        }
        VectorSums.setBounds(least, greatest, out);
        return nans;
    }

    static int bounds(MemorySegment page, long offset, int count, double[] out) {
        DoubleVector least = DoubleVector.broadcast(D256, Double.POSITIVE_INFINITY);
        DoubleVector greatest = DoubleVector.broadcast(D256, Double.NEGATIVE_INFINITY);
        int nans = 0;
        int full = count & ~3;
        for (int i = 0; i < full; i += 4) {
            DoubleVector v = at(page, offset, i);
            least = least.blend(v, v.lt(least));
            greatest = greatest.blend(v, greatest.lt(v));
            nans += v.compare(VectorOperators.NE, v).trueCount();
        }
        if (full < count) {
            long rest = first(count - full);
            DoubleVector v = orNaN(at(page, offset, full), rest);
            least = least.blend(v, v.lt(least));
            greatest = greatest.blend(v, greatest.lt(v));
            nans += v.compare(VectorOperators.NE, v).trueCount() - 4 + Long.bitCount(rest);
        }
        VectorSums.setBounds(least, greatest, out);
        return nans;
    }

    /// Answers how many of the values that whole vectors reach have no bit.
    private static int left(int count, long[] bits) {
        int chosen = 0;
        for (int word = 0; word < count + 63 >>> 6; word++) {
            chosen += Long.bitCount(bits[word]);
        }
        return (count + 3 & ~3) - chosen;
    }

    private static DoubleVector at(MemorySegment page, long offset, int i) {
        return DoubleVector.fromMemorySegment(D256, page, offset + 8L * i, LITTLE);
    }

    private static DoubleVector floatsAt(MemorySegment page, long offset, int i) {
        return (DoubleVector) FloatVector.fromMemorySegment(F128, page, offset + 4L * i, LITTLE)
                .convertShape(VectorOperators.F2D, D256, 0);
    }

    private static DoubleVector square(DoubleVector values, double mean) {
        DoubleVector distance = values.sub(mean);
        return distance.mul(distance);
    }

    private static long first(int lanes) {
        return (1L << lanes) - 1;
    }

    private static DoubleVector masked(DoubleVector values, long[] bits, int i) {
        return values.reinterpretAsLongs().and(LaneMasks.longsOfFour(bits, i)).reinterpretAsDoubles();
    }

    private static DoubleVector masked(DoubleVector values, long bits) {
        return values.reinterpretAsLongs().and(LaneMasks.longsOfFour(bits)).reinterpretAsDoubles();
    }

    private static DoubleVector orNaN(DoubleVector values, long[] bits, int i) {
        return orNaN(values, LaneMasks.longsOfFour(bits, i));
    }

    private static DoubleVector orNaN(DoubleVector values, long bits) {
        return orNaN(values, LaneMasks.longsOfFour(bits));
    }

    /// Sets all bits of what is not chosen: a NaN.
    private static DoubleVector orNaN(DoubleVector values, LongVector chosen) {
        return values.reinterpretAsLongs().or(chosen.not()).reinterpretAsDoubles();
    }

    /// Combines the lanes as `ScalarSums` does.
    private static double tree(DoubleVector lower, DoubleVector upper) {
        DoubleVector halves = lower.add(upper);
        return (halves.lane(0) + halves.lane(2)) + (halves.lane(1) + halves.lane(3));
    }
}
