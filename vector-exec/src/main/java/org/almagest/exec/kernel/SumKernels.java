package org.almagest.exec.kernel;

/// Reductions of a block of values, all valid and without gaps.
public final class SumKernels {
    private SumKernels() {}

    public static double sum(double[] values, int count) {
        return ScalarSums.sum(values, count);
    }

    /// Sums the squares of the distances from `mean`.
    public static double sumOfSquares(double[] values, int count, double mean) {
        return ScalarSums.sumOfSquares(values, count, mean);
    }

    /// Answers the least value that is not NaN, +infinity where there is none; zero is 0.0.
    public static double min(double[] values, int count) {
        return ScalarSums.min(values, count);
    }

    /// Answers the greatest value that is not NaN, -infinity where there is none; zero is 0.0.
    public static double max(double[] values, int count) {
        return ScalarSums.max(values, count);
    }

    public static int countNaN(double[] values, int count) {
        return ScalarSums.countNaN(values, count);
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
