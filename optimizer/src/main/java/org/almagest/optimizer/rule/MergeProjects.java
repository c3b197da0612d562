package org.almagest.optimizer.rule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// Two stacked projections are one, unless that would compute something twice.
///
/// ```text
/// Project z = y + 1           Project z = x * 2 + 1
///   Project y = x * 2    =>     Scan t
///     Scan t
/// ```
public final class MergeProjects implements Rule {
    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Project.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return switch (node) {
            case LogicalPlan.Project(LogicalPlan.Project(var input, var lower), var upper)
            when mergeable(lower, upper) -> {
                Map<Integer, Expression> definitions = Conjuncts.definitions(lower);
                List<LogicalPlan.Assignment> merged = upper.stream()
                        .map(a -> new LogicalPlan.Assignment(
                                a.column(), Conjuncts.substitute(a.expression(), definitions)))
                        .toList();
                yield new LogicalPlan.Project(input, merged);
            }
            default -> node;
        };
    }

    private static boolean mergeable(List<LogicalPlan.Assignment> lower, List<LogicalPlan.Assignment> upper) {
        Map<Integer, Integer> uses = new HashMap<>();
        upper.forEach(a -> count(a.expression(), uses));
        for (LogicalPlan.Assignment assignment : lower) {
            boolean free = assignment.expression() instanceof Expression.ColumnRef
                    || assignment.expression() instanceof Expression.Literal;
            int used = uses.getOrDefault(assignment.column().number(), 0);
            if (!free && (used > 1 || !Conjuncts.isDeterministic(assignment.expression()))) {
                return false;
            }
        }
        return true;
    }

    private static void count(Expression expression, Map<Integer, Integer> uses) {
        if (expression instanceof Expression.ColumnRef ref) {
            uses.merge(ref.index(), 1, Integer::sum);
        }
        expression.children().forEach(child -> count(child, uses));
    }
}
