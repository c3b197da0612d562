package org.almagest.optimizer.rule;

import java.util.List;
import java.util.Set;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// Conditions that no value of a column satisfies together let no row pass, and nothing below is read.
///
/// ```text
/// Filter a.x > 9 AND a.x < 3        Values 0 rows
///   Join                       =>
/// ```
public final class FindContradictions implements Rule {
    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Filter.class, LogicalPlan.Join.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        boolean contradiction = switch (node) {
            case LogicalPlan.Filter filter -> excludeEachOther(Conjuncts.split(filter.condition()));
            case LogicalPlan.Join join
            when join.kind() == LogicalPlan.Join.Kind.INNER ->
                join.condition()
                        .map(Conjuncts::split)
                        .filter(FindContradictions::excludeEachOther)
                        .isPresent();
            default -> false;
        };
        return contradiction ? new LogicalPlan.Values(node.columns(), List.of()) : node;
    }

    private static boolean excludeEachOther(List<Expression> conjunction) {
        return ColumnRanges.of(conjunction).values().stream()
                .anyMatch(ranges -> ranges.values().isEmpty());
    }
}
