package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// What of [VectorDecode] is laid out by lanes, on vectors of 128 and 256 bits; `ScalarDecode` says
/// what it computes.
final class NarrowDecode {
    private static final VectorSpecies<Float> F128 = FloatVector.SPECIES_128;
    private static final VectorSpecies<Double> D256 = DoubleVector.SPECIES_256;
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// The bits of 2^52: a number below that, put into its fraction, is a double that much too large.
    private static final long TWO_52_BITS = 0x4330_0000_0000_0000L;

    private static final double TWO_52 = 0x1p52;
    private static final int FRACTION_BITS = 52;

    private NarrowDecode() {}

    static void unpackInts(MemorySegment page, long offset, int width, int base, int count, int[] out) {
        int mask = (1 << width) - 1;
        for (int i = 0; i < count; i += NarrowPacking.INTS) {
            NarrowPacking.ints(page, offset, width, i).and(mask).add(base).intoArray(out, i);
        }
    }

    static void unpackWideInts(MemorySegment page, long offset, int width, int base, int count, int[] out) {
        int mask = (int) ((1L << width) - 1);
        for (int i = 0; i < count; i++) {
            int bit = i * width;
            out[i] = ((int) (page.get(I64, offset + (bit >>> 3)) >>> (bit & 7)) & mask) + base;
        }
    }

    static void unpackLongs(MemorySegment page, long offset, int width, long base, int count, long[] out) {
        long mask = (1L << width) - 1;
        for (int i = 0; i < count; i += NarrowPacking.LONGS) {
            NarrowPacking.longs(page, offset, width, i).and(mask).add(base).intoArray(out, i);
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
        int mask = (1 << width) - 1;
        for (int i = 0; i < count; i += NarrowPacking.INTS) {
            ((DoubleVector) NarrowPacking.ints(page, offset, width, i)
                            .and(mask)
                            .convertShape(VectorOperators.I2D, D256, 0))
                    .add(base)
                    .mul(factor)
                    .mul(fraction)
                    .intoArray(out, i);
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
        long mask = (1L << width) - 1;
        for (int i = 0; i < count; i += NarrowPacking.LONGS) {
            NarrowPacking.longs(page, offset, width, i)
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

    static void alpFloats(MemorySegment page, long offset, int width, int base, double scale, int count, float[] out) {
        int mask = (1 << width) - 1;
        for (int i = 0; i < count; i += NarrowPacking.INTS) {
            DoubleVector products = ((DoubleVector) NarrowPacking.ints(page, offset, width, i)
                            .and(mask)
                            .add(base)
                            .convertShape(VectorOperators.I2D, D256, 0))
                    .mul(scale);
            ((FloatVector) products.convertShape(VectorOperators.D2F, F128, 0)).intoArray(out, i);
        }
    }
}
