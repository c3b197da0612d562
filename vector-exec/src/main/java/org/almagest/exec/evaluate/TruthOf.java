package org.almagest.exec.evaluate;

import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.exec.kernel.ScalarSelect;

/// Rows for which a boolean evaluator says TRUE (FALSE where flipped).
record TruthOf(Evaluator operand, int flip) implements Condition {
    static TruthOf of(Evaluator operand, boolean negated) {
        return new TruthOf(operand, negated ? 1 : 0);
    }

    @Override
    public void select(Batch batch) {
        if (batch.size() == 0) {
            return;
        }
        BooleanColumnVector vector = (BooleanColumnVector) operand.evaluate(batch);
        if (vector.isConstant()) {
            if (vector.isNull(0) || (vector.get(0) ^ flip) == 0) {
                batch.setSelected(0);
            }
            return;
        }
        Conditions.keepValid(batch, vector);
        batch.setSelected(
                ScalarSelect.trueBytes(vector.values(), flip, Conditions.rows(batch), batch.size(), batch.selection()));
    }
}
