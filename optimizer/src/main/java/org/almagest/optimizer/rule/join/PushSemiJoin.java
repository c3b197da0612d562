package org.almagest.optimizer.rule.join;

import java.util.Optional;
import java.util.Set;
import org.almagest.optimizer.estimate.Feedback;
import org.almagest.optimizer.estimate.KnownColumns;
import org.almagest.optimizer.estimate.RowEstimate;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.optimizer.rule.Rule;

/// A semi or anti join moves down to the input that it speaks of, before that is joined to others:
/// the joins above have fewer rows, and may be ordered by what is left. That pays where the right side
/// is the smaller one; where it is not, it had better be asked for the few rows that the joins leave.
///
/// ```text
/// Join SEMI a.x = c.x           Join INNER a.y = b.y
///   Join INNER a.y = b.y          Join SEMI a.x = c.x
///     Scan a               =>       Scan a
///     Scan b                        Scan c
///   Scan c                        Scan b
/// ```
public final class PushSemiJoin implements Rule {
    /// The right side has at most 1/2 of the rows of what the join moves to.
    private static final double FEWER = 2;

    private final Feedback feedback;

    /// Weighs rows that are estimated where feedback does not tell of them.
    public PushSemiJoin(Feedback feedback) {
        this.feedback = feedback;
    }

    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Join.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        boolean pushable = node instanceof LogicalPlan.Join join
                && (join.kind() == LogicalPlan.Join.Kind.SEMI || join.kind() == LogicalPlan.Join.Kind.ANTI)
                && join.condition().filter(Conjuncts::isDeterministic).isPresent();
        return pushable ? pushed((LogicalPlan.Join) node).orElse(node) : node;
    }

    /// Answers the join moved further down, or as it is where it pays there.
    private Optional<LogicalPlan> lowest(LogicalPlan.Join semi) {
        return pushed(semi).or(() -> pays(semi) ? Optional.of(semi) : Optional.empty());
    }

    private boolean pays(LogicalPlan.Join semi) {
        RowEstimate estimate = new RowEstimate(new KnownColumns(semi), feedback);
        return FEWER * estimate.rows(semi.right()) <= estimate.rows(semi.left());
    }

    private Optional<LogicalPlan> pushed(LogicalPlan.Join semi) {
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

    private Optional<LogicalPlan> into(LogicalPlan.Join semi, LogicalPlan.Join inner, Set<Integer> named) {
        if (Conjuncts.columns(inner.left()).containsAll(named)) {
            LogicalPlan.Join below = semi.with(inner.left(), semi.right(), semi.condition());
            return lowest(below).map(lower -> inner.with(lower, inner.right(), inner.condition()));
        }
        if (Conjuncts.columns(inner.right()).containsAll(named)) {
            LogicalPlan.Join below = semi.with(inner.right(), semi.right(), semi.condition());
            return lowest(below).map(lower -> inner.with(inner.left(), lower, inner.condition()));
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
