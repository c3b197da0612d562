package org.almagest.optimizer.rule.group;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.almagest.columnar.scan.Comparison;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// Which columns of a plan's rows follow from others: by equalities that hold for every row, and
/// because a row of an input follows from a column of it that is unique there.
///
/// ```text
/// orders JOIN customer ON o.customer = c.id, where c.id is unique
/// o.customer  determines  c.id  determines  c.name, c.phone, ...
/// ```
final class Dependencies {
    private final List<LogicalPlan> inputs = new ArrayList<>();
    private final List<Expression.Compare> equalities = new ArrayList<>();

    private Dependencies() {}

    /// Finds them in a plan.
    static Dependencies of(LogicalPlan plan) {
        Dependencies found = new Dependencies();
        found.collect(plan);
        return found;
    }

    private void collect(LogicalPlan plan) {
        switch (plan) {
            case LogicalPlan.Join join -> collect(join);
            case LogicalPlan.Filter filter -> {
                addConditions(Conjuncts.split(filter.condition()));
                collect(filter.input());
            }
            case LogicalPlan.Project project -> collect(project.input());
            default -> inputs.add(plan);
        }
    }

    /// What an outer join pads follows from nothing.
    private void collect(LogicalPlan.Join join) {
        switch (join.kind()) {
            case INNER -> {
                join.condition().map(Conjuncts::split).ifPresent(this::addConditions);
                collect(join.left());
                collect(join.right());
            }
            case LEFT, SEMI, ANTI, SINGLE, MARK -> collect(join.left());
            case FULL -> {
                // Both sides may be padded.
            }
        }
    }

    private void addConditions(List<Expression> conditions) {
        for (Expression condition : conditions) {
            boolean equality = condition instanceof Expression.Compare(var comparison, var left, var right)
                    && comparison == Comparison.EQUAL
                    && left instanceof Expression.ColumnRef
                    && right instanceof Expression.ColumnRef;
            if (equality) {
                equalities.add((Expression.Compare) condition);
            }
        }
    }

    /// Answers the numbers of all columns that follow from some, those included.
    Set<Integer> from(Set<Integer> columns) {
        Set<Integer> determined = new HashSet<>(columns);
        int before;
        do {
            before = determined.size();
            for (Expression.Compare equality : equalities) {
                int left = ((Expression.ColumnRef) equality.left()).index();
                int right = ((Expression.ColumnRef) equality.right()).index();
                if (determined.contains(left) || determined.contains(right)) {
                    determined.add(left);
                    determined.add(right);
                }
            }
            for (LogicalPlan input : inputs) {
                if (isDetermined(input, determined)) {
                    determined.addAll(Conjuncts.columns(input));
                }
            }
        } while (determined.size() > before);
        return determined;
    }

    /// Answers whether a row of a plan follows from those of its columns that are determined.
    static boolean isDetermined(LogicalPlan plan, Set<Integer> determined) {
        return plan.columns().stream()
                .anyMatch(column -> determined.contains(column.number()) && isUnique(plan, column.number()));
    }

    /// Answers whether no two rows of a plan have the same value of a column, which is not NULL.
    private static boolean isUnique(LogicalPlan plan, int number) {
        return switch (plan) {
            case LogicalPlan.Scan scan -> isUnique(scan, number);
            case LogicalPlan.Filter filter -> isUnique(filter.input(), number);
            case LogicalPlan.Sort sort -> isUnique(sort.input(), number);
            case LogicalPlan.Limit limit -> isUnique(limit.input(), number);
            case LogicalPlan.Project project ->
                project.assignments().stream()
                                .anyMatch(a -> a.column().number() == number
                                        && a.expression().equals(a.column().ref()))
                        && isUnique(project.input(), number);
            case LogicalPlan.Join join ->
                !join.kind().givesRight()
                        && Conjuncts.columns(join.left()).contains(number)
                        && isUnique(join.left(), number);
            default -> false;
        };
    }

    private static boolean isUnique(LogicalPlan.Scan scan, int number) {
        for (int i = 0; i < scan.columns().size(); i++) {
            if (scan.columns().get(i).number() == number) {
                return scan.source().isUnique(scan.positions().get(i));
            }
        }
        return false;
    }
}
