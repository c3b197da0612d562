package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.CheckRule;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.cast.TextForm;
import org.almagest.exec.evaluate.Condition;
import org.almagest.exec.evaluate.Conditions;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.Functions;
import org.almagest.sql.bind.RuleBinder;

/// What a table asks of the rows that go into it, applied to batches: NOT NULL and CHECK. One
/// thread.
final class RowRules {
    /// A failing row's text is cut here.
    private static final int MOST_CHARACTERS = 400;

    private record CompiledCheck(String name, Condition violation) {}

    private final TableSchema schema;
    private final String table;
    private final List<CompiledCheck> checks = new ArrayList<>();
    private final Batch scratch;

    RowRules(TableSchema schema, String table) {
        this.schema = schema;
        this.table = table;
        this.scratch = new Batch(schema.columnCount());
        RuleBinder binder = new RuleBinder(Functions.BUILT_IN);
        for (CheckRule check : schema.rules().checks()) {
            Expression condition = binder.check(check, schema, table).condition();
            checks.add(new CompiledCheck(check.name(), Conditions.compile(new Expression.Not(condition))));
        }
    }

    /// Fails with 23502 or 23514 for the first row that is not as the table wants it.
    void check(Batch batch) {
        for (int c = 0; c < schema.columnCount(); c++) {
            if (!schema.column(c).nullable() && batch.column(c).hasNulls()) {
                checkNotNull(batch, c);
            }
        }
        for (CompiledCheck check : checks) {
            select(batch);
            check.violation().select(scratch);
            if (scratch.size() > 0) {
                throw AlmagestException.of(
                                SqlState.CHECK_VIOLATION,
                                "a row for table " + table + " violates the check " + check.name() + ": "
                                        + text(batch, scratch.row(0)))
                        .hint("nothing was changed");
            }
        }
    }

    private void checkNotNull(Batch batch, int column) {
        for (int i = 0; i < batch.size(); i++) {
            if (batch.column(column).isNull(batch.row(i))) {
                throw AlmagestException.of(
                                SqlState.NOT_NULL_VIOLATION,
                                "the column " + schema.column(column).name()
                                        + " is NOT NULL, and a row has NULL there: " + text(batch, batch.row(i)))
                        .hint("nothing was changed");
            }
        }
    }

    private void select(Batch batch) {
        for (int c = 0; c < schema.columnCount(); c++) {
            scratch.setColumn(c, batch.column(c));
        }
        scratch.setRowCount(batch.rowCount());
        if (batch.hasSelection()) {
            System.arraycopy(batch.selection(), 0, scratch.selection(), 0, batch.size());
            scratch.setSelected(batch.size());
        }
    }

    private String text(Batch batch, int row) {
        StringBuilder text = new StringBuilder("(");
        for (int c = 0; c < schema.columnCount(); c++) {
            ColumnDefinition column = schema.column(c);
            ColumnVector vector = batch.column(c);
            text.append(c == 0 ? "" : ", ");
            text.append(vector.isNull(row) ? "NULL" : TextForm.of(column.type(), vector, row));
            if (text.length() > MOST_CHARACTERS) {
                return text.substring(0, MOST_CHARACTERS) + " ...)";
            }
        }
        return text.append(")").toString();
    }
}
