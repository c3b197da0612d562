package org.almagest.optimizer.estimate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.scan.Scannable;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// A source and conditions that all hold for some of its rows: what feedback is kept of. Two queries that write
/// the same conditions in another order, or over columns of other numbers, mean the same rows.
///
/// @param conditions over the positions of the source's columns
public record FilteredTable(Scannable source, Set<Expression> conditions) {
    public FilteredTable {
        conditions = Set.copyOf(conditions);
        if (conditions.isEmpty()) {
            throw new IllegalArgumentException("no condition on " + source.describe());
        }
    }

    /// Answers what a plan filters, if it is filters above a scan alone, whose conditions say the same each time.
    public static Optional<FilteredTable> of(LogicalPlan plan) {
        List<Expression> conditions = new ArrayList<>();
        LogicalPlan below = plan;
        while (below instanceof LogicalPlan.Filter(var input, var condition)) {
            conditions.addAll(Conjuncts.split(condition));
            below = input;
        }
        if (conditions.isEmpty()
                || !(below instanceof LogicalPlan.Scan scan)
                || !conditions.stream().allMatch(Conjuncts::isDeterministic)) {
            return Optional.empty();
        }
        Map<Integer, Integer> positions = new HashMap<>();
        for (int i = 0; i < scan.columns().size(); i++) {
            positions.put(scan.columns().get(i).number(), scan.positions().get(i));
        }
        if (!positions.keySet().containsAll(named(conditions))) {
            return Optional.empty();
        }
        Set<Expression> placed = new HashSet<>();
        conditions.forEach(condition -> placed.add(place(condition, positions)));
        return Optional.of(new FilteredTable(scan.source(), placed));
    }

    private static Set<Integer> named(List<Expression> conditions) {
        Set<Integer> named = new HashSet<>();
        conditions.forEach(condition -> named.addAll(Conjuncts.columns(condition)));
        return named;
    }

    private static Expression place(Expression expression, Map<Integer, Integer> positions) {
        return expression instanceof Expression.ColumnRef(int number, var type)
                ? new Expression.ColumnRef(positions.get(number), type)
                : expression.mapChildren(child -> place(child, positions));
    }
}
