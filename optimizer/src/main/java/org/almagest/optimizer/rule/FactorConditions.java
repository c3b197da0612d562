package org.almagest.optimizer.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// What all alternatives of a condition have in common stands once, beside them: there it may be
/// the key of a join, or move to a scan.
///
/// ```text
/// Filter (a.x = b.x AND b.m < 5)         Filter a.x = b.x AND (b.m < 5 OR b.n > 3)
///        OR (a.x = b.x AND b.n > 3)        Join (all pairs)
///   Join (all pairs)                =>       Scan a
///     Scan a                                 Scan b
///     Scan b
/// ```
public final class FactorConditions implements Rule {
    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return switch (node) {
            case LogicalPlan.Filter filter -> {
                Expression condition = factored(filter.condition());
                yield condition == filter.condition() ? filter : new LogicalPlan.Filter(filter.input(), condition);
            }
            case LogicalPlan.Join join ->
                join.with(join.left(), join.right(), join.condition().map(FactorConditions::factored));
            default -> node;
        };
    }

    private static Expression factored(Expression condition) {
        List<Expression> conjuncts = Conjuncts.split(condition);
        if (conjuncts.stream().noneMatch(Expression.Or.class::isInstance)) {
            return condition;
        }
        List<Expression> parts = new ArrayList<>();
        for (Expression part : conjuncts) {
            if (part instanceof Expression.Or or) {
                parts.addAll(factored(or));
            } else {
                parts.add(part);
            }
        }
        return Conjuncts.join(parts).orElseThrow();
    }

    private static List<Expression> factored(Expression.Or or) {
        List<Expression> common = new ArrayList<>(Conjuncts.split(or.operands().getFirst()));
        for (Expression alternative : or.operands()) {
            List<Expression> parts = Conjuncts.split(alternative);
            common.removeIf(part -> !parts.contains(part) || !Conjuncts.isDeterministic(part));
            if (common.isEmpty()) {
                return List.of(or);
            }
        }
        List<Expression> rest = new ArrayList<>();
        for (Expression alternative : or.operands()) {
            List<Expression> own = new ArrayList<>(Conjuncts.split(alternative));
            own.removeAll(common);
            Optional<Expression> left = Conjuncts.join(own);
            if (left.isEmpty()) {
                return common;
            }
            rest.add(left.get());
        }
        List<Expression> all = new ArrayList<>(common);
        all.add(new Expression.Or(rest));
        return all;
    }
}
