package org.almagest.optimizer.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.PlanColumns;

/// Changes the expressions of an operator, operands first. What no change is made in stays the same object, so
/// that it can be told whether a rule did anything.
final class ExpressionRewrite {
    private final UnaryOperator<Expression> change;
    private boolean changed;

    private ExpressionRewrite(UnaryOperator<Expression> change) {
        this.change = change;
    }

    /// Answers the operator changed, or itself; `change` looks at one expression, whose operands it has seen.
    static LogicalPlan of(LogicalPlan node, UnaryOperator<Expression> change) {
        ExpressionRewrite rewrite = new ExpressionRewrite(change);
        LogicalPlan rewritten = PlanColumns.map(node, rewrite::whole);
        return rewrite.changed ? rewritten : node;
    }

    private Expression whole(Expression expression) {
        Expression rewritten = rewritten(expression);
        changed |= rewritten != expression;
        return rewritten;
    }

    private Expression rewritten(Expression expression) {
        List<Expression> operands = expression.children();
        List<Expression> others = new ArrayList<>(operands.size());
        boolean same = true;
        for (Expression operand : operands) {
            Expression other = rewritten(operand);
            same &= other == operand;
            others.add(other);
        }
        return change.apply(same ? expression : expression.withChildren(others));
    }
}
