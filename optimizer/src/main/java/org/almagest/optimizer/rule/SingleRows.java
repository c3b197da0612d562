package org.almagest.optimizer.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.almagest.columnar.scan.Comparison;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// Which plans give one row at most once some of their columns have a given value: by columns that are
/// unique in their source, by keys of groups, and by equalities that carry one column's value to another.
///
/// ```text
/// customer JOIN nation ON c.nation = n.id     c.id fixes c.nation, that fixes n.id: one row
/// ```
public final class SingleRows {
    private SingleRows() {}

    /// Answers whether each row of a join's left side has one partner at most.
    public static boolean onTheRight(LogicalPlan.Join join) {
        Set<Integer> fixed = Conjuncts.columns(join.left());
        join.condition().ifPresent(condition -> spread(condition, fixed));
        fixed.retainAll(Conjuncts.columns(join.right()));
        return areSingle(join.right(), fixed);
    }

    /// Answers whether a plan gives one row at most where some of its columns are fixed; notes of which
    /// others that fixes.
    private static boolean areSingle(LogicalPlan plan, Set<Integer> fixed) {
        boolean single = switch (plan) {
            case LogicalPlan.Scan scan -> hasUniqueOf(scan, fixed);
            case LogicalPlan.Values values -> values.rows().size() <= 1;
            case LogicalPlan.Filter filter -> {
                spread(filter.condition(), fixed);
                yield areSingle(filter.input(), fixed);
            }
            case LogicalPlan.Project project -> ofProject(project, fixed);
            case LogicalPlan.Aggregate aggregate ->
                aggregate.keys().stream()
                        .allMatch(key -> fixed.contains(key.column().number()));
            case LogicalPlan.Join join -> ofJoin(join, fixed);
            case LogicalPlan.Sort sort -> areSingle(sort.input(), fixed);
            case LogicalPlan.Window window -> areSingle(window.input(), fixed);
            case LogicalPlan.Limit limit -> limit.limit() <= 1 || areSingle(limit.input(), fixed);
            case LogicalPlan.Shared shared -> ofShared(shared, fixed);
            case LogicalPlan.DependentJoin dependent -> false;
            case LogicalPlan.Unnest unnest -> false;
            case LogicalPlan.UnionAll union -> false;
            case LogicalPlan.Recursive recursive -> false;
            case LogicalPlan.WorkingTable working -> false;
        };
        if (single) {
            fixed.addAll(Conjuncts.columns(plan));
        }
        return single;
    }

    private static boolean hasUniqueOf(LogicalPlan.Scan scan, Set<Integer> fixed) {
        for (int i = 0; i < scan.columns().size(); i++) {
            if (fixed.contains(scan.columns().get(i).number())
                    && scan.source().isUnique(scan.positions().get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean ofProject(LogicalPlan.Project project, Set<Integer> fixed) {
        for (LogicalPlan.Assignment assignment : project.assignments()) {
            if (assignment.expression() instanceof Expression.ColumnRef ref
                    && fixed.contains(assignment.column().number())) {
                fixed.add(ref.index());
            }
        }
        return areSingle(project.input(), fixed);
    }

    private static boolean ofShared(LogicalPlan.Shared shared, Set<Integer> fixed) {
        Set<Integer> inside = new HashSet<>();
        List<LogicalPlan.Column> columns = shared.columns();
        for (int c = 0; c < columns.size(); c++) {
            if (fixed.contains(columns.get(c).number())) {
                inside.add(shared.input().columns().get(c).number());
            }
        }
        return areSingle(shared.input(), inside);
    }

    private static boolean ofJoin(LogicalPlan.Join join, Set<Integer> fixed) {
        return switch (join.kind()) {
            case INNER -> ofInner(join, fixed);
            case LEFT -> {
                // What is fixed of the right side may be what pads it.
                Set<Integer> ofLeft = Conjuncts.columns(join.left());
                ofLeft.retainAll(fixed);
                yield areSingle(join.left(), ofLeft) && onTheRight(join);
            }
            case SEMI, ANTI, SINGLE, MARK -> {
                Set<Integer> ofLeft = Conjuncts.columns(join.left());
                ofLeft.retainAll(fixed);
                yield areSingle(join.left(), ofLeft);
            }
            case FULL -> false;
        };
    }

    private static boolean ofInner(LogicalPlan.Join join, Set<Integer> fixed) {
        int before;
        boolean left;
        boolean right;
        do {
            before = fixed.size();
            join.condition().ifPresent(condition -> spread(condition, fixed));
            left = areSingle(join.left(), fixed);
            right = areSingle(join.right(), fixed);
        } while (fixed.size() > before);
        return left && right;
    }

    /// Adds what equals a constant, or what is fixed.
    private static void spread(Expression condition, Set<Integer> fixed) {
        int before;
        do {
            before = fixed.size();
            for (Expression part : Conjuncts.split(condition)) {
                switch (part) {
                    case Expression.Compare(var comparison, var a, var b)
                    when comparison == Comparison.EQUAL -> spread(a, b, fixed);
                    case Expression.NotDistinct(var a, var b, boolean negated) when !negated -> spread(a, b, fixed);
                    default -> {
                        // It says of no column what value it has.
                    }
                }
            }
        } while (fixed.size() > before);
    }

    private static void spread(Expression a, Expression b, Set<Integer> fixed) {
        if (a instanceof Expression.ColumnRef ref && isFixed(b, fixed)) {
            fixed.add(ref.index());
        }
        if (b instanceof Expression.ColumnRef ref && isFixed(a, fixed)) {
            fixed.add(ref.index());
        }
    }

    private static boolean isFixed(Expression expression, Set<Integer> fixed) {
        return fixed.containsAll(Conjuncts.columns(expression)) && Conjuncts.isDeterministic(expression);
    }
}
