package org.almagest.exec.function;

import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.evaluate.Evaluator;

/// `array[i]`, counted from 1; NULL outside.
final class ElementEvaluator implements Evaluator {
    private final Evaluator array;
    private final Evaluator index;
    private final ColumnVector result;

    ElementEvaluator(Evaluator array, Evaluator index, DataType type) {
        this.array = array;
        this.index = index;
        result = ColumnVector.allocate(type, ColumnVector.BATCH_ROWS);
    }

    @Override
    public ColumnVector evaluate(Batch input) {
        ArrayColumnVector arrays = (ArrayColumnVector) array.evaluate(input);
        LongColumnVector places = (LongColumnVector) index.evaluate(input);
        result.reset();
        int next = 0;
        for (int i = 0; i < input.size(); i++) {
            int row = input.row(i);
            for (; next < row; next++) {
                Cells.setNull(result, next);
            }
            set(arrays, places, row);
            next = row + 1;
        }
        for (; next < input.rowCount(); next++) {
            Cells.setNull(result, next);
        }
        return result;
    }

    private void set(ArrayColumnVector arrays, LongColumnVector places, int row) {
        boolean known = !arrays.isNull(row) && !places.isNull(row);
        long place = known ? places.get(row) : 0;
        if (place < 1 || place > arrays.length(row)) {
            Cells.setNull(result, row);
        } else {
            result.copyRow(arrays.child(), arrays.start(row) + (int) place - 1, row);
        }
    }
}
