package org.almagest.exec.kernel;

import java.lang.foreign.MemorySegment;
import org.almagest.columnar.kernel.BitmapKernels;

/// The kernels of `VectorPageSums`, block after block.
final class VectorRuns {
    private VectorRuns() {}

    static void sum(MemorySegment page, long[] offsets, int[] counts, long[][] bits, int blocks, double[] sums) {
        for (int k = 0; k < blocks; k++) {
            sums[k] = VectorPageSums.sum(page, offsets[k], counts[k], bits[k]);
        }
    }

    static void sumFloats(MemorySegment page, long[] offsets, int[] counts, long[][] bits, int blocks, double[] sums) {
        for (int k = 0; k < blocks; k++) {
            sums[k] = VectorPageSums.sumFloats(page, offsets[k], counts[k], bits[k]);
        }
    }

    static void sumAndSquare(
            MemorySegment page,
            long[] offsets,
            int[] counts,
            long[][] bits,
            int blocks,
            double[] sums,
            double[] squares) {
        for (int k = 0; k < blocks; k++) {
            sums[k] = VectorPageSums.sum(page, offsets[k], counts[k], bits[k]);
            double mean = sums[k] / BitmapKernels.count(bits[k], bits[k].length);
            squares[k] = VectorPageSums.sumOfSquares(page, offsets[k], counts[k], mean, bits[k]);
        }
    }
}
