package org.almagest.exec.function;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.expression.Place;

/// One overload of a scalar function or operator, such as `+ (DOUBLE, DOUBLE)`. A function's
/// identity is its name and argument types.
public interface ScalarFunction {
    /// Answers the SQL name in lower case, or the operator's symbol.
    String name();

    /// Answers the argument types that evaluators get.
    List<DataType> argumentTypes();

    DataType resultType();

    /// Answers whether the same arguments give the same result always (so constants fold);
    /// `random()` does not.
    default boolean isDeterministic() {
        return true;
    }

    /// Answers whether the result depends on when the function is called: later it may be another.
    default boolean readsClock() {
        return false;
    }

    /// Answers what the result tells of where a position lies, where the function declares it.
    default Optional<SkyBound> skyBound() {
        return Optional.empty();
    }

    /// Answers the same function, called at a place of the statement, at which its errors point.
    default ScalarFunction at(Place place) {
        return this;
    }

    /// Makes an evaluator for one thread over the arguments' evaluators.
    Evaluator evaluator(List<Evaluator> arguments);
}
