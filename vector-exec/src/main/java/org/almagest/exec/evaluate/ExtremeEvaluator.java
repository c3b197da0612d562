package org.almagest.exec.evaluate;

import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// greatest and least of several arguments of one type; NULLs do not count, and only NULLs give
/// NULL. NaN is greater than every number.
public final class ExtremeEvaluator extends ChoiceEvaluator {
    private final Evaluator[] arguments;
    private final ColumnVector[] inputs;
    private final DataType type;
    private final int sign;
    private final RowSet all = new RowSet();
    private final int[] best = new int[ColumnVector.BATCH_ROWS];
    private final int[] rows = new int[ColumnVector.BATCH_ROWS];

    /// Makes an evaluator of greatest, or of least.
    public static Evaluator of(List<Evaluator> arguments, DataType type, boolean greatest) {
        return DenseExtreme.serves(type)
                ? new DenseExtreme(arguments, type, greatest)
                : new ExtremeEvaluator(arguments, type, greatest);
    }

    ExtremeEvaluator(List<Evaluator> arguments, DataType type, boolean greatest) {
        super(sourcesOf(arguments), type);
        this.arguments = arguments.toArray(Evaluator[]::new);
        this.type = type;
        inputs = new ColumnVector[this.arguments.length];
        sign = greatest ? 1 : -1;
    }

    @Override
    void choose(Batch input) {
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = arguments[i].evaluate(input);
        }
        all.fill(input);
        for (int k = 0; k < all.count(); k++) {
            int row = all.rows()[k];
            best[row] = best(row);
        }
        for (int i = 0; i < inputs.length; i++) {
            take(inputs[i], rows, listed(i));
        }
    }

    /// Answers the argument that wins in a row; the first of equals.
    private int best(int row) {
        int winner = 0;
        for (int i = 1; i < inputs.length; i++) {
            boolean better = !inputs[i].isNull(row)
                    && (inputs[winner].isNull(row)
                            || sign * RowOrder.compare(type, inputs[i], row, inputs[winner], row) > 0);
            winner = better ? i : winner;
        }
        return winner;
    }

    private int listed(int argument) {
        int count = 0;
        for (int k = 0; k < all.count(); k++) {
            int row = all.rows()[k];
            rows[count] = row;
            count += best[row] == argument ? 1 : 0;
        }
        return count;
    }
}
