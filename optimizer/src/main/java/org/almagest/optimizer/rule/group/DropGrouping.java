package org.almagest.optimizer.rule.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Rule;

/// Rows that differ in their keys are groups of one: DISTINCT leaves them as they are, and an aggregate of one
/// value is that value.
///
/// ```text
/// Aggregate t.id: max(t.m), count(*)        Project t.id, max := t.m, count := 1
///   Scan t, where id is unique        =>      Scan t
/// ```
///
/// So are the rows of a grouping, for whoever groups them by its keys again.
public final class DropGrouping implements Rule {
    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Aggregate.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        if (!(node instanceof LogicalPlan.Aggregate aggregate)
                || aggregate.keys().isEmpty()) {
            return node;
        }
        List<LogicalPlan.Assignment> results = new ArrayList<>(aggregate.keys());
        for (LogicalPlan.AggregateAssignment assignment : aggregate.aggregates()) {
            Optional<Expression> value = ofOneRow(assignment.call());
            if (value.isEmpty()) {
                return node;
            }
            results.add(new LogicalPlan.Assignment(assignment.column(), value.get()));
        }
        Set<Integer> keys = GroupBelowJoin.keyColumns(aggregate);
        boolean alone = isRowDetermined(
                aggregate.input(), Dependencies.of(aggregate.input()).from(keys));
        return alone ? new LogicalPlan.Project(aggregate.input(), results) : node;
    }

    private static Optional<Expression> ofOneRow(AggregateCall call) {
        if (call.filter().isPresent()) {
            return Optional.empty();
        }
        return switch (call.function().kind()) {
            case COUNT_STAR -> Optional.of(count(1));
            case COUNT ->
                Optional.of(new Expression.Case(
                        List.of(new Expression.Branch(
                                new Expression.IsNull(call.arguments().getFirst(), false), count(0))),
                        count(1),
                        ScalarType.BIGINT));
            case MIN, MAX, ANY_VALUE ->
                Optional.of(call.arguments().getFirst())
                        .filter(value -> value.type().equals(call.function().resultType()));
            default -> Optional.empty();
        };
    }

    private static Expression count(long rows) {
        return new Expression.Literal(Value.of(rows), ScalarType.BIGINT);
    }

    /// Answers whether there is one row at most for the columns that are determined.
    private static boolean isRowDetermined(LogicalPlan plan, Set<Integer> determined) {
        return switch (plan) {
            case LogicalPlan.Filter filter -> isRowDetermined(filter.input(), determined);
            case LogicalPlan.Sort sort -> isRowDetermined(sort.input(), determined);
            case LogicalPlan.Limit limit -> isRowDetermined(limit.input(), determined);
            case LogicalPlan.Project project -> isRowDetermined(project.input(), determined);
            case LogicalPlan.Aggregate lower ->
                lower.keys().stream()
                        .allMatch(key -> determined.contains(key.column().number()));
            case LogicalPlan.Join join
            when join.kind() == LogicalPlan.Join.Kind.INNER ->
                isRowDetermined(join.left(), determined) && isRowDetermined(join.right(), determined);
            case LogicalPlan.Join join when !join.kind().givesRight() -> isRowDetermined(join.left(), determined);
            default -> Dependencies.isDetermined(plan, determined);
        };
    }
}
