package org.almagest.exec.plan;

import java.util.List;
import java.util.Optional;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;

/// One aggregate of a query: the function, its arguments over the input, DISTINCT, and the FILTER
/// condition.
public record AggregateCall(
        AggregateFunction function, List<Expression> arguments, boolean distinct, Optional<Expression> filter) {
    public AggregateCall {
        arguments = List.copyOf(arguments);
    }
}
