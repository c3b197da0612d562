package org.almagest.exec.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.almagest.columnar.type.DataType;

/// The functions, operators and aggregates of the engine. Immutable and shared.
public final class Functions implements FunctionLookup {
    /// Every built-in function.
    public static final FunctionLookup BUILT_IN = new Functions();

    private final Map<String, List<Overload>> overloads;

    private Functions() {
        Catalog catalog = new Catalog();
        ArithmeticFunctions.register(catalog);
        ExactFunctions.register(catalog);
        MathFunctions.register(catalog);
        TextFunctions.register(catalog);
        TextChangeFunctions.register(catalog);
        PatternFunctions.register(catalog);
        DateFunctions.register(catalog);
        SkyFunctions.register(catalog);
        ValueFunctions.register(catalog);
        overloads = catalog.overloads();
    }

    @Override
    public Optional<ScalarFunction> scalar(String name, List<DataType> argumentTypes) {
        ScalarFunction best = null;
        int least = Integer.MAX_VALUE;
        for (Overload overload : overloads.getOrDefault(name, List.of())) {
            Optional<ScalarFunction> found = overload.resolve(name, argumentTypes);
            if (found.isPresent()) {
                OptionalInt cost = Overload.cost(argumentTypes, found.get().argumentTypes());
                int far = cost.orElse(Integer.MAX_VALUE - 1);
                if (far < least) {
                    least = far;
                    best = found.get();
                }
            }
        }
        return Optional.ofNullable(best);
    }

    @Override
    public Optional<AggregateFunction> aggregate(String name, List<DataType> argumentTypes) {
        return Aggregates.find(name, argumentTypes);
    }

    @Override
    public boolean isAggregate(String name) {
        return Aggregates.names().contains(name);
    }

    @Override
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>(Aggregates.names());
        for (String name : overloads.keySet()) {
            if (Character.isLetter(name.charAt(0))) {
                names.add(name);
            }
        }
        names.removeAll(List.of("neg", "bitnot"));
        return List.copyOf(names);
    }

    @Override
    public List<String> signatures(String name) {
        if (isAggregate(name)) {
            return Aggregates.signatures(name);
        }
        List<String> signatures = new ArrayList<>();
        for (Overload overload : overloads.getOrDefault(name, List.of())) {
            signatures.add(name + "(" + overload.signature() + ")");
        }
        return signatures;
    }
}
