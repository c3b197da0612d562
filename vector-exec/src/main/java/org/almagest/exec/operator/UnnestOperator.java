package org.almagest.exec.operator;

import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.function.NumberSeries;
import org.almagest.exec.pipeline.Operator;
import org.almagest.exec.pipeline.OperatorStage;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Stage;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.Unnesting;
import org.almagest.exec.rows.RowCopy;

/// Gives each row once for every number of a series or element of its arrays, which stand beside
/// what is kept of it; at most 1,024 rows at a time.
public record UnnestOperator(PhysicalPlan.Unnest plan) implements Operator {
    @Override
    public Stage open(Stage input, QueryScope scope) {
        return new UnnestStage(input, plan, scope);
    }

    private static final class UnnestStage extends OperatorStage {
        private static final int ROWS = ColumnVector.BATCH_ROWS;

        private final PhysicalPlan.Unnest plan;
        private final QueryScope scope;
        private final Evaluator[] arguments;
        private final ColumnVector[] given;
        private final Batch out;
        private final int firstValue;
        private final int[] rows = new int[ROWS];
        private boolean inBatch;
        private int place;
        private boolean inRow;
        private long next;
        private long done;
        private long left;

        UnnestStage(Stage input, PhysicalPlan.Unnest plan, QueryScope scope) {
            super(input, scope.metricsCollector().counter(plan));
            this.plan = plan;
            this.scope = scope;
            arguments = plan.arguments().stream()
                    .map(scope.expressions()::evaluator)
                    .toArray(Evaluator[]::new);
            given = new ColumnVector[arguments.length];
            out = Batch.allocate(plan.types());
            firstValue = plan.kept().size();
        }

        @Override
        protected boolean advance() {
            while (!scope.isStopping()) {
                if (!inBatch) {
                    if (!input.next()) {
                        return false;
                    }
                    for (int a = 0; a < arguments.length; a++) {
                        given[a] = arguments[a].evaluate(input.batch());
                    }
                    inBatch = true;
                    place = 0;
                    inRow = false;
                }
                int count = fill();
                if (count > 0) {
                    give(count);
                    return true;
                }
                inBatch = false;
            }
            return false;
        }

        private int fill() {
            Batch batch = input.batch();
            for (int c = firstValue; c < out.columnCount(); c++) {
                out.column(c).reset();
            }
            int count = 0;
            while (count < ROWS && place < batch.size()) {
                int row = batch.row(place);
                if (!inRow) {
                    start(row);
                    inRow = true;
                    if (left == 0 && plan.outer()) {
                        rows[count] = row;
                        setNull(count++);
                    }
                }
                while (left > 0 && count < ROWS) {
                    rows[count] = row;
                    set(row, count++);
                }
                if (left == 0) {
                    place++;
                    inRow = false;
                }
            }
            return count;
        }

        private void setNull(int at) {
            for (int c = firstValue; c < out.columnCount(); c++) {
                Cells.setNull(out.column(c), at);
            }
        }

        /// Finds out how many values a row has, and the first.
        private void start(int row) {
            done = 0;
            left = 0;
            if (plan.form() == Unnesting.ELEMENTS) {
                for (ColumnVector array : given) {
                    left = array.isNull(row) ? left : Math.max(left, ((ArrayColumnVector) array).length(row));
                }
                return;
            }
            for (ColumnVector number : given) {
                if (number.isNull(row)) {
                    return;
                }
            }
            long first = ((LongColumnVector) given[0]).get(row);
            long last = ((LongColumnVector) given[1]).get(row);
            long step = ((LongColumnVector) given[2]).get(row);
            next = first;
            left = NumberSeries.count(first, last, step, plan.form() == Unnesting.SERIES);
        }

        private void set(int row, int at) {
            if (plan.form() == Unnesting.ELEMENTS) {
                for (int a = 0; a < given.length; a++) {
                    element((ArrayColumnVector) given[a], row, out.column(firstValue + a), at);
                }
            } else {
                ((LongColumnVector) out.column(firstValue)).set(at, next);
                next += left > 1 ? ((LongColumnVector) given[2]).get(row) : 0;
            }
            left--;
            done++;
            if (plan.numbered()) {
                ((LongColumnVector) out.column(out.columnCount() - 1)).set(at, done);
            }
        }

        private void element(ArrayColumnVector array, int row, ColumnVector result, int at) {
            if (array.isNull(row) || done >= array.length(row)) {
                Cells.setNull(result, at);
            } else {
                result.copyRow(array.child(), array.start(row) + (int) done, at);
            }
        }

        private void give(int count) {
            for (int c = 0; c < firstValue; c++) {
                ColumnVector from = input.batch().column(plan.kept().get(c));
                out.column(c).reset();
                RowCopy.gather(from, rows, count, out.column(c));
            }
            out.setRowCount(count);
        }

        @Override
        public Batch batch() {
            return out;
        }
    }
}
