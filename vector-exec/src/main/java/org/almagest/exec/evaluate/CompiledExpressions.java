package org.almagest.exec.evaluate;

import org.almagest.exec.expression.Expression;

/// The engine's own compiler of expressions.
public final class CompiledExpressions implements ExpressionCompiler {
    @Override
    public Evaluator evaluator(Expression expression) {
        return Evaluators.compile(expression);
    }

    @Override
    public Condition condition(Expression expression) {
        return Conditions.compile(expression);
    }
}
