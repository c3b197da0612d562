package org.almagest.exec.function;

import java.util.List;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.evaluate.Evaluator;

/// concat and concat_ws: NULL arguments are left out; a NULL separator gives NULL.
final class ConcatEvaluator implements Evaluator {
    private final Evaluator[] arguments;
    private final TextColumnVector[] inputs;
    private final boolean separated;
    private final TextColumnVector result = new TextColumnVector(ColumnVector.BATCH_ROWS);

    ConcatEvaluator(List<Evaluator> arguments, boolean separated) {
        this.arguments = arguments.toArray(Evaluator[]::new);
        this.separated = separated;
        inputs = new TextColumnVector[this.arguments.length];
    }

    @Override
    public ColumnVector evaluate(Batch input) {
        boolean constant = true;
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (TextColumnVector) arguments[i].evaluate(input);
            constant &= inputs[i].isConstant();
        }
        result.reset();
        if (constant) {
            append(0);
            result.setConstant(true);
            return result;
        }
        int next = 0;
        for (int i = 0; i < input.size(); i++) {
            int row = input.row(i);
            for (; next < row; next++) {
                result.appendNull(next);
            }
            append(row);
            next = row + 1;
        }
        for (; next < input.rowCount(); next++) {
            result.appendNull(next);
        }
        return result;
    }

    private void append(int row) {
        if (separated && inputs[0].isNull(row)) {
            result.appendNull(row);
            return;
        }
        int from = result.offsets()[row];
        int at = from;
        boolean any = false;
        for (int i = separated ? 1 : 0; i < inputs.length; i++) {
            if (!inputs[i].isNull(row)) {
                if (separated && any) {
                    at = add(inputs[0], row, at);
                }
                at = add(inputs[i], row, at);
                any = true;
            }
        }
        result.offsets()[row + 1] = at;
        result.setValid(row);
    }

    private int add(TextColumnVector part, int row, int at) {
        int length = part.length(row);
        byte[] bytes = result.ensureBytes(Math.addExact(at, length));
        System.arraycopy(part.bytes(), part.start(row), bytes, at, length);
        return at + length;
    }
}
