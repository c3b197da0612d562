package org.almagest.optimizer.estimate;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.almagest.columnar.type.DataType;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.cost.Cost;
import org.almagest.optimizer.cost.CostConstants;
import org.almagest.optimizer.cost.OperatorCost;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// What a logical plan will cost before it is decided how: as `PlanCost` in nanoseconds of one thread, by the
/// same formulas, but without a look at the pages of tables. Good enough to compare two plans for the same rows.
public final class LogicalCost {
    private final RowEstimate estimate;
    private final CostConstants constants;
    private final OperatorCost operators;
    private final Map<LogicalPlan, Double> known = new IdentityHashMap<>();

    public LogicalCost(RowEstimate estimate, CostConstants constants) {
        this.estimate = estimate;
        this.constants = constants;
        operators = new OperatorCost(constants, Double.POSITIVE_INFINITY);
    }

    /// Answers what a plan costs with all that stands below it.
    public double nanos(LogicalPlan plan) {
        Double found = known.get(plan);
        if (found == null) {
            found = own(plan);
            if (!(plan instanceof LogicalPlan.Filter(LogicalPlan.Scan scan, var condition))) {
                for (LogicalPlan input : plan.inputs()) {
                    found += nanos(input);
                }
            }
            known.put(plan, found);
        }
        return found;
    }

    /// Answers what it costs to keep some columns of a plan's rows, or to read them again.
    public double copied(LogicalPlan plan, int columns) {
        return operators.copied(rows(plan), columns);
    }

    private double kept(LogicalPlan plan) {
        return copied(plan, plan.columns().size());
    }

    private double rows(LogicalPlan plan) {
        return estimate.rows(plan);
    }

    private static List<DataType> types(LogicalPlan plan) {
        return plan.columns().stream().map(LogicalPlan.Column::type).toList();
    }

    private double own(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.Scan scan -> rows(scan) * decoded(scan.columns());
            case LogicalPlan.Filter(LogicalPlan.Scan scan, var condition) -> filtered(plan, scan, condition);
            case LogicalPlan.Filter filter ->
                rows(filter.input()) * Conjuncts.split(filter.condition()).size() * constants.of(Cost.FILTER_ROW);
            case LogicalPlan.Project project ->
                rows(project.input())
                        * computed(project.assignments().stream()
                                .map(LogicalPlan.Assignment::expression)
                                .toList())
                        * constants.of(Cost.COMPUTE_VALUE);
            case LogicalPlan.Aggregate aggregate -> aggregate(aggregate);
            case LogicalPlan.Join join -> join(join);
            case LogicalPlan.DependentJoin dependent -> join(dependent.join());
            case LogicalPlan.Sort sort -> sorted(sort.input());
            case LogicalPlan.Window window ->
                sorted(window.input()) + rows(window) * window.calls().size() * constants.of(Cost.AGGREGATE_VALUE);
            case LogicalPlan.Limit limit -> 0;
            case LogicalPlan.UnionAll union -> 0;
            case LogicalPlan.Values values -> kept(plan);
            case LogicalPlan.Unnest unnest -> kept(plan);
            case LogicalPlan.Recursive recursive -> kept(plan);
            case LogicalPlan.WorkingTable working -> kept(plan);
            case LogicalPlan.Shared shared -> kept(plan);
        };
    }

    /// The columns of conditions are read of all rows, others of those that pass.
    private double filtered(LogicalPlan plan, LogicalPlan.Scan scan, Expression condition) {
        Set<Integer> named = Conjuncts.columns(condition);
        List<LogicalPlan.Column> tested = scan.columns().stream()
                .filter(column -> named.contains(column.number()))
                .toList();
        double tests = Conjuncts.split(condition).size() * constants.of(Cost.FILTER_ROW);
        return rows(scan) * (decoded(tested) + tests)
                + Math.min(rows(plan), rows(scan)) * (decoded(scan.columns()) - decoded(tested));
    }

    private double decoded(List<LogicalPlan.Column> columns) {
        double nanos = 0;
        for (LogicalPlan.Column column : columns) {
            nanos += constants.of(
                    switch (column.type().physical()) {
                        case BOOLEAN, INT, LONG, HUGE -> Cost.PACKED_VALUE;
                        case FLOAT, DOUBLE -> Cost.REAL_VALUE;
                        case BYTES, ARRAY -> Cost.TEXT_VALUE;
                    });
        }
        return nanos;
    }

    private double aggregate(LogicalPlan.Aggregate aggregate) {
        double input = rows(aggregate.input());
        long computed = computed(aggregate.keys().stream()
                .map(LogicalPlan.Assignment::expression)
                .toList());
        double values = operators.values(input, aggregate.aggregates().size(), computed);
        return aggregate.keys().isEmpty()
                ? values
                : values
                        + operators.groups(
                                input,
                                rows(aggregate),
                                OperatorCost.width(types(aggregate)),
                                OperatorCost.width(types(aggregate.input())));
    }

    private double join(LogicalPlan.Join join) {
        double left = rows(join.left());
        double right = rows(join.right());
        double out = operators.copied(rows(join), join.columns().size());
        boolean hasKey = join.condition().map(Conjuncts::split).orElse(List.of()).stream()
                .anyMatch(RowEstimate::isEquality);
        if (!hasKey && join.mark().flatMap(LogicalPlan.Mark::compared).isEmpty()) {
            return operators.pairs(left, right) + out;
        }
        boolean buildsLeft = switch (join.kind()) {
            case INNER -> left < right;
            case LEFT, SEMI, ANTI -> OperatorCost.buildsLeft(left, right);
            case FULL, SINGLE, MARK -> false;
        };
        LogicalPlan build = buildsLeft ? join.left() : join.right();
        LogicalPlan probe = buildsLeft ? join.right() : join.left();
        double bytes = OperatorCost.tableBytes(rows(build), OperatorCost.width(types(build)));
        return out
                + operators.built(rows(build), bytes)
                + operators.probed(
                        rows(probe),
                        found(join, rows(probe), buildsLeft),
                        rows(build),
                        bytes,
                        OperatorCost.width(types(probe)));
    }

    private double found(LogicalPlan.Join join, double probe, boolean buildsLeft) {
        return switch (join.kind()) {
            case INNER -> Math.min(probe, rows(join));
            case SEMI -> buildsLeft ? probe : rows(join);
            case ANTI -> buildsLeft ? probe : Math.max(0, probe - rows(join));
            case LEFT, FULL, SINGLE, MARK -> probe;
        };
    }

    private double sorted(LogicalPlan input) {
        return operators.sorted(rows(input), input.columns().size(), OperatorCost.width(types(input)));
    }

    /// Answers how many of some expressions have to be computed.
    public static long computed(List<Expression> expressions) {
        return expressions.stream()
                .filter(expression ->
                        !(expression instanceof Expression.ColumnRef) && !(expression instanceof Expression.Literal))
                .count();
    }
}
