package org.almagest.exec.operator;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.pipeline.Operator;
import org.almagest.exec.pipeline.OperatorStage;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Stage;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.Unnesting;
import org.almagest.exec.rows.RowCopy;

/// Gives each row once for every number of a series or element of an array, which stands beside it;
/// at most 1,024 rows at a time.
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
        private final ColumnVector[] values;
        private final Batch out;
        private final ColumnVector result;
        private final int inputColumns;
        private final int[] rows = new int[ROWS];
        private boolean inBatch;
        private int place;
        private boolean inRow;
        private long next;
        private long left;

        UnnestStage(Stage input, PhysicalPlan.Unnest plan, QueryScope scope) {
            super(input, scope.metricsCollector().counter(plan));
            this.plan = plan;
            this.scope = scope;
            arguments = plan.arguments().stream()
                    .map(scope.expressions()::evaluator)
                    .toArray(Evaluator[]::new);
            values = new ColumnVector[arguments.length];
            out = Batch.allocate(plan.types());
            inputColumns = plan.input().types().size();
            result = out.column(inputColumns);
        }

        @Override
        protected boolean advance() {
            while (!scope.isStopping()) {
                if (!inBatch) {
                    if (!input.next()) {
                        return false;
                    }
                    for (int a = 0; a < arguments.length; a++) {
                        values[a] = arguments[a].evaluate(input.batch());
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
            result.reset();
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
            org.almagest.columnar.vector.Cells.setNull(result, at);
        }

        /// Finds out how many values a row has, and the first.
        private void start(int row) {
            for (ColumnVector value : values) {
                if (value.isNull(row)) {
                    left = 0;
                    return;
                }
            }
            if (plan.form() == Unnesting.ELEMENTS) {
                ArrayColumnVector array = (ArrayColumnVector) values[0];
                next = array.start(row);
                left = array.length(row);
                return;
            }
            long first = ((LongColumnVector) values[0]).get(row);
            long last = ((LongColumnVector) values[1]).get(row);
            long step = ((LongColumnVector) values[2]).get(row);
            if (step == 0) {
                throw AlmagestException.of(SqlState.INVALID_PARAMETER, "the step of a series cannot be 0");
            }
            next = first;
            left = count(first, last, step, plan.form() == Unnesting.SERIES);
        }

        /// Counts without overflow: the span is taken as an unsigned number.
        private static long count(long first, long last, long step, boolean inclusive) {
            boolean none = step > 0 ? first > last : first < last;
            if (none || !inclusive && first == last) {
                return 0;
            }
            long span = step > 0 ? last - first : first - last;
            long width = step > 0 ? step : -step;
            long whole = Long.divideUnsigned(inclusive ? span : span - 1, width);
            return whole == -1 || whole + 1 < 0 ? Long.MAX_VALUE : whole + 1;
        }

        private void set(int row, int at) {
            left--;
            if (plan.form() == Unnesting.ELEMENTS) {
                result.copyRow(((ArrayColumnVector) values[0]).child(), (int) next, at);
                next++;
            } else {
                ((LongColumnVector) result).set(at, next);
                next += left > 0 ? ((LongColumnVector) values[2]).get(row) : 0;
            }
        }

        private void give(int count) {
            for (int c = 0; c < inputColumns; c++) {
                out.column(c).reset();
                RowCopy.gather(input.batch().column(c), rows, count, out.column(c));
            }
            out.setRowCount(count);
        }

        @Override
        public Batch batch() {
            return out;
        }
    }
}
