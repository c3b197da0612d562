package org.almagest.exec.function;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.type.DataType;
import org.almagest.exec.evaluate.DenseKernel;
import org.almagest.exec.evaluate.RowsKernel;
import org.almagest.exec.evaluate.TextKernel;

/// Collects the overloads of every name while the function groups register theirs.
final class Catalog {
    private final Map<String, List<Overload>> overloads = new LinkedHashMap<>();

    void add(String name, Overload overload) {
        overloads.computeIfAbsent(name, key -> new ArrayList<>()).add(overload);
    }

    void computed(String name, String signature, Overload.Resolver resolver) {
        add(name, new Overload.Computed(signature, resolver));
    }

    void make(String name, DataType result, EvaluatorFactory factory, DataType... parameters) {
        add(name, new Overload.Fixed(List.of(parameters), result, true, factory));
    }

    /// Registers a cheap operation on numbers.
    void dense(String name, DataType result, DenseKernel kernel, DataType... parameters) {
        make(name, result, EvaluatorFactory.dense(kernel), parameters);
    }

    /// Registers an operation on the rows that count.
    void rows(String name, DataType result, RowsKernel kernel, DataType... parameters) {
        make(name, result, EvaluatorFactory.rows(kernel), parameters);
    }

    /// Registers an operation on the rows that count, with what it tells of positions.
    void bounded(String name, DataType result, RowsKernel kernel, SkyBound bound, DataType... parameters) {
        Overload.Fixed plain = new Overload.Fixed(List.of(parameters), result, true, EvaluatorFactory.rows(kernel));
        computed(
                name,
                plain.signature(),
                (called, arguments) ->
                        plain.resolve(called, arguments).map(function -> ((BuiltIn) function).declaring(bound)));
    }

    /// Registers an operation that makes text.
    void text(String name, DataType result, TextKernel kernel, DataType... parameters) {
        make(name, result, EvaluatorFactory.text(kernel), parameters);
    }

    /// Gives a function further names.
    void alias(String name, String... others) {
        List<Overload> known = overloads.get(name);
        Arrays.stream(others).forEach(other -> known.forEach(overload -> add(other, overload)));
    }

    Map<String, List<Overload>> overloads() {
        return overloads;
    }
}
