package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Decode kernels that put values together from packed parts: two halves of a float, the steps of a
/// rising sequence. [ScalarDecode] says what they compute, [VectorDecode] how they unpack.
final class VectorJoin {
    private static final VectorSpecies<Byte> B512 = ByteVector.SPECIES_512;
    private static final VectorSpecies<Integer> I512 = IntVector.SPECIES_512;
    private static final VectorSpecies<Long> L512 = LongVector.SPECIES_512;
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE);

    private static final int INT_LANES = 16;
    private static final int LONG_LANES = 8;

    private static final VectorShuffle<Long> UP_1 = VectorShuffle.fromOp(L512, i -> Math.max(0, i - 1));
    private static final VectorShuffle<Long> UP_2 = VectorShuffle.fromOp(L512, i -> Math.max(0, i - 2));
    private static final VectorShuffle<Long> UP_4 = VectorShuffle.fromOp(L512, i -> Math.max(0, i - 4));
    private static final VectorShuffle<Long> LAST = VectorShuffle.fromOp(L512, i -> 7);
    private static final VectorMask<Long> FROM_1 = VectorMask.fromLong(L512, 0xFE);
    private static final VectorMask<Long> FROM_2 = VectorMask.fromLong(L512, 0xFC);
    private static final VectorMask<Long> FROM_4 = VectorMask.fromLong(L512, 0xF0);

    private VectorJoin() {}

    // Codes are cut to three bits whatever their width, since the table of left parts repeats.

    static void joinDoubles(
            MemorySegment page,
            long rightAt,
            int rightBits,
            long codesAt,
            int codeBits,
            long[] lefts,
            int count,
            double[] out) {
        if (!VectorWidth.WIDE) {
            ScalarDecode.joinDoubles(page, rightAt, rightBits, codesAt, codeBits, lefts, count, out);
            return;
        }
        ByteVector permute = ByteVector.fromArray(B512, VectorDecode.LONG_PERMUTE, rightBits * 64);
        LongVector shift = LongVector.fromArray(L512, VectorDecode.LONG_SHIFT, rightBits * LONG_LANES);
        LongVector codeShift =
                LongVector.broadcast(L512, codeBits).mul(LongVector.zero(L512).addIndex(1));
        LongVector left = LongVector.fromArray(L512, lefts, 0);
        long mask = (1L << rightBits) - 1;
        long from = rightAt;
        long codesFrom = codesAt;
        for (int i = 0; i < count; i += LONG_LANES, from += rightBits, codesFrom += codeBits) {
            // Eight codes take at most 24 bits, which one word holds.
            long word = page.get(I64, codesFrom);
            LongVector codes = LongVector.broadcast(L512, word)
                    .lanewise(VectorOperators.LSHR, codeShift)
                    .and(7);
            permute.selectFrom(ByteVector.fromMemorySegment(B512, page, from, LITTLE))
                    .reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHR, shift)
                    .and(mask)
                    .or(codes.selectFrom(left))
                    .reinterpretAsDoubles()
                    .intoArray(out, i);
        }
    }

    static void joinFloats(
            MemorySegment page,
            long rightAt,
            int rightBits,
            long codesAt,
            int codeBits,
            long[] lefts,
            int count,
            float[] out) {
        if (!VectorWidth.WIDE) {
            ScalarDecode.joinFloats(page, rightAt, rightBits, codesAt, codeBits, lefts, count, out);
            return;
        }
        ByteVector permute = ByteVector.fromArray(B512, VectorDecode.INT_PERMUTE, rightBits * 64);
        IntVector shift = IntVector.fromArray(I512, VectorDecode.INT_SHIFT, rightBits * INT_LANES);
        ByteVector codePermute = ByteVector.fromArray(B512, VectorDecode.INT_PERMUTE, codeBits * 64);
        IntVector codeShift = IntVector.fromArray(I512, VectorDecode.INT_SHIFT, codeBits * INT_LANES);
        // The even elements are the low halves of the eight numbers: the table twice over.
        IntVector left = LongVector.fromArray(L512, lefts, 0).reinterpretAsInts();
        int mask = (1 << rightBits) - 1;
        long from = rightAt;
        long codesFrom = codesAt;
        for (int i = 0; i < count; i += INT_LANES, from += 2L * rightBits, codesFrom += 2L * codeBits) {
            IntVector codes = codePermute
                    .selectFrom(ByteVector.fromMemorySegment(B512, page, codesFrom, LITTLE))
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.LSHR, codeShift)
                    .and(7);
            permute.selectFrom(ByteVector.fromMemorySegment(B512, page, from, LITTLE))
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.LSHR, shift)
                    .and(mask)
                    .or(codes.add(codes).selectFrom(left))
                    .reinterpretAsFloats()
                    .intoArray(out, i);
        }
    }

    /// Sums within a vector in three additions; only the carry passes from one to the next.
    static void sumLongs(long[] inOut, int count, long start, int shift, long base) {
        if (!VectorWidth.WIDE) {
            ScalarDecode.sumLongs(inOut, count, start, shift, base);
            return;
        }
        LongVector carry = LongVector.broadcast(L512, start);
        for (int i = 0; i < count; i += LONG_LANES) {
            LongVector sums = LongVector.fromArray(L512, inOut, i);
            sums = sums.add(sums.rearrange(UP_1, FROM_1));
            sums = sums.add(sums.rearrange(UP_2, FROM_2));
            sums = sums.add(sums.rearrange(UP_4, FROM_4)).add(carry);
            carry = sums.rearrange(LAST);
            sums.lanewise(VectorOperators.LSHL, shift).add(base).intoArray(inOut, i);
        }
    }
}
