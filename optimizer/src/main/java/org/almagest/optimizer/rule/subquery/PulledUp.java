package org.almagest.optimizer.rule.subquery;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// A subquery without those of its conditions that name columns of the query around it: they belong
/// to the join that the subquery becomes.
///
/// ```text
/// Project b.y                     Project b.y, b.x      and    b.x = a.x
///   Filter b.x = a.x AND b.m < 5    Filter b.m < 5
///     Scan b                   =>     Scan b
/// ```
///
/// They come up through projections, orders, inner joins, and the left side of other joins. Where
/// only it matters whether there are rows, also through DISTINCT and a limit that is not 0.
record PulledUp(LogicalPlan plan, List<Expression> conditions) {
    /// Pulls conditions out of a plan that name columns of `outer`. `existential`: nobody looks at
    /// the rows, or how often each comes.
    static PulledUp of(LogicalPlan plan, Set<Integer> outer, boolean existential) {
        return switch (plan) {
            case LogicalPlan.Filter filter -> ofFilter(filter, outer, existential);
            case LogicalPlan.Project project -> ofProject(project, outer, existential);
            case LogicalPlan.Sort sort -> of(sort.input(), outer, existential);
            case LogicalPlan.Join join -> ofJoin(join, outer, existential);
            case LogicalPlan.Aggregate aggregate
            when existential
                    && aggregate.aggregates().isEmpty()
                    && !aggregate.keys().isEmpty() ->
                of(new LogicalPlan.Project(aggregate.input(), aggregate.keys()), outer, true);
            case LogicalPlan.Limit limit
            when existential && limit.limit() > 0 && limit.offset() == 0 -> of(limit.input(), outer, true);
            default -> new PulledUp(plan, List.of());
        };
    }

    private static PulledUp ofFilter(LogicalPlan.Filter filter, Set<Integer> outer, boolean existential) {
        PulledUp below = of(filter.input(), outer, existential);
        List<Expression> pulled = new ArrayList<>(below.conditions);
        List<Expression> local = new ArrayList<>();
        for (Expression condition : Conjuncts.split(filter.condition())) {
            (names(condition, outer) ? pulled : local).add(condition);
        }
        return new PulledUp(Conjuncts.filter(below.plan, local), pulled);
    }

    /// The conditions' columns are passed on.
    private static PulledUp ofProject(LogicalPlan.Project project, Set<Integer> outer, boolean existential) {
        PulledUp below = of(project.input(), outer, existential);
        if (below.conditions.isEmpty() && below.plan == project.input()) {
            return new PulledUp(project, List.of());
        }
        Set<Integer> needed = Conjuncts.columns(new Expression.And(below.conditions));
        List<LogicalPlan.Assignment> assignments = new ArrayList<>(project.assignments());
        for (LogicalPlan.Column column : below.plan.columns()) {
            boolean missing = assignments.stream().noneMatch(a -> a.column().number() == column.number());
            if (needed.contains(column.number()) && missing) {
                assignments.add(new LogicalPlan.Assignment(column, column.ref()));
            }
        }
        return new PulledUp(new LogicalPlan.Project(below.plan, assignments), below.conditions);
    }

    private static PulledUp ofJoin(LogicalPlan.Join join, Set<Integer> outer, boolean existential) {
        return switch (join.kind()) {
            case INNER -> {
                PulledUp left = of(join.left(), outer, existential);
                PulledUp right = of(join.right(), outer, existential);
                List<Expression> pulled = new ArrayList<>(left.conditions);
                pulled.addAll(right.conditions);
                List<Expression> local = new ArrayList<>();
                for (Expression condition :
                        join.condition().map(Conjuncts::split).orElse(List.of())) {
                    (names(condition, outer) ? pulled : local).add(condition);
                }
                yield new PulledUp(join.with(left.plan, right.plan, Conjuncts.join(local)), pulled);
            }
            case LEFT, SEMI, ANTI, SINGLE, MARK -> {
                PulledUp left = of(join.left(), outer, false);
                yield new PulledUp(join.with(left.plan, join.right(), join.condition()), left.conditions);
            }
            case FULL -> new PulledUp(join, List.of());
        };
    }

    private static boolean names(Expression condition, Set<Integer> outer) {
        return Conjuncts.columns(condition).stream().anyMatch(outer::contains);
    }
}
