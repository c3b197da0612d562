package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;

/// Sums and bounds of values where they stand in a page, not decoded: scalar code or the Vector API
/// behind the same signatures and with the same results, as [DecodeKernels] chooses.
///
/// Value `i` counts where bit `i % 64` of `bits[i / 64]` is set; bits from `count` on are clear.
/// Behind the last value stand 64 readable bytes. No kernel allocates.
public final class PageSumKernels {
    /// Widest packed value of a sum: 1,024 of them fit into a `long`, whatever lane they go through.
    public static final int MAX_SUM_WIDTH = 52;

    private PageSumKernels() {}

    /// Sums packed values of at most [#MAX_SUM_WIDTH] bits.
    public static long sumPacked(MemorySegment page, long offset, int width, int count, long[] bits) {
        if (!DecodeKernels.vectorBlock()) {
            return ScalarPackedSums.sumPacked(page, offset, width, count, bits);
        }
        return width <= VectorDecode.MAX_INT_WIDTH
                ? VectorPackedSums.sumPackedInts(page, offset, width, count, bits)
                : VectorPackedSums.sumPackedLongs(page, offset, width, count, bits);
    }

    /// Puts the least and the greatest of the packed values, of at most 57 bits, into `out[0]` and
    /// `out[1]`; at least one counts.
    public static void boundPacked(MemorySegment page, long offset, int width, int count, long[] bits, long[] out) {
        if (!DecodeKernels.vectorBlock()) {
            ScalarPackedSums.boundPacked(page, offset, width, count, bits, out);
        } else if (width <= VectorDecode.MAX_INT_WIDTH) {
            VectorPackedSums.boundPackedInts(page, offset, width, count, bits, out);
        } else {
            VectorPackedSums.boundPackedLongs(page, offset, width, count, bits, out);
        }
    }

    /// Sums the floats `digits[i] * scale`, products of doubles rounded to floats and widened again:
    /// value `i` goes to lane `i % 8`, and the lanes are added as a tree. `digits` has a multiple of eight
    /// elements.
    public static double sumAlpFloats(int[] digits, double scale, int count, long[] bits) {
        return DecodeKernels.vectorBlock()
                ? VectorPackedSums.sumAlpFloats(digits, scale, count, bits)
                : ScalarPackedSums.sumAlpFloats(digits, scale, count, bits);
    }
}
