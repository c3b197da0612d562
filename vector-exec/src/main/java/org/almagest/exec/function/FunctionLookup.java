package org.almagest.exec.function;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;

/// Finds functions for the binder. Names are in lower case; operators are found under their symbols
/// (`+`, `-`, `*`, `/`, `//`, `%`, `^`, `||`, `&`, `|`, `#`, `<<`, `>>`, unary `-` under `neg`, `~`
/// under `bitnot`, regular expressions under `~`, `~*`).
public interface FunctionLookup {
    /// Finds the overload that fits the argument types best: exact first, else by the least sum of
    /// `TypeCoercion.castCost`. The caller casts the arguments to `argumentTypes()` (variadic
    /// overloads are expanded to as many as there are).
    Optional<ScalarFunction> scalar(String name, List<DataType> argumentTypes);

    /// The same for aggregates; `count(*)` is `count` without arguments.
    Optional<AggregateFunction> aggregate(String name, List<DataType> argumentTypes);

    /// Finds an aggregate that is told more than its argument.
    Optional<AggregateFunction> aggregate(String name, DataType argument, AggregateFunction.Detail detail);

    /// Answers whether a name is an aggregate's.
    boolean isAggregate(String name);

    /// Answers every name (operators left out), for suggestions and completion.
    List<String> names();

    /// Answers the overloads of a name as text, such as `round(DOUBLE, INTEGER)`, for error
    /// messages.
    List<String> signatures(String name);
}
