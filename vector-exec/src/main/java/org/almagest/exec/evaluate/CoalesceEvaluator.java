package org.almagest.exec.evaluate;

import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// The first argument that is not NULL; an argument sees the rows where all earlier ones are.
final class CoalesceEvaluator extends ChoiceEvaluator {
    private final Evaluator[] arguments;
    private final RowSet remaining = new RowSet();
    private final int[] taken = new int[ColumnVector.BATCH_ROWS];

    CoalesceEvaluator(List<Evaluator> arguments, DataType type) {
        super(sourcesOf(arguments), type);
        this.arguments = arguments.toArray(Evaluator[]::new);
    }

    @Override
    void choose(Batch input) {
        remaining.fill(input);
        for (int i = 0; i < arguments.length && remaining.count() > 0; i++) {
            ColumnVector source = evaluateFor(arguments[i], input, remaining.rows(), remaining.count());
            int takenCount = 0;
            int left = 0;
            int[] rows = remaining.rows();
            for (int k = 0; k < remaining.count(); k++) {
                int row = rows[k];
                if (source.isNull(row)) {
                    rows[left++] = row;
                } else {
                    taken[takenCount++] = row;
                }
            }
            remaining.setCount(left);
            take(source, taken, takenCount);
        }
        take(nothing(), remaining.rows(), remaining.count());
    }
}
