package org.almagest.exec.kernel;

import java.lang.foreign.MemorySegment;

/// Reductions of a block of values, all valid and without gaps: in an array of a multiple of eight
/// elements, or as `double` in the
/// native memory of a page, followed by 64 readable bytes. Both give the same bits.
public final class SumKernels {
    private SumKernels() {}

    public static double sum(double[] values, int count) {
        return KernelSwitch.vectorBlock() ? VectorSums.sum(values, count) : ScalarSums.sum(values, count);
    }

    /// Tells whether the kernels over native memory are in use; without them, values are copied to an
    /// array first.
    public static boolean readPages() {
        return KernelSwitch.vectorBlock();
    }

    /// Sums `count` values; only while `readPages()`.
    public static double sum(MemorySegment page, long offset, int count) {
        return VectorPageSums.sum(page, offset, count);
    }

    /// Sums the squares of distances from `mean`; only while `readPages()`.
    public static double sumOfSquares(MemorySegment page, long offset, int count, double mean) {
        return VectorPageSums.sumOfSquares(page, offset, count, mean);
    }

    /// Bounds values as for an array; only while `readPages()`.
    public static int bounds(MemorySegment page, long offset, int count, double[] out) {
        return VectorPageSums.bounds(page, offset, count, out);
    }

    /// Sums the values whose bit is set; only while `readPages()`.
    public static double sum(MemorySegment page, long offset, int count, long[] bits) {
        return VectorPageSums.sum(page, offset, count, bits);
    }

    /// Sums the floats whose bit is set, widened; only while `readPages()`.
    public static double sumFloats(MemorySegment page, long offset, int count, long[] bits) {
        return VectorPageSums.sumFloats(page, offset, count, bits);
    }

    /// Sums floats, widened; only while `readPages()`.
    public static double sumFloats(MemorySegment page, long offset, int count) {
        return VectorPageSums.sumFloats(page, offset, count);
    }

    /// Sums as for an array; only while `readPages()`.
    public static double sumOfSquares(MemorySegment page, long offset, int count, double mean, long[] bits) {
        return VectorPageSums.sumOfSquares(page, offset, count, mean, bits);
    }

    /// Bounds as for an array; only while `readPages()`.
    public static int bounds(MemorySegment page, long offset, int count, long[] bits, double[] out) {
        return VectorPageSums.bounds(page, offset, count, bits, out);
    }

    /// Sums the values whose bit is set. Bits from `count` on are clear, here and below.
    public static double sum(double[] values, int count, long[] bits) {
        return KernelSwitch.vectorBlock() ? VectorSums.sum(values, count, bits) : ScalarSums.sum(values, count, bits);
    }

    /// Sums the squares of the distances from `mean` of the values whose bit is set.
    public static double sumOfSquares(double[] values, int count, double mean, long[] bits) {
        return KernelSwitch.vectorBlock()
                ? VectorSums.sumOfSquares(values, count, mean, bits)
                : ScalarSums.sumOfSquares(values, count, mean, bits);
    }

    /// Bounds the values whose bit is set.
    public static int bounds(double[] values, int count, long[] bits, double[] out) {
        return KernelSwitch.vectorBlock()
                ? VectorSums.bounds(values, count, bits, out)
                : ScalarSums.bounds(values, count, bits, out);
    }

    /// Sums the squares of the distances from `mean`.
    public static double sumOfSquares(double[] values, int count, double mean) {
        return KernelSwitch.vectorBlock()
                ? VectorSums.sumOfSquares(values, count, mean)
                : ScalarSums.sumOfSquares(values, count, mean);
    }

    /// Sets `out` to the least and the greatest value that is not NaN (+infinity and -infinity
    /// where there is none; zero is 0.0), and answers how many are NaN.
    public static int bounds(double[] values, int count, double[] out) {
        return KernelSwitch.vectorBlock()
                ? VectorSums.bounds(values, count, out)
                : ScalarSums.bounds(values, count, out);
    }

    /// Copies the values whose validity bit is set to `out`; answers how many there are.
    public static int packValid(double[] values, long[] validity, int count, double[] out) {
        return KernelSwitch.vectorBlock()
                ? VectorSums.packValid(values, validity, count, out)
                : ScalarSums.packValid(values, validity, count, out);
    }

    /// Sums `values[from .. to)` in four lanes.
    public static double sumRange(double[] values, int from, int to) {
        return ScalarSums.sumRange(values, from, to);
    }

    /// Sums values whose sum fits.
    public static long sum(long[] values, int count) {
        return ScalarSums.sum(values, count);
    }

    /// Sums the upper halves of the values, signed.
    public static long sumHigh(long[] values, int count) {
        return ScalarSums.sumHigh(values, count);
    }

    /// Sums the lower halves of the values, unsigned.
    public static long sumLow(long[] values, int count) {
        return ScalarSums.sumLow(values, count);
    }

    /// Answers the least of at least one value in the order of `value ^ flip`.
    public static long min(long[] values, int count, long flip) {
        return ScalarSums.min(values, count, flip);
    }

    /// Answers the greatest of at least one value in the order of `value ^ flip`.
    public static long max(long[] values, int count, long flip) {
        return ScalarSums.max(values, count, flip);
    }
}
