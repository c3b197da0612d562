package org.almagest.exec.join;

import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.evaluate.Evaluator;

/// An expression's values as doubles, in whose order a band's rows are kept. Integers may round, in
/// the same way everywhere: values that are in order stay so or become equal. One thread.
final class BandValues {
    private final Evaluator evaluator;
    private final DoubleColumnVector result = new DoubleColumnVector(ColumnVector.BATCH_ROWS);

    BandValues(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /// Answers the values of the rows that count; NULL where the expression is.
    DoubleColumnVector of(Batch batch) {
        ColumnVector vector = evaluator.evaluate(batch);
        result.reset();
        for (int i = 0; i < batch.size(); i++) {
            int row = batch.row(i);
            if (vector.isNull(row)) {
                result.values()[row] = 0;
                result.setNull(row);
            } else {
                result.values()[row] = value(vector, row);
            }
        }
        return result;
    }

    private static double value(ColumnVector vector, int row) {
        return switch (vector) {
            case IntColumnVector v -> v.get(row);
            case LongColumnVector v -> v.get(row);
            case FloatColumnVector v -> v.get(row);
            case DoubleColumnVector v -> v.get(row);
            default -> throw new IllegalStateException("not sorted: " + vector.physicalType());
        };
    }
}
