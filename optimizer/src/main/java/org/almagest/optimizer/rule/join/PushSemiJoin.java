package org.almagest.optimizer.rule.join;

import java.util.Optional;
import java.util.Set;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.optimizer.rule.Rule;

/// A semi or anti join moves down to the input that it speaks of, before that is joined to others:
/// the joins above have fewer rows, and may be ordered by what is left.
///
/// ```text
/// Join SEMI a.x = c.x           Join INNER a.y = b.y
///   Join INNER a.y = b.y          Join SEMI a.x = c.x
///     Scan a               =>       Scan a
///     Scan b                        Scan c
///   Scan c                        Scan b
/// ```
public final class PushSemiJoin implements Rule {
    @Override
    public LogicalPlan apply(LogicalPlan node) {
        boolean pushable = node instanceof LogicalPlan.Join join
                && (join.kind() == LogicalPlan.Join.Kind.SEMI || join.kind() == LogicalPlan.Join.Kind.ANTI)
                && join.condition().filter(Conjuncts::isDeterministic).isPresent();
        return pushable ? pushed((LogicalPlan.Join) node).orElse(node) : node;
    }

    private static Optional<LogicalPlan> pushed(LogicalPlan.Join semi) {
        Set<Integer> named = Conjuncts.columns(semi.condition().orElseThrow());
        named.removeAll(Conjuncts.columns(semi.right()));
        return switch (semi.left()) {
            case LogicalPlan.Join inner when inner.kind() == LogicalPlan.Join.Kind.INNER -> into(semi, inner, named);
            case LogicalPlan.Project project
            when passes(project, named) -> {
                LogicalPlan.Join below = semi.with(project.input(), semi.right(), semi.condition());
                yield pushed(below).map(lower -> new LogicalPlan.Project(lower, project.assignments()));
            }
            default -> Optional.empty();
        };
    }

    private static Optional<LogicalPlan> into(LogicalPlan.Join semi, LogicalPlan.Join inner, Set<Integer> named) {
        if (Conjuncts.columns(inner.left()).containsAll(named)) {
            LogicalPlan.Join below = semi.with(inner.left(), semi.right(), semi.condition());
            return Optional.of(inner.with(pushed(below).orElse(below), inner.right(), inner.condition()));
        }
        if (Conjuncts.columns(inner.right()).containsAll(named)) {
            LogicalPlan.Join below = semi.with(inner.right(), semi.right(), semi.condition());
            return Optional.of(inner.with(inner.left(), pushed(below).orElse(below), inner.condition()));
        }
        return Optional.empty();
    }

    private static boolean passes(LogicalPlan.Project project, Set<Integer> named) {
        Set<Integer> below = Conjuncts.columns(project.input());
        return below.containsAll(named)
                && project.assignments().stream()
                        .filter(a -> named.contains(a.column().number()))
                        .allMatch(a -> a.expression().equals(a.column().ref()));
    }
}
