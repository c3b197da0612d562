package org.almagest.exec;

import java.util.List;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.evaluate.Condition;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.ExpressionCompiler;
import org.almagest.exec.expression.Expression;

/// Columns, constants, and comparisons of integers, row by row.
final class PlainExpressions implements ExpressionCompiler {
    @Override
    public Evaluator evaluator(Expression expression) {
        return switch (expression) {
            case Expression.ColumnRef(int index, var type) -> batch -> batch.column(index);
            case Expression.Literal(Value value, var type) -> {
                ColumnVector constant = ColumnVector.allocate(type, 1);
                TestValues.set(constant, 0, value);
                constant.setConstant(true);
                yield batch -> constant;
            }
            default -> throw new IllegalArgumentException("not in these tests: " + expression);
        };
    }

    @Override
    public Condition condition(Expression expression) {
        if (expression instanceof Expression.Compare(var comparison, var left, var right)) {
            Evaluator a = evaluator(left);
            Evaluator b = evaluator(right);
            return batch -> select(batch, a.evaluate(batch), b.evaluate(batch), comparison);
        }
        if (expression instanceof Expression.And(var operands)) {
            List<Condition> all = operands.stream().map(this::condition).toList();
            return batch -> all.forEach(one -> one.select(batch));
        }
        throw new IllegalArgumentException("not in these tests: " + expression);
    }

    private static void select(
            Batch batch, ColumnVector a, ColumnVector b, org.almagest.columnar.scan.Comparison comparison) {
        int found = 0;
        int size = batch.size();
        for (int i = 0; i < size; i++) {
            int row = batch.row(i);
            if (holds(comparison, TestValues.get(a, row), TestValues.get(b, row))) {
                batch.selection()[found++] = row;
            }
        }
        batch.setSelected(found);
    }

    static boolean holds(org.almagest.columnar.scan.Comparison comparison, Value a, Value b) {
        if (a instanceof Value.OfDouble(double x) && b instanceof Value.OfDouble(double y)) {
            return comparison.holds(Double.compare(x + 0.0, y + 0.0));
        }
        if (!(a instanceof Value.OfLong(long left)) || !(b instanceof Value.OfLong(long right))) {
            return false;
        }
        return switch (comparison) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
            case GREATER -> left > right;
            case GREATER_OR_EQUAL -> left >= right;
        };
    }
}
