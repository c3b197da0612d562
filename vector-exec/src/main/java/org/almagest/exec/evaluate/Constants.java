package org.almagest.exec.evaluate;

import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.exec.expression.Expression;

/// Evaluates expressions without columns, once: literals beside other types, constant folding,
/// LIMIT.
public final class Constants {
    private Constants() {}

    /// Answers whether an expression names no column or parameter and gives the same value always.
    public static boolean isConstant(Expression expression) {
        return switch (expression) {
            case Expression.ColumnRef column -> false;
            case Expression.Parameter parameter -> false;
            case Expression.Call call when !call.function().isDeterministic() -> false;
            default -> expression.children().stream().allMatch(Constants::isConstant);
        };
    }

    /// Answers the value of a constant expression, or fails as executing it would.
    public static Value evaluate(Expression constant) {
        if (constant instanceof Expression.Literal literal) {
            return literal.value();
        }
        Batch one = new Batch(0);
        one.setRowCount(1);
        return Cells.get(Evaluators.compile(constant).evaluate(one), 0);
    }
}
