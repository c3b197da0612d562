package org.almagest.optimizer.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.almagest.optimizer.logical.LogicalPlan;

/// One rewriting of a logical plan into a better one with the same rows.
public interface Rule {
    /// Answers the node rewritten, or the node itself when it is not the rule's shape. Its inputs
    /// have been visited before.
    LogicalPlan apply(LogicalPlan node);

    /// Answers the operators without which the rule changes nothing: it is not tried on a plan that has
    /// none of them. Empty: it may change any plan.
    default Set<Class<? extends LogicalPlan>> over() {
        return Set.of();
    }

    /// Answers whether a node is left alone because the rule looks at it together with the node above.
    default boolean leavesTo(LogicalPlan above, LogicalPlan node) {
        return false;
    }

    /// Answers the name that tests and settings switch the rule off by.
    default String name() {
        return getClass().getSimpleName();
    }

    /// Answers a whole plan rewritten, inputs first.
    default LogicalPlan rewrite(LogicalPlan plan) {
        return apply(rewriteInputs(plan));
    }

    /// Answers a node over its inputs rewritten.
    private LogicalPlan rewriteInputs(LogicalPlan node) {
        List<LogicalPlan> inputs = node.inputs();
        List<LogicalPlan> rewritten = inputs;
        for (int i = 0; i < inputs.size(); i++) {
            LogicalPlan input = inputs.get(i);
            LogicalPlan lower = leavesTo(node, input) ? rewriteInputs(input) : rewrite(input);
            if (lower != input) {
                rewritten = rewritten == inputs ? new ArrayList<>(inputs) : rewritten;
                rewritten.set(i, lower);
            }
        }
        return rewritten == inputs ? node : node.withInputs(rewritten);
    }
}
