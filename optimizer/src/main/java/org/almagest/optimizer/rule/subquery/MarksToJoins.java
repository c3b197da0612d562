package org.almagest.optimizer.rule.subquery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.estimate.KnownColumns;
import org.almagest.optimizer.estimate.NeverNull;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.optimizer.rule.Rule;

/// A mark that a filter asks for is a semi join, one that it asks against an anti join, if the mark
/// is never NULL.
///
/// ```text
/// Filter m AND a.y > 5          Filter a.y > 5
///   Join MARK m, b.x = a.x        Project a.*, m := TRUE
///     Scan a                        Join SEMI b.x = a.x
///     Scan b               =>         Scan a
///                                     Scan b
/// ```
public final class MarksToJoins implements Rule {
    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Join.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        if (!(node instanceof LogicalPlan.Filter(LogicalPlan.Join join, var condition))
                || join.mark().isEmpty()) {
            return node;
        }
        LogicalPlan.Mark mark = join.mark().get();
        List<Expression> rest = new ArrayList<>(Conjuncts.split(condition));
        Optional<LogicalPlan> joined = Optional.empty();
        if (rest.remove(mark.column().ref())) {
            joined = Optional.of(marked(join, LogicalPlan.Join.Kind.SEMI));
        } else if (isNeverNull(mark, join)
                && rest.remove(new Expression.Not(mark.column().ref()))) {
            joined = Optional.of(marked(join, LogicalPlan.Join.Kind.ANTI));
        }
        return joined.map(plan -> Conjuncts.filter(plan, rest)).orElse(node);
    }

    private static boolean isNeverNull(LogicalPlan.Mark mark, LogicalPlan.Join join) {
        return mark.compared()
                .filter(compared -> !NeverNull.of(compared, new KnownColumns(join)))
                .isEmpty();
    }

    private static LogicalPlan marked(LogicalPlan.Join join, LogicalPlan.Join.Kind kind) {
        LogicalPlan.Mark mark = join.mark().orElseThrow();
        Optional<Expression> condition = Decorrelate.and(
                join.condition(), mark.compared().map(Conjuncts::split).orElse(List.of()));
        LogicalPlan joined = new LogicalPlan.Join(kind, join.left(), join.right(), condition);
        List<LogicalPlan.Assignment> assignments = new ArrayList<>();
        join.left().columns().stream()
                .distinct()
                .forEach(column -> assignments.add(new LogicalPlan.Assignment(column, column.ref())));
        Value value = Value.of(kind == LogicalPlan.Join.Kind.SEMI);
        assignments.add(new LogicalPlan.Assignment(mark.column(), new Expression.Literal(value, ScalarType.BOOLEAN)));
        return new LogicalPlan.Project(joined, assignments);
    }
}
