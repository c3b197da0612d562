package org.almagest.optimizer.rule;

import java.util.Set;
import org.almagest.optimizer.logical.LogicalPlan;

/// A limit moves below a projection: only the rows that stay are computed, and a sort below becomes
/// a top-N.
///
/// ```text
/// Limit 10               Project y = f(x)
///   Project y = f(x)  =>   Limit 10
///     Sort x                 Sort x
/// ```
public final class PushLimit implements Rule {
    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Limit.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return switch (node) {
            case LogicalPlan.Limit(LogicalPlan.Project(var input, var assignments), long limit, long offset) ->
                new LogicalPlan.Project(apply(new LogicalPlan.Limit(input, limit, offset)), assignments);
            default -> node;
        };
    }
}
