package org.almagest.exec.window;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.plan.WindowFunction.RankKind;

/// row_number, rank, dense_rank, percent_rank, cume_dist and ntile: places in the partition.
final class RankEvaluator extends CallEvaluator {
    private final RankKind kind;
    private final int partsColumn;
    private final LongColumnVector parts = new LongColumnVector(ColumnVector.BATCH_ROWS);
    private final int[] ids = new int[ColumnVector.BATCH_ROWS];
    private long dense;

    /// Makes the evaluator; `arguments` are the kept columns of the arguments, one for NTILE.
    RankEvaluator(RankKind kind, int[] arguments) {
        this.kind = kind;
        partsColumn = kind == RankKind.NTILE ? arguments[0] : -1;
    }

    @Override
    void evaluate(Positions p, ColumnVector out) {
        switch (kind) {
            case ROW_NUMBER -> {
                long[] values = ((LongColumnVector) out).values();
                for (int i = 0; i < p.count(); i++) {
                    values[i] = p.from() + i - p.partitionStart[i] + 1;
                }
            }
            case RANK -> {
                long[] values = ((LongColumnVector) out).values();
                for (int i = 0; i < p.count(); i++) {
                    values[i] = p.peersStart[i] - p.partitionStart[i] + 1;
                }
            }
            case DENSE_RANK -> denseRank(p, ((LongColumnVector) out).values());
            case PERCENT_RANK -> {
                double[] values = ((DoubleColumnVector) out).values();
                for (int i = 0; i < p.count(); i++) {
                    int others = p.partitionEnd[i] - p.partitionStart[i] - 1;
                    values[i] = others == 0 ? 0 : (double) (p.peersStart[i] - p.partitionStart[i]) / others;
                }
            }
            case CUME_DIST -> {
                double[] values = ((DoubleColumnVector) out).values();
                for (int i = 0; i < p.count(); i++) {
                    values[i] =
                            (double) (p.peersEnd[i] - p.partitionStart[i]) / (p.partitionEnd[i] - p.partitionStart[i]);
                }
            }
            case NTILE -> tiles(p, (LongColumnVector) out);
        }
    }

    private void denseRank(Positions p, long[] values) {
        for (int i = 0; i < p.count(); i++) {
            int position = p.from() + i;
            if (position == p.partitionStart[i]) {
                dense = 1;
            } else if (position == p.peersStart[i]) {
                dense++;
            }
            values[i] = dense;
        }
    }

    private void tiles(Positions p, LongColumnVector out) {
        parts.reset();
        p.rows().read(partsColumn, p.from(), p.count(), ids, parts);
        for (int i = 0; i < p.count(); i++) {
            if (parts.isNull(i)) {
                out.setNull(i);
                continue;
            }
            long count = parts.get(i);
            if (count <= 0) {
                throw AlmagestException.of(SqlState.INVALID_NTILE, "ntile needs a number above 0, not " + count);
            }
            int size = p.partitionEnd[i] - p.partitionStart[i];
            int place = p.from() + i - p.partitionStart[i];
            long small = size / count;
            long larger = size % count;
            long inLarger = larger * (small + 1);
            out.set(i, place < inLarger ? place / (small + 1) + 1 : larger + (place - inLarger) / small + 1);
        }
    }
}
