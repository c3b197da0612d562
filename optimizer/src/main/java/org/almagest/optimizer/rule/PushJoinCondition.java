package org.almagest.optimizer.rule;

import java.util.Set;
import org.almagest.optimizer.logical.LogicalPlan;

/// The parts of a join's condition that speak of one side only move to that side, where the join's
/// kind allows.
///
/// ```text
/// Join a.x = b.x AND b.m < 5          Join a.x = b.x
///   Scan a                     =>       Scan a
///   Scan b                              Filter b.m < 5
///                                         Scan b
/// ```
public final class PushJoinCondition implements Rule {
    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Join.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return PushFilter.pushJoinCondition(node);
    }
}
