package org.almagest.exec.cast;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.RowMaker;

/// Text to arrays: `[1, 2]` and `{1,2}`; each element is cast from its text.
final class TextToArray implements RowMaker.Kernel {
    private final ArrayType to;
    private final boolean orNull;
    private final Batch element = new Batch(1);
    private final Evaluator cast;

    private TextToArray(ArrayType to, boolean orNull) {
        this.to = to;
        this.orNull = orNull;
        element.setColumn(0, ColumnVector.allocate(ScalarType.VARCHAR, 1));
        element.setRowCount(1);
        cast = Casts.compile(input -> input.column(0), ScalarType.VARCHAR, to.element(), orNull);
    }

    static Evaluator of(Evaluator operand, ArrayType to, boolean orNull) {
        return RowMaker.strict(new TextToArray(to, orNull), List.of(operand), to);
    }

    @Override
    public void make(ColumnVector[] inputs, int row, ColumnVector result) {
        String text = ((TextColumnVector) inputs[0]).text(row);
        Optional<List<Optional<String>>> read = ArrayText.read(text);
        boolean fits = read.isPresent() && (!to.isFixed() || read.get().size() == to.fixedLength());
        if (fits) {
            fill((ArrayColumnVector) result, row, read.get());
            return;
        }
        if (!orNull) {
            throw read.isPresent()
                    ? ArrayCast.wrongLength(read.get().size(), to)
                    : CastFailure.unreadable(text, to).hint("an array is written [1, 2, NULL] or {1,2,NULL}");
        }
        Cells.setNull(result, row);
    }

    private void fill(ArrayColumnVector result, int row, List<Optional<String>> elements) {
        int at = result.offsets()[row];
        ColumnVector child = result.ensureChild(Math.addExact(at, elements.size()));
        ColumnVector one = element.column(0);
        for (Optional<String> text : elements) {
            if (text.isEmpty()) {
                Cells.setNull(child, at++);
                continue;
            }
            one.reset();
            ((TextColumnVector) one).append(0, text.get());
            child.copyRow(cast.evaluate(element), 0, at++);
        }
        result.offsets()[row + 1] = at;
        result.setValid(row);
    }
}
