package org.almagest.exec.evaluate;

import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;

/// A literal: one constant vector for ever.
public final class ConstantVector implements Evaluator {
    private final ColumnVector vector;

    public ConstantVector(Value value, DataType type) {
        vector = ColumnVector.allocate(type, 1);
        Cells.set(vector, 0, value);
        vector.setConstant(true);
    }

    @Override
    public ColumnVector evaluate(Batch input) {
        return vector;
    }
}
