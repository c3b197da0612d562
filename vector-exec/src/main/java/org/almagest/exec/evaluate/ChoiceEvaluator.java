package org.almagest.exec.evaluate;

import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Puts a result together from several sources, each of which gives some of the rows: the common
/// part of CASE and COALESCE. A source is evaluated only for the rows that reach it.
abstract class ChoiceEvaluator implements Evaluator {
    private final ColumnVector result;
    private final ColumnVector[] sources;
    private final byte[] choice = new byte[ColumnVector.BATCH_ROWS];
    private final boolean appended;
    private final NarrowedBatch narrowed = new NarrowedBatch();
    private final ColumnVector nothing;
    private final int[] manyChoice;
    private int chosen;

    ChoiceEvaluator(int sourceCount, DataType type) {
        result = ColumnVector.allocate(type, ColumnVector.BATCH_ROWS);
        nothing = Nulls.constantNull(ColumnVector.allocate(type, 1));
        sources = new ColumnVector[sourceCount];
        appended = result instanceof TextColumnVector || result instanceof ArrayColumnVector;
        manyChoice = appended && sourceCount > Byte.MAX_VALUE ? new int[ColumnVector.BATCH_ROWS] : new int[0];
    }

    /// Calls `take` for each source with its rows, in any order of sources.
    abstract void choose(Batch input);

    /// Says that the listed rows come from `source`.
    final void take(ColumnVector source, int[] rows, int count) {
        if (count == 0) {
            return;
        }
        sources[chosen] = source;
        if (appended) {
            for (int i = 0; i < count; i++) {
                mark(rows[i], chosen);
            }
        } else {
            Gather.rows(source, rows, count, result);
            copyNulls(source, rows, count);
        }
        chosen++;
    }

    private void mark(int row, int source) {
        if (manyChoice.length > 0) {
            manyChoice[row] = source;
        } else {
            choice[row] = (byte) source;
        }
    }

    private int choice(int row) {
        return manyChoice.length > 0 ? manyChoice[row] : choice[row];
    }

    private void copyNulls(ColumnVector source, int[] rows, int count) {
        if (source.hasNulls()) {
            for (int i = 0; i < count; i++) {
                if (source.isNull(rows[i])) {
                    result.setNull(rows[i]);
                }
            }
        }
    }

    /// Evaluates an operand for the listed rows only.
    final ColumnVector evaluateFor(Evaluator operand, Batch input, int[] rows, int count) {
        return operand.evaluate(narrowed.of(input, rows, count));
    }

    @Override
    public final ColumnVector evaluate(Batch input) {
        result.reset();
        chosen = 0;
        choose(input);
        if (appended) {
            append(input);
        }
        return result;
    }

    /// Copies text or arrays in the order of rows; rows that do not count stay NULL.
    private void append(Batch input) {
        int next = 0;
        for (int i = 0; i < input.size(); i++) {
            int row = input.row(i);
            for (; next < row; next++) {
                Cells.setNull(result, next);
            }
            result.copyRow(sources[choice(row)], row, row);
            next = row + 1;
        }
        for (; next < input.rowCount(); next++) {
            Cells.setNull(result, next);
        }
    }

    /// A source of NULL rows.
    final ColumnVector nothing() {
        return nothing;
    }

    static int sourcesOf(List<?> operands) {
        return operands.size() + 1;
    }
}
