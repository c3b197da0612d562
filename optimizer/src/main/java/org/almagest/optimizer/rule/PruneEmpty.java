package org.almagest.optimizer.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// What is made of no rows is no rows, and is not computed.
///
/// ```text
/// Join INNER a.x = b.x        Values 0 rows        Join LEFT a.x = b.x        Project a.*, b.* := NULL
///   Scan a               =>                          Scan a              =>     Scan a
///   Values 0 rows                                    Values 0 rows
/// ```
///
/// A grouping without keys gives a row all the same.
public final class PruneEmpty implements Rule {
    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Values.class, LogicalPlan.Limit.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return switch (node) {
            case LogicalPlan.Filter filter -> ofInput(node, filter.input());
            case LogicalPlan.Project project -> ofInput(node, project.input());
            case LogicalPlan.Sort sort -> ofInput(node, sort.input());
            case LogicalPlan.Window window -> ofInput(node, window.input());
            case LogicalPlan.Unnest unnest -> ofInput(node, unnest.input());
            case LogicalPlan.Limit limit -> limit.limit() == 0 ? empty(node) : ofInput(node, limit.input());
            case LogicalPlan.Aggregate aggregate ->
                aggregate.keys().isEmpty() ? node : ofInput(node, aggregate.input());
            case LogicalPlan.Join join -> join(join);
            case LogicalPlan.UnionAll union -> union(union);
            case LogicalPlan.Scan scan -> node;
            case LogicalPlan.Values values -> node;
            case LogicalPlan.DependentJoin dependent -> node;
            case LogicalPlan.Recursive recursive -> node;
            case LogicalPlan.WorkingTable working -> node;
            case LogicalPlan.Shared shared -> node;
        };
    }

    private static boolean isEmpty(LogicalPlan plan) {
        return plan instanceof LogicalPlan.Values values && values.rows().isEmpty();
    }

    private static LogicalPlan empty(LogicalPlan node) {
        return new LogicalPlan.Values(node.columns(), List.of());
    }

    private static LogicalPlan ofInput(LogicalPlan node, LogicalPlan input) {
        return isEmpty(input) ? empty(node) : node;
    }

    private static LogicalPlan join(LogicalPlan.Join join) {
        boolean left = isEmpty(join.left());
        boolean right = isEmpty(join.right());
        return switch (join.kind()) {
            case INNER -> left || right ? empty(join) : join;
            case SEMI -> left || right ? empty(join) : join;
            case LEFT, SINGLE -> left ? empty(join) : right ? padded(join, join.left()) : join;
            case FULL -> {
                if (left && right) {
                    yield empty(join);
                }
                yield left ? padded(join, join.right()) : right ? padded(join, join.left()) : join;
            }
            case ANTI -> left ? empty(join) : right ? join.left() : join;
            case MARK -> left ? empty(join) : join;
        };
    }

    /// Answers one side's rows with NULLs for the columns of the other.
    private static LogicalPlan padded(LogicalPlan.Join join, LogicalPlan side) {
        Set<Integer> given = Conjuncts.columns(side);
        Set<Integer> done = new HashSet<>();
        List<LogicalPlan.Assignment> assignments = new ArrayList<>();
        for (LogicalPlan.Column column : join.columns()) {
            if (done.add(column.number())) {
                Expression value = given.contains(column.number())
                        ? column.ref()
                        : new Expression.Literal(Value.NULL, column.type());
                assignments.add(new LogicalPlan.Assignment(column, value));
            }
        }
        return new LogicalPlan.Project(side, assignments);
    }

    private static LogicalPlan union(LogicalPlan.UnionAll union) {
        List<LogicalPlan> inputs =
                union.inputs().stream().filter(input -> !isEmpty(input)).toList();
        if (inputs.size() == union.inputs().size()) {
            return union;
        }
        return inputs.isEmpty() ? empty(union) : new LogicalPlan.UnionAll(inputs, union.columns());
    }
}
