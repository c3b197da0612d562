package org.almagest.exec.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction.Kind;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.exec.plan.DirectGrouping;
import org.almagest.exec.plan.PhysicalPlan;

/// What follows from an aggregation's plan alone: the types of its keys, its distinct inputs, and
/// which of them each call takes.
final class AggregateShape {
    /// Something that calls take: the rows that pass a filter and, where there is one, an argument
    /// that is not NULL.
    record Input(Optional<Expression> argument, Optional<Expression> filter) {
        /// Answers the type in which the input is kept; a mere filter is kept as a flag.
        DataType type() {
            return argument.map(Expression::type).orElse(ScalarType.BOOLEAN);
        }

        /// Answers whether the input is simply all rows.
        boolean isEveryRow() {
            return argument.isEmpty() && filter.isEmpty();
        }
    }

    private final PhysicalPlan.Aggregate plan;
    private final List<DataType> keyTypes;
    private final List<Input> inputs = new ArrayList<>();
    private final int[] inputOfCall;
    private final int[] secondInputOfCall;
    private final Optional<ChunkedDomain> chunks;

    AggregateShape(PhysicalPlan.Aggregate plan) {
        this.plan = plan;
        keyTypes = plan.keys().stream().map(Expression::type).toList();
        chunks = plan.domains()
                .filter(domains -> DirectGrouping.isSpread(keyTypes, domains))
                .map(List::getFirst)
                .map(range -> new ChunkedDomain(range.low(), range.high()));
        inputOfCall = new int[plan.aggregates().size()];
        secondInputOfCall = new int[inputOfCall.length];
        for (int i = 0; i < inputOfCall.length; i++) {
            AggregateCall call = plan.aggregates().get(i);
            inputOfCall[i] = input(call.arguments().stream().findFirst(), call.filter());
            secondInputOfCall[i] = call.arguments().size() < 2
                    ? inputOfCall[i]
                    : input(Optional.of(call.arguments().get(1)), call.filter());
        }
    }

    private int input(Optional<Expression> argument, Optional<Expression> filter) {
        Input input = new Input(argument, filter);
        if (!inputs.contains(input)) {
            inputs.add(input);
        }
        return inputs.indexOf(input);
    }

    List<Expression> keys() {
        return plan.keys();
    }

    List<DataType> keyTypes() {
        return keyTypes;
    }

    boolean isGrouped() {
        return !keyTypes.isEmpty();
    }

    /// Answers whether a call has a bit for each possible value.
    boolean isDense() {
        return calls().stream().anyMatch(call -> call.function().kind() == Kind.COUNT_DENSE);
    }

    /// Answers the domains of keys that are few enough to index all groups by them.
    Optional<List<ColumnPredicate.Range>> domains() {
        return chunks.isPresent() ? Optional.empty() : plan.domains();
    }

    /// Answers the larger domain of a key alone, by which partitions number their groups.
    Optional<ChunkedDomain> chunks() {
        return chunks;
    }

    List<AggregateCall> calls() {
        return plan.aggregates();
    }

    List<Input> inputs() {
        return inputs;
    }

    int inputOfCall(int call) {
        return inputOfCall[call];
    }

    /// Answers the input of the call's second argument; that of the first where there is none.
    int secondInputOfCall(int call) {
        return secondInputOfCall[call];
    }

    /// Answers the types of the columns in which rows are set aside: keys, then the inputs that are
    /// not simply all rows.
    List<DataType> keptTypes() {
        List<DataType> types = new ArrayList<>(keyTypes);
        inputs.stream().filter(input -> !input.isEveryRow()).map(Input::type).forEach(types::add);
        return types;
    }

    /// Answers the bytes that a group takes, near enough: its keys, its places in the table, its values.
    long groupBytes() {
        return 48 + 16L * keyTypes.size() + 24L * calls().size();
    }

    /// Answers the same for a group that no table has to find.
    long listedGroupBytes() {
        return 16 + 24L * calls().size();
    }

    /// Answers the types of the result's columns.
    List<DataType> resultTypes() {
        return plan.types();
    }
}
