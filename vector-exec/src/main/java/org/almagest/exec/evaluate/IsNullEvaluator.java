package org.almagest.exec.evaluate;

import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;

/// IS NULL and IS NOT NULL.
final class IsNullEvaluator implements Evaluator {
    private final Evaluator operand;
    private final boolean negated;
    private final BooleanColumnVector result = new BooleanColumnVector(ColumnVector.BATCH_ROWS);

    IsNullEvaluator(Evaluator operand, boolean negated) {
        this.operand = operand;
        this.negated = negated;
    }

    @Override
    public ColumnVector evaluate(Batch input) {
        ColumnVector vector = operand.evaluate(input);
        result.reset();
        if (!vector.hasNulls() || vector.isConstant()) {
            boolean isNull = vector.hasNulls() && vector.isNull(0);
            result.values()[0] = (byte) (isNull != negated ? 1 : 0);
            result.setConstant(true);
            return result;
        }
        long[] validity = vector.validity();
        byte[] out = result.values();
        int flip = negated ? 0 : 1;
        for (int row = 0; row < input.rowCount(); row++) {
            out[row] = (byte) (validity[row >>> 6] >>> row & 1 ^ flip);
        }
        return result;
    }
}
