package org.almagest.exec.cast;

import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.RowMaker;

/// Arrays to arrays of another element type or shape: the elements are cast, up to a batch of them
/// at a time. An array that does not have the number of elements that a fixed shape wants is an
/// error.
final class ArrayCast implements RowMaker.Kernel {
    private final ArrayType to;
    private final boolean orNull;
    private final boolean sameElements;
    private final Batch elements = new Batch(1);
    private final ColumnVector slice;
    private final Evaluator cast;

    private ArrayCast(ArrayType from, ArrayType to, boolean orNull) {
        this.to = to;
        this.orNull = orNull;
        sameElements = from.element().equals(to.element());
        slice = ColumnVector.allocate(from.element(), ColumnVector.BATCH_ROWS);
        elements.setColumn(0, slice);
        cast = Casts.compile(input -> input.column(0), from.element(), to.element(), orNull);
    }

    static Evaluator of(Evaluator operand, ArrayType from, ArrayType to, boolean orNull) {
        boolean nothingToDo = from.element().equals(to.element()) && !to.isFixed();
        return nothingToDo ? operand : RowMaker.strict(new ArrayCast(from, to, orNull), List.of(operand), to);
    }

    @Override
    public void make(ColumnVector[] inputs, int row, ColumnVector result) {
        ArrayColumnVector from = (ArrayColumnVector) inputs[0];
        ArrayColumnVector out = (ArrayColumnVector) result;
        int length = from.length(row);
        if (to.isFixed() && length != to.fixedLength()) {
            if (!orNull) {
                throw wrongLength(length, to);
            }
            Cells.setNull(out, row);
        } else if (sameElements) {
            out.copyRow(from, row, row);
        } else {
            castElements(from, row, out);
        }
    }

    static AlmagestException wrongLength(int length, ArrayType to) {
        return AlmagestException.of(
                SqlState.DATATYPE_MISMATCH, "an array of " + length + " elements does not become " + to.sqlName());
    }

    private void castElements(ArrayColumnVector from, int row, ArrayColumnVector out) {
        int length = from.length(row);
        int at = out.offsets()[row];
        ColumnVector child = out.ensureChild(Math.addExact(at, length));
        for (int done = 0; done < length; done += ColumnVector.BATCH_ROWS) {
            int count = Math.min(ColumnVector.BATCH_ROWS, length - done);
            slice.reset();
            for (int i = 0; i < count; i++) {
                slice.copyRow(from.child(), from.start(row) + done + i, i);
            }
            elements.setRowCount(count);
            ColumnVector converted = cast.evaluate(elements);
            for (int i = 0; i < count; i++) {
                child.copyRow(converted, i, at + done + i);
            }
        }
        out.offsets()[row + 1] = at + length;
        out.setValid(row);
    }
}
