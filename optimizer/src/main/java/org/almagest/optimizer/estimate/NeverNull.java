package org.almagest.optimizer.estimate;

import org.almagest.exec.expression.Expression;

/// Expressions that are known never to be NULL, because their columns are not.
public final class NeverNull {
    private NeverNull() {}

    public static boolean of(Expression expression, KnownColumns known) {
        return switch (expression) {
            case Expression.ColumnRef ref ->
                !known.isPadded(ref.index())
                        && known.statistics(ref.index()).stream()
                                .anyMatch(statistics -> statistics.nullCount().orElse(-1) == 0);
            case Expression.Literal literal -> !literal.value().isNull();
            case Expression.Cast cast -> !cast.orNull() && of(cast.input(), known);
            case Expression.IsNull isNull -> true;
            case Expression.NotDistinct notDistinct -> true;
            case Expression.Compare compare -> of(compare.left(), known) && of(compare.right(), known);
            case Expression.And and -> and.operands().stream().allMatch(operand -> of(operand, known));
            case Expression.Or or -> or.operands().stream().allMatch(operand -> of(operand, known));
            case Expression.Not not -> of(not.input(), known);
            case Expression.Coalesce coalesce -> coalesce.arguments().stream().anyMatch(a -> of(a, known));
            default -> false;
        };
    }
}
