package org.almagest.optimizer.rule;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// NOT moves down to what it negates, and branches that are never or always taken go, as three-valued
/// logic allows.
///
/// ```text
/// NOT (a < b OR c IS NULL)                    a >= b AND c IS NOT NULL
/// NOT a IN (1, 2)                       =>    a NOT IN (1, 2)
/// CASE WHEN FALSE THEN x ELSE y END           y
/// coalesce(NULL, x, 1, y)                     coalesce(x, 1)
/// ```
///
/// Values are in a total order, NaN the greatest, so that a comparison may be turned round.
public final class SimplifyLogic implements Rule {
    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return ExpressionRewrite.of(node, SimplifyLogic::simplified);
    }

    static Expression simplified(Expression expression) {
        return switch (expression) {
            case Expression.Not not -> {
                Expression negated = negated(not.input());
                yield negated.equals(not) ? not : negated;
            }
            case Expression.Case branches -> taken(branches);
            case Expression.Coalesce coalesce -> needed(coalesce);
            case Expression other -> other;
        };
    }

    /// Answers the negation of what is simplified already.
    private static Expression negated(Expression of) {
        return switch (of) {
            case Expression.Not not -> not.input();
            case Expression.Compare(var comparison, var left, var right) ->
                new Expression.Compare(comparison.negated(), left, right);
            case Expression.NotDistinct(var left, var right, boolean negated) ->
                new Expression.NotDistinct(left, right, !negated);
            case Expression.IsNull(var input, boolean negated) -> new Expression.IsNull(input, !negated);
            case Expression.InList(var input, var values, boolean negated) ->
                new Expression.InList(input, values, !negated);
            case Expression.Like(var input, var pattern, char escape, boolean ignoreCase, boolean negated) ->
                new Expression.Like(input, pattern, escape, ignoreCase, !negated);
            case Expression.And(var operands) ->
                new Expression.Or(operands.stream().map(SimplifyLogic::negated).toList());
            case Expression.Or(var operands) ->
                new Expression.And(operands.stream().map(SimplifyLogic::negated).toList());
            default -> new Expression.Not(of);
        };
    }

    private static Expression taken(Expression.Case branches) {
        List<Expression.Branch> kept = new ArrayList<>();
        for (Expression.Branch branch : branches.branches()) {
            boolean decided = branch.condition() instanceof Expression.Literal;
            if (decided && ((Expression.Literal) branch.condition()).value().equals(Value.of(true))) {
                return ending(kept, branch.result(), branches);
            }
            if (!decided) {
                kept.add(branch);
            }
        }
        return ending(kept, branches.otherwise(), branches);
    }

    private static Expression ending(List<Expression.Branch> kept, Expression otherwise, Expression.Case before) {
        if (kept.isEmpty()) {
            return otherwise;
        }
        boolean same = kept.size() == before.branches().size();
        return same ? before : new Expression.Case(kept, otherwise, before.type());
    }

    private static Expression needed(Expression.Coalesce coalesce) {
        List<Expression> kept = new ArrayList<>();
        for (Expression argument : coalesce.arguments()) {
            boolean literal = argument instanceof Expression.Literal;
            boolean nothing = literal && ((Expression.Literal) argument).value().isNull();
            if (!nothing) {
                kept.add(argument);
            }
            if (literal && !nothing) {
                break;
            }
        }
        return switch (kept.size()) {
            case 0 -> new Expression.Literal(Value.NULL, coalesce.type());
            case 1 -> kept.getFirst();
            default ->
                kept.size() == coalesce.arguments().size() ? coalesce : new Expression.Coalesce(kept, coalesce.type());
        };
    }
}
