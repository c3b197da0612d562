package org.almagest.optimizer.physical;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.WindowCall;
import org.almagest.exec.plan.WindowFunction.RankKind;
import org.almagest.exec.plan.WindowFunction.Ranking;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// Plans windows: which columns they pass on, and how many rows of a partition a condition above
/// leaves to be of interest.
final class WindowPlanner {
    private WindowPlanner() {}

    static Planned plan(
            LogicalPlan.Window window, Planned input, Set<Integer> needed, Optional<PhysicalPlan.Window.Most> most) {
        ColumnMap map = input.map();
        List<LogicalPlan.Column> columns = new ArrayList<>();
        List<Integer> passed = new ArrayList<>();
        for (int i = 0; i < input.columns().size(); i++) {
            LogicalPlan.Column column = input.columns().get(i);
            if (needed.contains(column.number()) && !columns.contains(column)) {
                columns.add(column);
                passed.add(i);
            }
        }
        window.calls().forEach(call -> columns.add(call.column()));
        PhysicalPlan plan = new PhysicalPlan.Window(
                input.plan(),
                passed,
                window.partitionKeys().stream().map(map::translate).toList(),
                PhysicalPlanner.translate(window.order(), map),
                window.calls().stream().map(call -> translate(call.call(), map)).toList(),
                most);
        return new Planned(plan, columns);
    }

    private static WindowCall translate(WindowCall call, ColumnMap map) {
        return new WindowCall(
                call.function(),
                call.arguments().stream().map(map::translate).toList(),
                call.ignoreNulls(),
                call.frame(),
                call.rangeKey().map(map::translate));
    }

    /// Answers how many rows of a partition may satisfy a condition: `row_number() <= n` leaves the
    /// first n, `rank() <= n` those and their ties. Every call must do without the others.
    static Optional<PhysicalPlan.Window.Most> most(LogicalPlan.Window window, Expression condition) {
        if (!window.calls().stream().allMatch(call -> call.call().looksBackOnly())) {
            return Optional.empty();
        }
        Optional<PhysicalPlan.Window.Most> least = Optional.empty();
        for (Expression conjunct : Conjuncts.split(condition)) {
            Optional<PhysicalPlan.Window.Most> most = bound(window, conjunct);
            if (most.isPresent()
                    && (least.isEmpty() || most.get().rows() < least.get().rows())) {
                least = most;
            }
        }
        return least;
    }

    private static Optional<PhysicalPlan.Window.Most> bound(LogicalPlan.Window window, Expression conjunct) {
        return switch (conjunct) {
            case Expression.Compare(
                    var comparison,
                    Expression.ColumnRef(int number, var type),
                    Expression.Literal(Value.OfLong(long rows), var literal)) ->
                bound(window, number, comparison, rows);
            case Expression.Compare(
                    var comparison,
                    Expression.Literal(Value.OfLong(long rows), var literal),
                    Expression.ColumnRef(int number, var type)) -> bound(window, number, mirrored(comparison), rows);
            default -> Optional.empty();
        };
    }

    private static Optional<PhysicalPlan.Window.Most> bound(
            LogicalPlan.Window window, int number, Comparison comparison, long rows) {
        Optional<LogicalPlan.WindowAssignment> call = window.calls().stream()
                .filter(assignment -> assignment.column().number() == number)
                .findFirst();
        if (call.isEmpty() || !(call.get().call().function() instanceof Ranking(var kind))) {
            return Optional.empty();
        }
        boolean keepsTies = kind == RankKind.RANK;
        return switch (comparison) {
            case LESS -> Optional.of(new PhysicalPlan.Window.Most(Math.max(0, rows - 1), keepsTies));
            case LESS_OR_EQUAL, EQUAL -> Optional.of(new PhysicalPlan.Window.Most(Math.max(0, rows), keepsTies));
            case GREATER, GREATER_OR_EQUAL, NOT_EQUAL -> Optional.empty();
        };
    }

    private static Comparison mirrored(Comparison comparison) {
        return switch (comparison) {
            case LESS -> Comparison.GREATER;
            case LESS_OR_EQUAL -> Comparison.GREATER_OR_EQUAL;
            case GREATER -> Comparison.LESS;
            case GREATER_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
            case EQUAL -> Comparison.EQUAL;
            case NOT_EQUAL -> Comparison.NOT_EQUAL;
        };
    }
}
