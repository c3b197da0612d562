package org.almagest.exec.aggregate;

import java.util.List;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.evaluate.Condition;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.ExpressionCompiler;

/// Computes keys and arguments of batches, for one task; and turns them into the columns in which
/// rows are set aside, and back.
final class InputReader {
    private final AggregateShape shape;
    private final Evaluator[] keys;
    private final Evaluator[] arguments;
    private final Condition[] filters;
    private final Batch[] views;
    private final InputBatch input;
    private final Batch kept;
    private final ColumnVector[] keptOwn;

    InputReader(AggregateShape shape, ExpressionCompiler expressions) {
        this.shape = shape;
        keys = shape.keys().stream().map(expressions::evaluator).toArray(Evaluator[]::new);
        List<AggregateShape.Input> inputs = shape.inputs();
        arguments = new Evaluator[inputs.size()];
        filters = new Condition[inputs.size()];
        views = new Batch[inputs.size()];
        for (int i = 0; i < arguments.length; i++) {
            int at = i;
            inputs.get(i).argument().ifPresent(e -> arguments[at] = expressions.evaluator(e));
            inputs.get(i).filter().ifPresent(e -> filters[at] = expressions.condition(e));
        }
        input = InputBatch.of(shape);
        kept = new Batch(shape.keptTypes().size());
        keptOwn = new ColumnVector[kept.columnCount()];
    }

    /// Computes the input of a batch; it is valid until the next call.
    InputBatch read(Batch batch) {
        for (int k = 0; k < keys.length; k++) {
            input.keys().setColumn(k, keys[k].evaluate(batch));
        }
        input.keys().shareRows(batch);
        for (int i = 0; i < arguments.length; i++) {
            Batch rows = filters[i] == null ? batch : filtered(i, batch);
            if (arguments[i] == null) {
                input.arguments()[i].set(rows);
            } else {
                input.arguments()[i].set(rows, arguments[i].evaluate(rows));
            }
        }
        return input;
    }

    private Batch filtered(int i, Batch batch) {
        if (views[i] == null) {
            views[i] = new Batch(batch.columnCount());
        }
        Batch view = views[i];
        for (int c = 0; c < batch.columnCount(); c++) {
            view.setColumn(c, batch.column(c));
        }
        view.shareRows(batch);
        filters[i].select(view);
        return view;
    }

    /// Answers the input read last as columns to set aside.
    Batch keep() {
        kept.shareRows(input.keys());
        int column = 0;
        for (; column < keys.length; column++) {
            kept.setColumn(column, input.keys().column(column));
        }
        for (int i = 0; i < arguments.length; i++) {
            if (!shape.inputs().get(i).isEveryRow()) {
                kept.setColumn(column, filters[i] == null ? input.arguments()[i].vector() : masked(column, i));
                column++;
            }
        }
        return kept;
    }

    /// Copies an argument so that rows which its filter leaves out are NULL.
    private ColumnVector masked(int column, int i) {
        if (keptOwn[column] == null) {
            keptOwn[column] = ColumnVector.allocate(shape.inputs().get(i).type(), ColumnVector.BATCH_ROWS);
        }
        ColumnVector own = keptOwn[column];
        own.reset();
        Argument argument = input.arguments()[i];
        int next = 0;
        for (int p = 0; p < argument.count(); p++) {
            int row = argument.rows()[p];
            for (; next < row; next++) {
                setNull(own, next);
            }
            if (own instanceof BooleanColumnVector flags && arguments[i] == null) {
                flags.set(row, (byte) 1);
            } else {
                own.copyRow(argument.vector(), row, row);
            }
            next = row + 1;
        }
        for (; next < input.keys().rowCount(); next++) {
            setNull(own, next);
        }
        return own;
    }

    private static void setNull(ColumnVector vector, int row) {
        switch (vector) {
            case org.almagest.columnar.vector.TextColumnVector text -> text.appendNull(row);
            case org.almagest.columnar.vector.ArrayColumnVector array -> array.appendNull(row);
            default -> vector.setNull(row);
        }
    }

    /// Turns columns that were set aside into an input again.
    static void restore(AggregateShape shape, Batch columns, InputBatch out) {
        int column = 0;
        for (; column < shape.keyTypes().size(); column++) {
            out.keys().setColumn(column, columns.column(column));
        }
        out.keys().shareRows(columns);
        for (int i = 0; i < out.arguments().length; i++) {
            if (shape.inputs().get(i).isEveryRow()) {
                out.arguments()[i].set(columns);
            } else {
                out.arguments()[i].set(columns, columns.column(column++));
            }
        }
    }
}
