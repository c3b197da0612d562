package org.almagest.columnar.kernel;

import static org.almagest.columnar.kernel.NarrowPacking.B128;
import static org.almagest.columnar.kernel.NarrowPacking.INTS;
import static org.almagest.columnar.kernel.NarrowPacking.INT_PHASES;
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

/// What of [VectorDecode] is laid out by lanes, on vectors of 128 and 256 bits; `ScalarDecode` says
/// what it computes, [NarrowPacking] how values are taken apart.
final class NarrowDecode {
    private static final VectorSpecies<Float> F128 = FloatVector.SPECIES_128;
    private static final VectorSpecies<Double> D256 = DoubleVector.SPECIES_256;

    /// The bits of 2^52: a number below that, put into its fraction, is a double that much too large.
    private static final long TWO_52_BITS = 0x4330_0000_0000_0000L;

    private static final double TWO_52 = 0x1p52;
    private static final int FRACTION_BITS = 52;

    private NarrowDecode() {}

    static void unpackInts(MemorySegment page, long offset, int width, int base, int count, int[] out) {
        for (int phase = 0; phase < INT_PHASES; phase++) {
            ByteVector permute = NarrowPacking.intPermute(width, phase);
            IntVector shift = NarrowPacking.intShift(width, phase);
            int mask = (1 << width) - 1;
            long from = offset + NarrowPacking.intStart(width, phase);
            for (int i = phase * INTS; i < count; i += STEP, from += width) {
                permute.selectFrom(ByteVector.fromMemorySegment(B128, page, from, LITTLE))
                        .reinterpretAsInts()
                        .lanewise(VectorOperators.LSHR, shift)
                        .and(mask)
                        .add(base)
                        .intoArray(out, i);
            }
        }
    }

    static void unpackLongs(MemorySegment page, long offset, int width, long base, int count, long[] out) {
        for (int phase = 0; phase < LONG_PHASES; phase++) {
            ByteVector permute = NarrowPacking.longPermute(width, phase);
            LongVector shift = NarrowPacking.longShift(width, phase);
            long mask = (1L << width) - 1;
            long from = offset + NarrowPacking.longStart(width, phase);
            for (int i = phase * LONGS; i < count; i += STEP, from += width) {
                permute.selectFrom(ByteVector.fromMemorySegment(B128, page, from, LITTLE))
                        .reinterpretAsLongs()
                        .lanewise(VectorOperators.LSHR, shift)
                        .and(mask)
                        .add(base)
                        .intoArray(out, i);
            }
        }
    }

    /// Numbers become doubles before the base is added: all are integers below 2^53 by then, so nothing
    /// is rounded.
    static void alpDoubles(
            MemorySegment page,
            long offset,
            int width,
            long base,
            double factor,
            double fraction,
            int count,
            double[] out) {
        boolean exact = Math.abs(base) < 1L << FRACTION_BITS && width < FRACTION_BITS;
        if (!exact) {
            ScalarDecode.alpDoubles(page, offset, width, base, factor, fraction, count, out);
        } else if (width <= VectorDecode.MAX_INT_WIDTH) {
            alpShortDoubles(page, offset, width, base, factor, fraction, count, out);
        } else {
            alpLongDoubles(page, offset, width, base, factor, fraction, count, out);
        }
    }

    private static void alpShortDoubles(
            MemorySegment page,
            long offset,
            int width,
            double base,
            double factor,
            double fraction,
            int count,
            double[] out) {
        for (int phase = 0; phase < INT_PHASES; phase++) {
            ByteVector permute = NarrowPacking.intPermute(width, phase);
            IntVector shift = NarrowPacking.intShift(width, phase);
            int mask = (1 << width) - 1;
            long from = offset + NarrowPacking.intStart(width, phase);
            for (int i = phase * INTS; i < count; i += STEP, from += width) {
                IntVector digits = permute.selectFrom(ByteVector.fromMemorySegment(B128, page, from, LITTLE))
                        .reinterpretAsInts()
                        .lanewise(VectorOperators.LSHR, shift)
                        .and(mask);
                ((DoubleVector) digits.convertShape(VectorOperators.I2D, D256, 0))
                        .add(base)
                        .mul(factor)
                        .mul(fraction)
                        .intoArray(out, i);
            }
        }
    }

    private static void alpLongDoubles(
            MemorySegment page,
            long offset,
            int width,
            double base,
            double factor,
            double fraction,
            int count,
            double[] out) {
        for (int phase = 0; phase < LONG_PHASES; phase++) {
            ByteVector permute = NarrowPacking.longPermute(width, phase);
            LongVector shift = NarrowPacking.longShift(width, phase);
            long mask = (1L << width) - 1;
            long from = offset + NarrowPacking.longStart(width, phase);
            for (int i = phase * LONGS; i < count; i += STEP, from += width) {
                permute.selectFrom(ByteVector.fromMemorySegment(B128, page, from, LITTLE))
                        .reinterpretAsLongs()
                        .lanewise(VectorOperators.LSHR, shift)
                        .and(mask)
                        .or(TWO_52_BITS)
                        .reinterpretAsDoubles()
                        .sub(TWO_52)
                        .add(base)
                        .mul(factor)
                        .mul(fraction)
                        .intoArray(out, i);
            }
        }
    }

    static void alpFloats(MemorySegment page, long offset, int width, int base, double scale, int count, float[] out) {
        for (int phase = 0; phase < INT_PHASES; phase++) {
            ByteVector permute = NarrowPacking.intPermute(width, phase);
            IntVector shift = NarrowPacking.intShift(width, phase);
            int mask = (1 << width) - 1;
            long from = offset + NarrowPacking.intStart(width, phase);
            for (int i = phase * INTS; i < count; i += STEP, from += width) {
                IntVector digits = permute.selectFrom(ByteVector.fromMemorySegment(B128, page, from, LITTLE))
                        .reinterpretAsInts()
                        .lanewise(VectorOperators.LSHR, shift)
                        .and(mask)
                        .add(base);
                DoubleVector products = ((DoubleVector) digits.convertShape(VectorOperators.I2D, D256, 0)).mul(scale);
                ((FloatVector) products.convertShape(VectorOperators.D2F, F128, 0)).intoArray(out, i);
            }
        }
    }
}
