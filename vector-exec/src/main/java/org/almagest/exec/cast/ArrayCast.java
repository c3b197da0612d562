package org.almagest.exec.cast;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.evaluate.Evaluator;

/// Arrays to arrays of another element type or shape: the elements are cast one by one. An array
/// that does not have the number of elements that a fixed shape wants is an error.
final class ArrayCast implements Evaluator {
    private final Evaluator operand;
    private final ArrayType to;
    private final boolean orNull;
    private final ArrayColumnVector result;
    private final Batch element = new Batch(1);
    private final Evaluator elementCast;

    ArrayCast(Evaluator operand, ArrayType from, ArrayType to, boolean orNull) {
        this.operand = operand;
        this.to = to;
        this.orNull = orNull;
        result = (ArrayColumnVector) ColumnVector.allocate(to, ColumnVector.BATCH_ROWS);
        elementCast = Casts.compile(input -> input.column(0), from.element(), to.element(), orNull);
        element.setColumn(0, ColumnVector.allocate(from.element(), 1));
        element.setRowCount(1);
    }

    @Override
    public ColumnVector evaluate(Batch input) {
        ArrayColumnVector vector = (ArrayColumnVector) operand.evaluate(input);
        result.reset();
        if (vector.isConstant() && input.size() > 0) {
            append(vector, 0);
            result.setConstant(true);
            return result;
        }
        int next = 0;
        for (int i = 0; i < input.size(); i++) {
            int row = input.row(i);
            for (; next < row; next++) {
                result.appendNull(next);
            }
            append(vector, row);
            next = row + 1;
        }
        for (; next < input.rowCount(); next++) {
            result.appendNull(next);
        }
        return result;
    }

    private void append(ArrayColumnVector vector, int row) {
        if (vector.isNull(row)) {
            result.appendNull(row);
            return;
        }
        int length = vector.length(row);
        if (to.isFixed() && length != to.fixedLength()) {
            if (!orNull) {
                throw AlmagestException.of(
                        SqlState.DATATYPE_MISMATCH,
                        "an array of " + length + " elements does not become " + to.sqlName());
            }
            result.appendNull(row);
            return;
        }
        int at = result.offsets()[row];
        ColumnVector child = result.ensureChild(at + length);
        ColumnVector one = element.column(0);
        for (int i = 0; i < length; i++) {
            one.reset();
            one.copyRow(vector.child(), vector.start(row) + i, 0);
            Cells.set(child, at + i, Cells.get(elementCast.evaluate(element), 0));
        }
        result.offsets()[row + 1] = at + length;
        result.setValid(row);
    }
}
