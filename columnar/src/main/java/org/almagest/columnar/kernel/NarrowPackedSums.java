package org.almagest.columnar.kernel;

import static org.almagest.columnar.kernel.NarrowPacking.B128;
import static org.almagest.columnar.kernel.NarrowPacking.I128;
import static org.almagest.columnar.kernel.NarrowPacking.INTS;
import static org.almagest.columnar.kernel.NarrowPacking.INT_PHASES;
import static org.almagest.columnar.kernel.NarrowPacking.L128;
import static org.almagest.columnar.kernel.NarrowPacking.LITTLE;
import static org.almagest.columnar.kernel.NarrowPacking.LONGS;
import static org.almagest.columnar.kernel.NarrowPacking.LONG_PHASES;
import static org.almagest.columnar.kernel.NarrowPacking.STEP;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
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
    private static final VectorSpecies<Float> F128 = FloatVector.SPECIES_128;
    private static final VectorSpecies<Double> D256 = DoubleVector.SPECIES_256;

    private NarrowPackedSums() {}

    static long sumPackedInts(MemorySegment page, long offset, int width, int count, long[] bits) {
        long sum = 0;
        for (int phase = 0; phase < INT_PHASES; phase++) {
            sum += sumInts(page, offset + NarrowPacking.intStart(width, phase), width, phase, count, bits);
        }
        return sum;
    }

    /// A lane takes 128 values of at most 25 bits, too many for an `int`, but for an unsigned one.
    private static long sumInts(MemorySegment page, long start, int width, int phase, int count, long[] bits) {
        ByteVector permute = NarrowPacking.intPermute(width, phase);
        IntVector shift = NarrowPacking.intShift(width, phase);
        IntVector sums = IntVector.broadcast(I128, 0 * count);
        int mask = (1 << width) - 1;
        long from = start;
        for (int i = phase * INTS; i < count; i += STEP, from += width) {
            sums = sums.add(permute.selectFrom(ByteVector.fromMemorySegment(B128, page, from, LITTLE))
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.LSHR, shift)
                    .and(mask)
                    .and(LaneMasks.ints(bits, i)));
        }
        long low = sums.and(0xFFFF).reduceLanes(VectorOperators.ADD);
        long high = sums.lanewise(VectorOperators.LSHR, 16).reduceLanes(VectorOperators.ADD);
        return (high << 16) + low;
    }

    static long sumPackedLongs(MemorySegment page, long offset, int width, int count, long[] bits) {
        long sum = 0;
        for (int phase = 0; phase < LONG_PHASES; phase++) {
            sum += sumLongs(page, offset + NarrowPacking.longStart(width, phase), width, phase, count, bits);
        }
        return sum;
    }

    private static long sumLongs(MemorySegment page, long start, int width, int phase, int count, long[] bits) {
        ByteVector permute = NarrowPacking.longPermute(width, phase);
        LongVector shift = NarrowPacking.longShift(width, phase);
        LongVector sums = LongVector.broadcast(L128, 0 * count);
        long mask = (1L << width) - 1;
        long from = start;
        for (int i = phase * LONGS; i < count; i += STEP, from += width) {
            sums = sums.add(permute.selectFrom(ByteVector.fromMemorySegment(B128, page, from, LITTLE))
                    .reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHR, shift)
                    .and(mask)
                    .and(LaneMasks.longs(bits, i)));
        }
        return sums.reduceLanes(VectorOperators.ADD);
    }

    static void boundPackedInts(MemorySegment page, long offset, int width, int count, long[] bits, long[] out) {
        out[0] = Integer.MAX_VALUE;
        out[1] = 0;
        for (int phase = 0; phase < INT_PHASES; phase++) {
            boundInts(page, offset + NarrowPacking.intStart(width, phase), width, phase, count, bits, out);
        }
    }

    private static void boundInts(
            MemorySegment page, long start, int width, int phase, int count, long[] bits, long[] out) {
        ByteVector permute = NarrowPacking.intPermute(width, phase);
        IntVector shift = NarrowPacking.intShift(width, phase);
        IntVector least = IntVector.broadcast(I128, Integer.MAX_VALUE - 0 * count);
        IntVector greatest = IntVector.broadcast(I128, 0 * count);
        int mask = (1 << width) - 1;
        long from = start;
        for (int i = phase * INTS; i < count; i += STEP, from += width) {
            IntVector some = LaneMasks.ints(bits, i);
            IntVector values = permute.selectFrom(ByteVector.fromMemorySegment(B128, page, from, LITTLE))
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.LSHR, shift)
                    .and(mask);
            greatest = greatest.max(values.and(some));
            // A lane that does not count has all bits but the sign's.
            least = least.min(values.or(some.not().lanewise(VectorOperators.LSHR, 1)));
        }
        out[0] = Math.min(out[0], least.reduceLanes(VectorOperators.MIN));
        out[1] = Math.max(out[1], greatest.reduceLanes(VectorOperators.MAX));
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
