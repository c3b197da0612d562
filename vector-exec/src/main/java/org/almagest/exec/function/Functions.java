package org.almagest.exec.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.almagest.columnar.type.DataType;

/// The functions, operators and aggregates of the engine. Shared by all threads.
public final class Functions implements FunctionLookup {
    /// Every built-in function.
    public static final FunctionLookup BUILT_IN = new Functions();

    private final Map<FunctionGroup, Catalog> groups = new ConcurrentHashMap<>();

    private Functions() {}

    private List<Overload> overloads(String name) {
        List<Overload> found = new ArrayList<>();
        for (FunctionGroup group : FunctionGroup.values()) {
            if (group.names().contains(name)) {
                found.addAll(groups.computeIfAbsent(group, FunctionGroup::load)
                        .overloads()
                        .getOrDefault(name, List.of()));
            }
        }
        return found;
    }

    @Override
    public Optional<ScalarFunction> scalar(String name, List<DataType> argumentTypes) {
        ScalarFunction best = null;
        int least = Integer.MAX_VALUE;
        for (Overload overload : overloads(name)) {
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
    public Optional<AggregateFunction> aggregate(String name, DataType argument, AggregateFunction.Detail detail) {
        return Aggregates.find(name, argument, detail);
    }

    @Override
    public boolean isAggregate(String name) {
        return Aggregates.names().contains(name);
    }

    @Override
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>(Aggregates.names());
        for (FunctionGroup group : FunctionGroup.values()) {
            for (String name : group.names()) {
                if (Character.isLetter(name.charAt(0))) {
                    names.add(name);
                }
            }
        }
        names.addAll(WindowFunctions.names());
        names.removeAll(List.of("neg", "bitnot"));
        return List.copyOf(names);
    }

    @Override
    public List<String> signatures(String name) {
        if (isAggregate(name)) {
            return Aggregates.signatures(name);
        }
        List<String> signatures = new ArrayList<>();
        for (Overload overload : overloads(name)) {
            signatures.add(name + "(" + overload.signature() + ")");
        }
        return signatures;
    }
}
