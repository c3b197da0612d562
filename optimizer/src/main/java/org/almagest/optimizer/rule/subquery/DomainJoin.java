package org.almagest.optimizer.rule.subquery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.ColumnNumbers;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.PlanColumns;

/// A correlated join for every binding of a domain: where only one side of an inner join is
/// correlated, or only the left of another, the bindings stand beside that side's rows; else beside
/// both sides', and are part of the condition.
final class DomainJoin {
    private final Domain domain;
    private final ColumnNumbers numbers;

    DomainJoin(Domain domain, ColumnNumbers numbers) {
        this.domain = domain;
        this.numbers = numbers;
    }

    Domain.Bound bind(LogicalPlan.Join join) {
        boolean left = domain.isCorrelated(join.left());
        boolean right = domain.isCorrelated(join.right());
        return switch (join.kind()) {
            case INNER -> right && !left ? onRight(join) : right ? onBoth(join) : onLeft(join);
            case LEFT, SEMI, ANTI, SINGLE, MARK -> right ? onBoth(join) : onLeft(join);
            case FULL -> full(join);
        };
    }

    private Domain.Bound onLeft(LogicalPlan.Join join) {
        Domain.Bound left = domain.bind(join.left());
        LogicalPlan.Join bound = substituted(join, left);
        return new Domain.Bound(bound.with(left.plan(), join.right(), bound.condition()), left.bindings());
    }

    private Domain.Bound onRight(LogicalPlan.Join join) {
        Domain.Bound right = domain.bind(join.right());
        LogicalPlan.Join bound = substituted(join, right);
        return new Domain.Bound(bound.with(join.left(), right.plan(), bound.condition()), right.bindings());
    }

    private Domain.Bound onBoth(LogicalPlan.Join join) {
        Domain.Bound left = domain.bind(join.left());
        Domain.Bound right = domain.bind(join.right());
        LogicalPlan.Join bound = substituted(join, left);
        Optional<Expression> condition = Decorrelate.and(bound.condition(), Domain.same(left, right));
        return new Domain.Bound(bound.with(left.plan(), right.plan(), condition), left.bindings());
    }

    private static LogicalPlan.Join substituted(LogicalPlan.Join join, Domain.Bound bound) {
        return (LogicalPlan.Join) PlanColumns.map(join, bound::substitute);
    }

    /// Of a row without a partner one side's bindings are NULL.
    private Domain.Bound full(LogicalPlan.Join join) {
        Domain.Bound left = domain.bind(join.left());
        Domain.Bound right = domain.bind(join.right());
        LogicalPlan.Join bound = substituted(join, left);
        Optional<Expression> condition = Decorrelate.and(bound.condition(), Domain.same(left, right));
        List<LogicalPlan.Assignment> assignments = new ArrayList<>();
        join.columns().forEach(column -> assignments.add(new LogicalPlan.Assignment(column, column.ref())));
        Map<Integer, LogicalPlan.Column> bindings = new LinkedHashMap<>();
        left.bindings().forEach((number, ofLeft) -> {
            LogicalPlan.Column binding = numbers.like(ofLeft);
            bindings.put(number, binding);
            Expression either = new Expression.Coalesce(
                    List.of(ofLeft.ref(), right.bindings().get(number).ref()), ofLeft.type());
            assignments.add(new LogicalPlan.Assignment(binding, either));
        });
        LogicalPlan joined = bound.with(left.plan(), right.plan(), condition);
        return new Domain.Bound(new LogicalPlan.Project(joined, assignments), bindings);
    }
}
