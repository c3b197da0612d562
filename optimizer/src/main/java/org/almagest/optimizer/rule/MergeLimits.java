package org.almagest.optimizer.rule;

import java.util.Set;
import org.almagest.optimizer.logical.LogicalPlan;

/// Two stacked limits are one limit.
///
/// ```text
/// Limit 3 offset 1            Limit 3 offset 6
///   Limit 10 offset 5    =>     Scan t
///     Scan t
/// ```
public final class MergeLimits implements Rule {
    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Limit.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return switch (node) {
            case LogicalPlan.Limit(LogicalPlan.Limit(var input, long inner, long innerOffset), long outer, long offset)
            when offset <= Long.MAX_VALUE - innerOffset -> {
                long left = inner == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, inner - offset);
                yield new LogicalPlan.Limit(input, Math.min(outer, left), innerOffset + offset);
            }
            default -> node;
        };
    }
}
