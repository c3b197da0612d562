package org.almagest.exec.evaluate;

import java.util.List;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;

/// Three-valued AND and OR. A row is decided by the first operand that has the deciding value
/// (FALSE for AND, TRUE for OR); later operands do not see it. A row that no operand decides is
/// NULL where some operand was.
final class LogicalEvaluator implements Evaluator {
    private final Evaluator[] operands;
    private final byte deciding;
    private final BooleanColumnVector result = new BooleanColumnVector(ColumnVector.BATCH_ROWS);
    private final RowSet remaining = new RowSet();
    private final NarrowedBatch narrowed = new NarrowedBatch();

    private LogicalEvaluator(List<Evaluator> operands, byte deciding) {
        this.operands = operands.toArray(Evaluator[]::new);
        this.deciding = deciding;
    }

    static LogicalEvaluator and(List<Evaluator> operands) {
        return new LogicalEvaluator(operands, (byte) 0);
    }

    static LogicalEvaluator or(List<Evaluator> operands) {
        return new LogicalEvaluator(operands, (byte) 1);
    }

    @Override
    public ColumnVector evaluate(Batch input) {
        result.reset();
        remaining.fill(input);
        byte neutral = (byte) (1 - deciding);
        for (int i = 0; i < remaining.count(); i++) {
            result.values()[remaining.rows()[i]] = neutral;
        }
        for (int i = 0; i < operands.length && remaining.count() > 0; i++) {
            Batch reached = narrowed.of(input, remaining.rows(), remaining.count());
            decide((BooleanColumnVector) operands[i].evaluate(reached));
        }
        return result;
    }

    private void decide(BooleanColumnVector operand) {
        int[] rows = remaining.rows();
        int left = 0;
        for (int i = 0; i < remaining.count(); i++) {
            int row = rows[i];
            if (operand.isNull(row)) {
                result.setNull(row);
                rows[left++] = row;
            } else if (operand.get(row) == deciding) {
                result.set(row, deciding);
            } else {
                rows[left++] = row;
            }
        }
        remaining.setCount(left);
    }
}
