package org.almagest.exec.evaluate;

import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Rows for which some operand is TRUE; an operand sees the rows that no earlier one took.
final class OrCondition implements Condition {
    private final Condition[] operands;
    private final RowSet remaining = new RowSet();
    private final NarrowedBatch narrowed = new NarrowedBatch();
    private final long[] taken = new long[ColumnVector.BATCH_ROWS / 64];

    OrCondition(Condition[] operands) {
        this.operands = operands;
    }

    @Override
    public void select(Batch batch) {
        remaining.fill(batch);
        java.util.Arrays.fill(taken, 0L);
        for (int i = 0; i < operands.length && remaining.count() > 0; i++) {
            Batch reached = narrowed.of(batch, remaining.rows(), remaining.count());
            operands[i].select(reached);
            mark(reached);
            remaining.remove(reached);
        }
        batch.setSelected(list(batch.selection()));
    }

    private void mark(Batch rows) {
        for (int i = 0; i < rows.size(); i++) {
            int row = rows.row(i);
            taken[row >>> 6] |= 1L << row;
        }
    }

    private int list(int[] out) {
        int k = 0;
        for (int word = 0; word < taken.length; word++) {
            for (long bits = taken[word]; bits != 0; bits &= bits - 1) {
                out[k++] = word << 6 | Long.numberOfTrailingZeros(bits);
            }
        }
        return k;
    }
}
