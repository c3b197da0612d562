package org.almagest.optimizer.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// What all alternatives of a condition over several inputs of inner joins say of one input is a
/// condition of that input as well, and may be evaluated before it is joined.
///
/// ```text
/// Filter (a.m = 1 AND b.n = 2)           Filter (a.m = 1 AND b.n = 2 OR a.m = 2 AND b.n = 1)
///     OR (a.m = 2 AND b.n = 1)               AND (a.m = 1 OR a.m = 2) AND (b.n = 2 OR b.n = 1)
///   Join a.x = b.x                 =>      Join a.x = b.x
///     Scan a                                 Scan a
///     Scan b                                 Scan b
/// ```
public final class ImpliedConditions implements Rule {
    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Join.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return switch (node) {
            case LogicalPlan.Filter(LogicalPlan.Join join, var condition)
            when LogicalPlan.Join.isInner(join) ->
                new LogicalPlan.Filter(
                        join, Conjuncts.join(withImplied(condition, join)).orElseThrow());
            case LogicalPlan.Join join
            when LogicalPlan.Join.isInner(join) ->
                join.with(
                        join.left(),
                        join.right(),
                        join.condition().flatMap(condition -> Conjuncts.join(withImplied(condition, join))));
            default -> node;
        };
    }

    private static List<Expression> withImplied(Expression condition, LogicalPlan.Join join) {
        List<Expression> all = new ArrayList<>(Conjuncts.split(condition));
        for (Expression conjunct : List.copyOf(all)) {
            if (conjunct instanceof Expression.Or) {
                implied(conjunct, join, all);
            }
        }
        return all;
    }

    private static void implied(Expression condition, LogicalPlan input, List<Expression> into) {
        if (LogicalPlan.Join.isInner(input)) {
            input.inputs().forEach(lower -> implied(condition, lower, into));
        } else {
            of(condition, Conjuncts.columns(input))
                    .filter(found -> !into.contains(found))
                    .ifPresent(into::add);
        }
    }

    /// Answers what an OR says of some columns alone, where it speaks of others too and each of its
    /// alternatives says something of these.
    public static Optional<Expression> of(Expression condition, Set<Integer> columns) {
        if (!(condition instanceof Expression.Or or) || columns.containsAll(Conjuncts.columns(or))) {
            return Optional.empty();
        }
        List<Expression> alternatives = new ArrayList<>();
        for (Expression alternative : or.operands()) {
            List<Expression> own = Conjuncts.split(alternative).stream()
                    .filter(part -> isOf(part, columns))
                    .toList();
            Optional<Expression> together = Conjuncts.join(own);
            if (together.isEmpty()) {
                return Optional.empty();
            }
            if (!alternatives.contains(together.get())) {
                alternatives.add(together.get());
            }
        }
        return Optional.of(alternatives.size() == 1 ? alternatives.getFirst() : new Expression.Or(alternatives));
    }

    private static boolean isOf(Expression part, Set<Integer> columns) {
        Set<Integer> named = Conjuncts.columns(part);
        return !named.isEmpty() && columns.containsAll(named) && Conjuncts.isDeterministic(part);
    }
}
