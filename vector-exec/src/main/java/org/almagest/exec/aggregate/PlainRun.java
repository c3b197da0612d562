package org.almagest.exec.aggregate;

import java.lang.foreign.MemorySegment;
import org.almagest.columnar.kernel.BitmapKernels;
import org.almagest.columnar.scan.Strip;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DeferredBlock;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.exec.kernel.SumKernels;

/// Blocks of one page whose REAL or DOUBLE values stand there as they are: reduced
/// one directly after the other, so that memory is read without pause. Each block gives the bits
/// that [Reduction] gives. Aimed at one run after the other; owned by one thread.
final class PlainRun {
    private static final int WORDS = ColumnVector.BATCH_ROWS / 64;

    private MemorySegment page = MemorySegment.NULL;
    private long[] offsets = {};
    private int[] values = {};
    private int[] counts = {};

    /// Which values of a block count, counted without NULLs; null where all do.
    private long[][] masks = {};

    private long[][] picked = {};
    private double[] sums = {};
    private double[] least = {};
    private double[] greatest = {};
    private int[] nans = {};
    private final double[] bounds = new double[2];
    private int blocks;
    private boolean doubles;
    private boolean summed;
    private boolean bounded;

    /// Takes `count` blocks of a run of the strip in a REAL or DOUBLE column; answers false where they
    /// do not stand so.
    boolean take(Strip strip, int column, int first, int count) {
        if (count < 2 || !SumKernels.readPages()) {
            return false;
        }
        ensure(count);
        for (int i = 0; i < count; i++) {
            ColumnVector vector = strip.column(column, first + i);
            if (!vector.isDeferred()) {
                return false;
            }
            DeferredBlock block = vector.deferred();
            if (block.plainOffset() < 0) {
                return false;
            }
            page = block.bytes();
            offsets[i] = block.plainOffset();
            values[i] = block.valueCount();
            masks[i] = strip.mask(first + i).orElse(null);
            if (masks[i] == null) {
                counts[i] = values[i];
            } else if (vector.hasNulls()) {
                block.pick(masks[i], picked[i]);
                masks[i] = picked[i];
                counts[i] = BitmapKernels.count(picked[i], WORDS);
            } else {
                counts[i] = strip.size(first + i);
            }
            doubles = vector instanceof DoubleColumnVector;
        }
        blocks = count;
        summed = false;
        bounded = false;
        return true;
    }

    private void ensure(int count) {
        if (offsets.length < count) {
            offsets = new long[count];
            values = new int[count];
            counts = new int[count];
            masks = new long[count][];
            picked = new long[count][WORDS];
            sums = new double[count];
            least = new double[count];
            greatest = new double[count];
            nans = new int[count];
        }
    }

    int blocks() {
        return blocks;
    }

    /// Answers how many values of a block count.
    int count(int block) {
        return counts[block];
    }

    /// Answers the sum of each block.
    double[] sums() {
        if (!summed) {
            if (doubles) {
                sumDoubles();
            } else {
                sumFloats();
            }
            summed = true;
        }
        return sums;
    }

    private void sumDoubles() {
        for (int i = 0; i < blocks; i++) {
            sums[i] = masks[i] == null
                    ? SumKernels.sum(page, offsets[i], values[i])
                    : SumKernels.sum(page, offsets[i], values[i], masks[i]);
        }
    }

    private void sumFloats() {
        for (int i = 0; i < blocks; i++) {
            sums[i] = masks[i] == null
                    ? SumKernels.sumFloats(page, offsets[i], values[i])
                    : SumKernels.sumFloats(page, offsets[i], values[i], masks[i]);
        }
    }

    /// Answers whether `sumOfSquares` and `bounds` may be asked for.
    boolean isDoubles() {
        return doubles;
    }

    /// Sums the squares of the distances from `mean` in a block.
    double sumOfSquares(int block, double mean) {
        return masks[block] == null
                ? SumKernels.sumOfSquares(page, offsets[block], values[block], mean)
                : SumKernels.sumOfSquares(page, offsets[block], values[block], mean, masks[block]);
    }

    /// Answers the least value of a block that is not NaN, as `SumKernels.bounds` does.
    double least(int block) {
        bound();
        return least[block];
    }

    double greatest(int block) {
        bound();
        return greatest[block];
    }

    int countNaN(int block) {
        bound();
        return nans[block];
    }

    private void bound() {
        if (bounded) {
            return;
        }
        for (int i = 0; i < blocks; i++) {
            nans[i] = masks[i] == null
                    ? SumKernels.bounds(page, offsets[i], values[i], bounds)
                    : SumKernels.bounds(page, offsets[i], values[i], masks[i], bounds);
            least[i] = bounds[0];
            greatest[i] = bounds[1];
        }
        bounded = true;
    }
}
