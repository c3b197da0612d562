package org.almagest.exec.kernel;

import java.lang.foreign.MemorySegment;

/// Reductions of several blocks of plain values in the native memory of one page, for each block what
/// [SumKernels] has of it, bit for bit; one call, so that memory goes on while blocks change. Only while
/// `SumKernels.readPages()`.
///
/// ```text
/// block k   counts[k] values from offsets[k] on, 64 readable bytes behind them; bit i of bits[k]: value i
///           counts; bits from counts[k] on are clear
/// ```
public final class RunKernels {
    private RunKernels() {}

    /// Sums doubles: `sums[k]` of block `k`.
    public static void sum(MemorySegment page, long[] offsets, int[] counts, long[][] bits, int blocks, double[] sums) {
        VectorRuns.sum(page, offsets, counts, bits, blocks, sums);
    }

    /// Sums floats, widened.
    public static void sumFloats(
            MemorySegment page, long[] offsets, int[] counts, long[][] bits, int blocks, double[] sums) {
        VectorRuns.sumFloats(page, offsets, counts, bits, blocks, sums);
    }

    /// Sums doubles, and the squares of their distances from the mean of their block.
    public static void sumAndSquare(
            MemorySegment page,
            long[] offsets,
            int[] counts,
            long[][] bits,
            int blocks,
            double[] sums,
            double[] squares) {
        VectorRuns.sumAndSquare(page, offsets, counts, bits, blocks, sums, squares);
    }
}
