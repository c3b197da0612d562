package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [VectorPackedSums] on vectors of 128 and 256 bits. What does not count is cleared by a mask of whole
/// lanes: a row of a table of [LaneMasks].
///
/// Lanes of sums start as a broadcast of a product with `count`: a constant would be boxed in the
/// loop.
final class NarrowPackedSums {
    private static final VectorSpecies<Integer> I128 = IntVector.SPECIES_128;
    private static final VectorSpecies<Long> L128 = LongVector.SPECIES_128;
    private static final VectorSpecies<Float> F128 = FloatVector.SPECIES_128;
    private static final VectorSpecies<Double> D256 = DoubleVector.SPECIES_256;

    private NarrowPackedSums() {}

    /// A lane takes 256 values of at most 25 bits; the upper and lower halves of them are summed apart.
    static long sumPackedInts(MemorySegment page, long offset, int width, int count, long[] bits) {
        IntVector low = IntVector.broadcast(I128, 0 * count);
        IntVector high = IntVector.broadcast(I128, 0 * count);
        int mask = (1 << width) - 1;
        for (int i = 0; i < count; i += NarrowPacking.INTS) {
            IntVector values =
                    NarrowPacking.ints(page, offset, width, i).and(mask).and(LaneMasks.ints(bits, i));
            low = low.add(values.and(0xFFFF));
            high = high.add(values.lanewise(VectorOperators.LSHR, 16));
        }
        return ((long) high.reduceLanes(VectorOperators.ADD) << 16) + low.reduceLanes(VectorOperators.ADD);
    }

    static long sumPackedLongs(MemorySegment page, long offset, int width, int count, long[] bits) {
        LongVector sums = LongVector.broadcast(L128, 0 * count);
        long mask = (1L << width) - 1;
        for (int i = 0; i < count; i += NarrowPacking.LONGS) {
            sums = sums.add(
                    NarrowPacking.longs(page, offset, width, i).and(mask).and(LaneMasks.longs(bits, i)));
        }
        return sums.reduceLanes(VectorOperators.ADD);
    }

    static void boundPackedInts(MemorySegment page, long offset, int width, int count, long[] bits, long[] out) {
        IntVector least = IntVector.broadcast(I128, Integer.MAX_VALUE - 0 * count);
        IntVector greatest = IntVector.broadcast(I128, 0 * count);
        int mask = (1 << width) - 1;
        for (int i = 0; i < count; i += NarrowPacking.INTS) {
            IntVector some = LaneMasks.ints(bits, i);
            IntVector values = NarrowPacking.ints(page, offset, width, i).and(mask);
            greatest = greatest.max(values.and(some));
            // A lane that does not count has all bits but the sign's.
            least = least.min(values.or(some.not().and(Integer.MAX_VALUE)));
        }
        out[0] = least.reduceLanes(VectorOperators.MIN);
        out[1] = greatest.reduceLanes(VectorOperators.MAX);
    }

    static void boundPackedLongs(MemorySegment page, long offset, int width, int count, long[] bits, long[] out) {
        LongVector least = LongVector.broadcast(L128, Long.MAX_VALUE - 0 * count);
        LongVector greatest = LongVector.broadcast(L128, 0 * count);
        long mask = (1L << width) - 1;
        for (int i = 0; i < count; i += NarrowPacking.LONGS) {
            LongVector some = LaneMasks.longs(bits, i);
            LongVector values = NarrowPacking.longs(page, offset, width, i).and(mask);
            greatest = greatest.max(values.and(some));
            least = least.min(values.or(some.not().and(Long.MAX_VALUE)));
        }
        out[0] = least.reduceLanes(VectorOperators.MIN);
        out[1] = greatest.reduceLanes(VectorOperators.MAX);
    }

    /// Lanes 0 to 3 of eight and lanes 4 to 7.
    static double sumAlpFloats(int[] digits, double scale, int count, long[] bits) {
        DoubleVector lower = DoubleVector.broadcast(D256, 0.0 * count);
        DoubleVector upper = DoubleVector.broadcast(D256, 0.0 * count);
        for (int i = 0; i < count; i += 8) {
            lower = lower.add(
                    floats(digits, scale, i).and(LaneMasks.longsOfFour(bits, i)).reinterpretAsDoubles());
            upper = upper.add(floats(digits, scale, i + 4)
                    .and(LaneMasks.longsOfFour(bits, i + 4))
                    .reinterpretAsDoubles());
        }
        DoubleVector halves = lower.add(upper);
        return (halves.lane(0) + halves.lane(2)) + (halves.lane(1) + halves.lane(3));
    }

    /// Answers the bits of four values.
    private static LongVector floats(int[] digits, double scale, int i) {
        DoubleVector products = ((DoubleVector)
                        IntVector.fromArray(I128, digits, i).convertShape(VectorOperators.I2D, D256, 0))
                .mul(scale);
        return products.convertShape(VectorOperators.D2F, F128, 0)
                .convertShape(VectorOperators.F2D, D256, 0)
                .reinterpretAsLongs();
    }
}
