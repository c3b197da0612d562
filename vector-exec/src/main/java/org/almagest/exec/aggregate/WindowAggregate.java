package org.almagest.exec.aggregate;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.plan.AggregateCall;

/// States of an aggregate by number, for windows: rows are added to states, states to each other.
/// Owned by one thread while it is changed.
public final class WindowAggregate {
    private final AggregateFunction function;
    private final Accumulator accumulator;
    private final Argument[] arguments;
    private final Batch batch = new Batch(0);
    private final GroupedRows grouped = new GroupedRows();

    /// Makes an aggregate with the states below `states`, all empty.
    public WindowAggregate(AggregateFunction function, int states) {
        this(function, states, arguments(function));
    }

    private WindowAggregate(AggregateFunction function, int states, Argument[] arguments) {
        this.function = function;
        this.arguments = arguments;
        accumulator = Accumulators.of(new AggregateCall(function, List.of(), false, Optional.empty()));
        accumulator.ensure(Math.max(1, states));
    }

    private static Argument[] arguments(AggregateFunction function) {
        return function.argumentTypes().stream().map(Argument::new).toArray(Argument[]::new);
    }

    /// Makes another aggregate of the same function for the same thread.
    public WindowAggregate another(int states) {
        return new WindowAggregate(function, states, arguments);
    }

    /// Makes the vectors that rows are added in.
    public static ColumnVector[] vectors(AggregateFunction function) {
        List<DataType> types = function.argumentTypes();
        return types.stream()
                .map(type -> ColumnVector.allocate(type, ColumnVector.BATCH_ROWS))
                .toArray(ColumnVector[]::new);
    }

    /// Adds rows of vectors, one vector for each argument: row i to state `states[i]`.
    public void add(ColumnVector[] vectors, int count, int[] states) {
        batch.setRowCount(count);
        if (arguments.length < 2) {
            Argument argument = first(vectors);
            if (argument.count() > 0) {
                accumulator.add(argument, states);
            }
            return;
        }
        arguments[1].set(batch, vectors[1]);
        System.arraycopy(states, 0, grouped.startRows(KeyedGroups.IDENTITY, count, false), 0, count);
        accumulator.addRows(first(vectors), arguments[1], grouped);
    }

    private Argument first(ColumnVector[] vectors) {
        if (arguments.length == 0) {
            Argument everyRow = new Argument(function.resultType());
            everyRow.set(batch);
            return everyRow;
        }
        arguments[0].set(batch, vectors[0]);
        return arguments[0];
    }

    /// Adds state `from[i]` of another aggregate, or of this one, to state `to[i]`, one after the
    /// other.
    public void merge(WindowAggregate other, int[] from, int[] to, int count) {
        accumulator.merge(other.accumulator, from, to, count);
    }

    /// Ends the adding, which some aggregates need before they are written.
    public void freeze() {
        accumulator.freeze();
    }

    /// Writes states `first` to `first + count` to a reset vector, from its row 0 on.
    public void write(int first, int count, ColumnVector out) {
        accumulator.write(first, count, out);
    }

    /// Answers the bytes of heap that the states take, near enough.
    public long bytes() {
        return accumulator.bytes();
    }
}
