package org.almagest.exec.function;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.almagest.columnar.type.DataType;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.PlacedEvaluator;
import org.almagest.exec.expression.Place;

/// A function of the catalog. Two with the same name and argument types are equal, whatever object
/// makes their evaluators.
final class BuiltIn implements ScalarFunction {
    private final String name;
    private final List<DataType> argumentTypes;
    private final DataType resultType;
    private final boolean deterministic;
    private final EvaluatorFactory factory;
    private final Optional<SkyBound> skyBound;
    private final Place place;

    BuiltIn(
            String name,
            List<DataType> argumentTypes,
            DataType resultType,
            boolean deterministic,
            EvaluatorFactory factory) {
        this(name, argumentTypes, resultType, deterministic, factory, Optional.empty(), Place.NONE);
    }

    private BuiltIn(
            String name,
            List<DataType> argumentTypes,
            DataType resultType,
            boolean deterministic,
            EvaluatorFactory factory,
            Optional<SkyBound> skyBound,
            Place place) {
        this.place = place;
        this.skyBound = skyBound;
        this.name = name;
        this.argumentTypes = List.copyOf(argumentTypes);
        this.resultType = resultType;
        this.deterministic = deterministic;
        this.factory = factory;
    }

    static BuiltIn of(String name, List<DataType> argumentTypes, DataType resultType, EvaluatorFactory factory) {
        return new BuiltIn(name, argumentTypes, resultType, true, factory);
    }

    /// Answers the same function with what its result tells of a position.
    BuiltIn declaring(SkyBound bound) {
        return new BuiltIn(name, argumentTypes, resultType, deterministic, factory, Optional.of(bound), place);
    }

    @Override
    public ScalarFunction at(Place called) {
        return new BuiltIn(name, argumentTypes, resultType, deterministic, factory, skyBound, called);
    }

    @Override
    public Optional<SkyBound> skyBound() {
        return skyBound;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<DataType> argumentTypes() {
        return argumentTypes;
    }

    @Override
    public DataType resultType() {
        return resultType;
    }

    @Override
    public boolean isDeterministic() {
        return deterministic;
    }

    @Override
    public boolean readsClock() {
        return DateFunctions.CLOCK.contains(name) || name.equals("age") && argumentTypes.size() == 1;
    }

    @Override
    public Evaluator evaluator(List<Evaluator> arguments) {
        return PlacedEvaluator.of(factory.make(arguments, resultType), place);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BuiltIn that && name.equals(that.name) && argumentTypes.equals(that.argumentTypes);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + argumentTypes.hashCode();
    }

    @Override
    public String toString() {
        return argumentTypes.stream().map(DataType::sqlName).collect(Collectors.joining(", ", name + "(", ")"));
    }
}
