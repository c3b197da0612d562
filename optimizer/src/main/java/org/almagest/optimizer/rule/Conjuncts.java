package org.almagest.optimizer.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// Conditions taken apart at their ANDs and put together again, and the columns that expressions
/// name.
public final class Conjuncts {
    private Conjuncts() {}

    /// Answers the operands of nested ANDs, left to right.
    public static List<Expression> split(Expression condition) {
        if (!(condition instanceof Expression.And and)) {
            return List.of(condition);
        }
        List<Expression> all = new ArrayList<>();
        and.operands().forEach(operand -> all.addAll(split(operand)));
        return all;
    }

    /// Answers the AND of several conditions; empty for none.
    public static Optional<Expression> join(List<Expression> conditions) {
        return switch (conditions.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(conditions.getFirst());
            default -> Optional.of(new Expression.And(conditions));
        };
    }

    /// Puts conditions above a plan, if there are any.
    public static LogicalPlan filter(LogicalPlan input, List<Expression> conditions) {
        return join(conditions)
                .<LogicalPlan>map(condition -> new LogicalPlan.Filter(input, condition))
                .orElse(input);
    }

    /// Answers the numbers of the columns that an expression names.
    public static Set<Integer> columns(Expression expression) {
        Set<Integer> numbers = new HashSet<>();
        collect(expression, numbers);
        return numbers;
    }

    static void collect(Expression expression, Set<Integer> into) {
        if (expression instanceof Expression.ColumnRef ref) {
            into.add(ref.index());
        }
        expression.children().forEach(child -> collect(child, into));
    }

    /// Answers the numbers of the columns that a plan gives.
    public static Set<Integer> columns(LogicalPlan plan) {
        Set<Integer> numbers = new HashSet<>();
        plan.columns().forEach(column -> numbers.add(column.number()));
        return numbers;
    }

    /// Answers the expression with columns replaced by what computes them.
    public static Expression substitute(Expression expression, Map<Integer, Expression> definitions) {
        if (expression instanceof Expression.ColumnRef ref) {
            return definitions.getOrDefault(ref.index(), ref);
        }
        return expression.mapChildren(child -> substitute(child, definitions));
    }

    static Map<Integer, Expression> definitions(List<LogicalPlan.Assignment> assignments) {
        Map<Integer, Expression> definitions = new HashMap<>();
        assignments.forEach(a -> definitions.put(a.column().number(), a.expression()));
        return definitions;
    }

    /// Answers whether evaluating an expression again, or elsewhere, gives the same value.
    public static boolean isDeterministic(Expression expression) {
        boolean here =
                !(expression instanceof Expression.Call call) || call.function().isDeterministic();
        for (Expression child : expression.children()) {
            here = here && isDeterministic(child);
        }
        return here;
    }
}
