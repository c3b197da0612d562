package org.almagest.exec.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.almagest.columnar.kernel.KernelSet;
import org.almagest.columnar.kernel.VectorWidth;

/// Every kernel of sums, bounds and functions on made-up blocks.
final class SumRounds implements KernelSet.Rounds {
    private static final int VALUES = 1024;
    private static final int RUN = 2;
    private static final int PAGE_BYTES = 8 * VALUES + 64;

    private final double[] values = new double[VALUES + 8];
    private final double[] packed = new double[VALUES];
    private final double[] positive = new double[VALUES];
    private final LogStages logStages = new LogStages(VALUES);
    private final double[] bounds = new double[2];
    private final long[] validity = new long[VALUES / 64];
    private final long[] words = new long[VALUES];
    private final int[] rows = new int[VALUES];
    private final long[] offsets = new long[RUN];
    private final int[] counts = new int[RUN];
    private final long[][] validities = new long[RUN][];
    private final double[] squares = new double[RUN];
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment page;
    private double sink;

    @SuppressWarnings("restricted")
    SumRounds() {
        long address = arena.allocate(PAGE_BYTES, 64).address();
        page = MemorySegment.ofAddress(address).reinterpret(PAGE_BYTES);
        for (int i = 0; i < VALUES; i++) {
            values[i] = i * 37 % 101;
            positive[i] = 1 + i * 0.37;
            words[i] = i * 0x9E37_79B9_7F4A_7C15L;
        }
        Arrays.fill(validities, validity);
        Arrays.fill(validity, 0x7FFF_FFFF_7FFF_FFFFL);
    }

    @Override
    public void vector(int round) {
        int count = VALUES - round % 9;
        vectorSums(count);
        pageSums(count);
        if (VectorWidth.WIDE) {
            VectorMath.log10(positive, count, packed);
            VectorMath.roundToInts(positive, Integer.MIN_VALUE, Integer.MAX_VALUE, count, rows);
        }
    }

    @Override
    public void scalar(int round) {
        int count = VALUES - round % 9;
        scalarSums(count);
        logStages.log10ByStages(positive, count, packed);
        ConvertKernels.roundOneByOne(positive, Integer.MIN_VALUE, -(double) Integer.MIN_VALUE, count, rows);
    }

    private void vectorSums(int count) {
        sink = VectorSums.sum(values, count) + VectorSums.sumOfSquares(values, count, 3);
        VectorSums.bounds(values, count, bounds);
        sink += VectorSums.sum(values, count, validity) + VectorSums.sumOfSquares(values, count, 3, validity);
        VectorSums.bounds(values, count, validity, bounds);
        VectorSums.packValid(values, validity, count, packed);
        VectorSums.validRows(validity, count, rows);
        VectorSums.notAbove(words, 1L << 60, count, rows);
    }

    /// What has no scalar version is only compiled.
    private void pageSums(int count) {
        sink += VectorPageSums.sum(page, 0, count) + VectorPageSums.sumOfSquares(page, 0, count, 3);
        sink += VectorPageSums.sum(page, 0, count, validity) + VectorPageSums.sumFloats(page, 0, count, validity);
        sink += VectorPageSums.sumFloats(page, 0, count);
        sink += VectorPageSums.sumOfSquares(page, 0, count, 3, validity);
        VectorPageSums.bounds(page, 0, count, bounds);
        VectorPageSums.bounds(page, 0, count, validity, bounds);
        Arrays.fill(counts, count);
        VectorRuns.sum(page, offsets, counts, validities, RUN, packed);
        VectorRuns.sumFloats(page, offsets, counts, validities, RUN, packed);
        VectorRuns.sumAndSquare(page, offsets, counts, validities, RUN, packed, squares);
    }

    private void scalarSums(int count) {
        sink = ScalarSums.sum(values, count) + ScalarSums.sumOfSquares(values, count, 3);
        ScalarSums.bounds(values, count, bounds);
        sink += ScalarSums.sum(values, count, validity) + ScalarSums.sumOfSquares(values, count, 3, validity);
        ScalarSums.bounds(values, count, validity, bounds);
        ScalarSums.packValid(values, validity, count, packed);
        ScalarSums.validRows(validity, count, rows);
        ScalarSums.notAbove(words, 1L << 60, count, rows);
    }

    @Override
    public void close() {
        arena.close();
    }
}
