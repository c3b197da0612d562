package org.almagest.optimizer.rule.join;

import java.util.Set;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.optimizer.rule.Rule;

/// An outer join whose padded rows no filter lets pass pads nothing.
///
/// ```text
/// Filter b.m < 5                Filter b.m < 5
///   Join LEFT a.x = b.x   =>      Join INNER a.x = b.x
///     Scan a                        Scan a
///     Scan b                        Scan b
/// ```
///
/// A FULL join becomes a LEFT one where only rows without a left side are dropped, also with its
/// sides exchanged.
public final class OuterToInner implements Rule {
    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Join.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        if (!(node instanceof LogicalPlan.Filter(LogicalPlan.Join join, var condition))) {
            return node;
        }
        LogicalPlan.Join stricter = switch (join.kind()) {
            case LEFT -> dropsPadded(condition, join.right()) ? of(LogicalPlan.Join.Kind.INNER, join, false) : join;
            case FULL -> ofFull(join, condition);
            case INNER, SEMI, ANTI, SINGLE, MARK -> join;
        };
        return stricter == join ? node : new LogicalPlan.Filter(stricter, condition);
    }

    private static LogicalPlan.Join ofFull(LogicalPlan.Join join, Expression condition) {
        boolean withoutLeft = dropsPadded(condition, join.left());
        boolean withoutRight = dropsPadded(condition, join.right());
        if (withoutLeft && withoutRight) {
            return of(LogicalPlan.Join.Kind.INNER, join, false);
        }
        return withoutLeft || withoutRight ? of(LogicalPlan.Join.Kind.LEFT, join, withoutRight) : join;
    }

    private static LogicalPlan.Join of(LogicalPlan.Join.Kind kind, LogicalPlan.Join join, boolean exchanged) {
        return exchanged
                ? new LogicalPlan.Join(kind, join.right(), join.left(), join.condition())
                : new LogicalPlan.Join(kind, join.left(), join.right(), join.condition());
    }

    /// Answers whether a condition is not TRUE where every column of a side is NULL.
    private static boolean dropsPadded(Expression condition, LogicalPlan side) {
        Set<Integer> padded = Conjuncts.columns(side);
        return Conjuncts.split(condition).stream().anyMatch(part -> isNotTrueOverNulls(part, padded));
    }

    private static boolean isNotTrueOverNulls(Expression part, Set<Integer> padded) {
        return part instanceof Expression.IsNull(var input, boolean negated)
                ? negated && isNullOverNulls(input, padded)
                : isNullOverNulls(part, padded);
    }

    private static boolean isNullOverNulls(Expression expression, Set<Integer> padded) {
        return switch (expression) {
            case Expression.ColumnRef ref -> padded.contains(ref.index());
            case Expression.Compare compare ->
                isNullOverNulls(compare.left(), padded) || isNullOverNulls(compare.right(), padded);
            case Expression.Cast cast -> isNullOverNulls(cast.input(), padded);
            case Expression.InList in -> isNullOverNulls(in.input(), padded);
            case Expression.Like like -> isNullOverNulls(like.input(), padded);
            case Expression.Call call ->
                isArithmetic(call.function().name())
                        && call.arguments().stream().anyMatch(a -> isNullOverNulls(a, padded));
            default -> false;
        };
    }

    private static boolean isArithmetic(String name) {
        return Set.of("+", "-", "*", "/", "%", "//", "neg").contains(name);
    }
}
