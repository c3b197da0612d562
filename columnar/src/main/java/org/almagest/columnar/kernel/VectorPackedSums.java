package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Sums and bounds over pages on vectors of 512 bits, or through [NarrowPackedSums]; `ScalarPackedSums`
/// says what they compute. Packed values are unpacked as in [VectorDecode] and reduced before the frame of
/// reference is added.
///
/// Lanes of sums start as a broadcast of a product with `count`: a constant would be boxed in the
/// loop.
final class VectorPackedSums {
    private static final VectorSpecies<Byte> B512 = ByteVector.SPECIES_512;
    private static final VectorSpecies<Integer> I256 = IntVector.SPECIES_256;
    private static final VectorSpecies<Integer> I512 = IntVector.SPECIES_512;
    private static final VectorSpecies<Long> L512 = LongVector.SPECIES_512;
    private static final VectorSpecies<Float> F256 = FloatVector.SPECIES_256;
    private static final VectorSpecies<Double> D512 = DoubleVector.SPECIES_512;
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
    private static final int INT_LANES = 16;
    private static final int LONG_LANES = 8;

    private VectorPackedSums() {}

    /// A lane takes 64 values of at most 25 bits, which fit into an `int`.
    static long sumPackedInts(MemorySegment page, long offset, int width, int count, long[] bits) {
        if (!VectorWidth.WIDE) {
            return NarrowPackedSums.sumPackedInts(page, offset, width, count, bits);
        }
        ByteVector permute = ByteVector.fromArray(B512, VectorDecode.INT_PERMUTE, width * 64);
        IntVector shift = IntVector.fromArray(I512, VectorDecode.INT_SHIFT, width * INT_LANES);
        IntVector sums = IntVector.broadcast(I512, 0 * count);
        int mask = (1 << width) - 1;
        long at = offset;
        for (int i = 0; i < count; i += INT_LANES, at += 2L * width) {
            IntVector values = permute.selectFrom(ByteVector.fromMemorySegment(B512, page, at, LITTLE))
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.LSHR, shift)
                    .and(mask);
            sums = sums.add(values, VectorMask.fromLong(I512, bits[i >>> 6] >>> i & 0xFFFF));
        }
        int low = sums.and(0xFFFF).reduceLanes(VectorOperators.ADD);
        int high = sums.lanewise(VectorOperators.LSHR, 16).reduceLanes(VectorOperators.ADD);
        return ((long) high << 16) + low;
    }

    static long sumPackedLongs(MemorySegment page, long offset, int width, int count, long[] bits) {
        if (!VectorWidth.WIDE) {
            return NarrowPackedSums.sumPackedLongs(page, offset, width, count, bits);
        }
        ByteVector permute = ByteVector.fromArray(B512, VectorDecode.LONG_PERMUTE, width * 64);
        LongVector shift = LongVector.fromArray(L512, VectorDecode.LONG_SHIFT, width * LONG_LANES);
        LongVector sums = LongVector.broadcast(L512, 0 * count);
        long mask = (1L << width) - 1;
        long at = offset;
        for (int i = 0; i < count; i += LONG_LANES, at += width) {
            LongVector values = permute.selectFrom(ByteVector.fromMemorySegment(B512, page, at, LITTLE))
                    .reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHR, shift)
                    .and(mask);
            sums = sums.add(values, VectorMask.fromLong(L512, bits[i >>> 6] >>> i & 0xFF));
        }
        return sums.reduceLanes(VectorOperators.ADD);
    }

    static void boundPackedInts(MemorySegment page, long offset, int width, int count, long[] bits, long[] out) {
        if (!VectorWidth.WIDE) {
            NarrowPackedSums.boundPackedInts(page, offset, width, count, bits, out);
            return;
        }
        ByteVector permute = ByteVector.fromArray(B512, VectorDecode.INT_PERMUTE, width * 64);
        IntVector shift = IntVector.fromArray(I512, VectorDecode.INT_SHIFT, width * INT_LANES);
        IntVector least = IntVector.broadcast(I512, Integer.MAX_VALUE - 0 * count);
        IntVector greatest = IntVector.broadcast(I512, 0 * count);
        int mask = (1 << width) - 1;
        long at = offset;
        for (int i = 0; i < count; i += INT_LANES, at += 2L * width) {
            IntVector values = permute.selectFrom(ByteVector.fromMemorySegment(B512, page, at, LITTLE))
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.LSHR, shift)
                    .and(mask);
            VectorMask<Integer> some = VectorMask.fromLong(I512, bits[i >>> 6] >>> i & 0xFFFF);
            least = least.lanewise(VectorOperators.MIN, values, some);
            greatest = greatest.lanewise(VectorOperators.MAX, values, some);
        }
        out[0] = least.reduceLanes(VectorOperators.MIN);
        out[1] = greatest.reduceLanes(VectorOperators.MAX);
    }

    static void boundPackedLongs(MemorySegment page, long offset, int width, int count, long[] bits, long[] out) {
        if (!VectorWidth.WIDE) {
            ScalarPackedSums.boundPacked(page, offset, width, count, bits, out);
            return;
        }
        ByteVector permute = ByteVector.fromArray(B512, VectorDecode.LONG_PERMUTE, width * 64);
        LongVector shift = LongVector.fromArray(L512, VectorDecode.LONG_SHIFT, width * LONG_LANES);
        LongVector least = LongVector.broadcast(L512, Long.MAX_VALUE - 0 * count);
        LongVector greatest = LongVector.broadcast(L512, 0 * count);
        long mask = (1L << width) - 1;
        long at = offset;
        for (int i = 0; i < count; i += LONG_LANES, at += width) {
            LongVector values = permute.selectFrom(ByteVector.fromMemorySegment(B512, page, at, LITTLE))
                    .reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHR, shift)
                    .and(mask);
            VectorMask<Long> some = VectorMask.fromLong(L512, bits[i >>> 6] >>> i & 0xFF);
            least = least.lanewise(VectorOperators.MIN, values, some);
            greatest = greatest.lanewise(VectorOperators.MAX, values, some);
        }
        out[0] = least.reduceLanes(VectorOperators.MIN);
        out[1] = greatest.reduceLanes(VectorOperators.MAX);
    }

    static double sumAlpFloats(int[] digits, double scale, int count, long[] bits) {
        if (!VectorWidth.WIDE) {
            return NarrowPackedSums.sumAlpFloats(digits, scale, count, bits);
        }
        DoubleVector lanes = DoubleVector.broadcast(D512, 0.0 * count);
        for (int i = 0; i < count; i += LONG_LANES) {
            DoubleVector products = ((DoubleVector)
                            IntVector.fromArray(I256, digits, i).convertShape(VectorOperators.I2D, D512, 0))
                    .mul(scale);
            DoubleVector values = (DoubleVector)
                    products.convertShape(VectorOperators.D2F, F256, 0).convertShape(VectorOperators.F2D, D512, 0);
            lanes = lanes.add(values, VectorMask.fromLong(D512, bits[i >>> 6] >>> i & 0xFF));
        }
        return ((lanes.lane(0) + lanes.lane(4)) + (lanes.lane(2) + lanes.lane(6)))
                + ((lanes.lane(1) + lanes.lane(5)) + (lanes.lane(3) + lanes.lane(7)));
    }
}
