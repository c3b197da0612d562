package org.almagest.exec.aggregate;

import java.util.Set;
import org.almagest.columnar.scan.PlainRun;
import org.almagest.columnar.scan.Strip;
import org.almagest.exec.kernel.RunKernels;
import org.almagest.exec.kernel.SumKernels;

/// Reduces the blocks of a strip that stand in one page as plain values by one kernel: what calls ask
/// for, block by block, with the same bits as a [Reduction] of each. Owned by one thread.
final class RunReduction {
    /// As many blocks as an ordinary page has.
    private static final int BLOCKS = 16;

    private final PlainRun run = new PlainRun(BLOCKS);
    private final double[] sums = new double[BLOCKS];
    private final double[] squares = new double[BLOCKS];
    private boolean doubles;
    private boolean squared;

    /// Reduces the blocks from `block` on and answers how many they are: 0, having done nothing, where
    /// the first does not stand so or no kernel has what is asked for.
    int take(Strip strip, int column, int block, boolean ofDoubles, Set<Reduced> asked) {
        boolean sums = asked.contains(Reduced.SUM) && !asked.contains(Reduced.BOUNDS);
        boolean offered = sums && (ofDoubles || asked.size() == 1) && SumKernels.readPages();
        if (!offered || strip.plainRun(column, block, run) == 0) {
            return 0;
        }
        doubles = ofDoubles;
        squared = asked.contains(Reduced.SQUARES);
        reduce();
        return run.blocks();
    }

    private void reduce() {
        if (!doubles) {
            RunKernels.sumFloats(run.bytes(), run.offsets(), run.counts(), run.bits(), run.blocks(), sums);
        } else if (squared) {
            RunKernels.sumAndSquare(run.bytes(), run.offsets(), run.counts(), run.bits(), run.blocks(), sums, squares);
        } else {
            RunKernels.sum(run.bytes(), run.offsets(), run.counts(), run.bits(), run.blocks(), sums);
        }
    }

    /// Aims a reduction at block `k` of those taken, told what is known of it.
    void aim(Reduction reduction, int k) {
        reduction.aim(run, k, doubles, sums[k]);
        if (squared) {
            reduction.tellSquares(sums[k] / reduction.count(), squares[k]);
        }
    }
}
