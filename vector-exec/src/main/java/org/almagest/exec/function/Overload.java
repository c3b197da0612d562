package org.almagest.exec.function;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.almagest.columnar.type.DataType;

/// A family of functions of one name: one with fixed argument types, or one that makes its types
/// from the arguments'.
sealed interface Overload {
    /// Answers the function for arguments of these types, where there is one.
    Optional<ScalarFunction> resolve(String name, List<DataType> arguments);

    /// Answers the argument types as a user reads them.
    String signature();

    /// Exactly these types.
    record Fixed(List<DataType> parameters, DataType result, boolean deterministic, EvaluatorFactory factory)
            implements Overload {
        public Fixed {
            parameters = List.copyOf(parameters);
        }

        @Override
        public Optional<ScalarFunction> resolve(String name, List<DataType> arguments) {
            return cost(arguments, parameters).isPresent()
                    ? Optional.of(new BuiltIn(name, parameters, result, deterministic, factory))
                    : Optional.empty();
        }

        @Override
        public String signature() {
            return parameters.stream().map(DataType::sqlName).collect(Collectors.joining(", "));
        }
    }

    /// Types that follow from the arguments'.
    record Computed(String signature, Resolver resolver) implements Overload {
        @Override
        public Optional<ScalarFunction> resolve(String name, List<DataType> arguments) {
            return resolver.resolve(name, arguments);
        }
    }

    /// Makes a function from the arguments' types.
    interface Resolver {
        Optional<ScalarFunction> resolve(String name, List<DataType> arguments);
    }

    /// Answers how far the arguments are from the parameters, empty where they do not fit.
    static OptionalInt cost(List<DataType> arguments, List<DataType> parameters) {
        if (arguments.size() != parameters.size()) {
            return OptionalInt.empty();
        }
        int cost = 0;
        for (int i = 0; i < arguments.size(); i++) {
            OptionalInt one = TypeCoercion.castCost(arguments.get(i), parameters.get(i));
            if (one.isEmpty()) {
                return OptionalInt.empty();
            }
            cost += one.getAsInt();
        }
        return OptionalInt.of(cost);
    }
}
