package org.almagest.exec.evaluate;

import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;

/// IS [NOT] DISTINCT FROM: equality in which NULL equals NULL; never NULL.
final class NotDistinctEvaluator implements Evaluator {
    private final Evaluator left;
    private final Evaluator right;
    private final DataType type;
    private final boolean negated;
    private final BooleanColumnVector result = new BooleanColumnVector(ColumnVector.BATCH_ROWS);

    NotDistinctEvaluator(Evaluator left, Evaluator right, DataType type, boolean negated) {
        this.left = left;
        this.right = right;
        this.type = type;
        this.negated = negated;
    }

    @Override
    public ColumnVector evaluate(Batch input) {
        ColumnVector a = left.evaluate(input);
        ColumnVector b = right.evaluate(input);
        result.reset();
        byte[] out = result.values();
        for (int i = 0; i < input.size(); i++) {
            int row = input.row(i);
            boolean nullA = a.isNull(row);
            boolean nullB = b.isNull(row);
            boolean same = nullA || nullB ? nullA == nullB : RowOrder.compare(type, a, row, b, row) == 0;
            out[row] = (byte) (same != negated ? 1 : 0);
        }
        return result;
    }
}
