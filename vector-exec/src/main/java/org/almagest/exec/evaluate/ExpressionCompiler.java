package org.almagest.exec.evaluate;

import org.almagest.exec.expression.Expression;

/// Makes evaluators; each call makes a fresh one, for one thread. Thread-safe.
public interface ExpressionCompiler {
    Evaluator evaluator(Expression expression);

    Condition condition(Expression expression);
}
