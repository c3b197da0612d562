package org.almagest.exec.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.Strip;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.expression.Expression;

/// Adds strips to the one group of an aggregation without keys whose arguments are columns as they
/// are: input by input, each block of it to the calls that take it. Every accumulator sees the same
/// blocks in the same order as it would in batches, so its result has the same bits. One task.
final class StripReader {
    private static final int NO_COLUMN = -1;

    private record Input(int column, boolean floats, Argument argument, int[] calls) {}

    private final List<Input> inputs;
    private final Batch rows = new Batch(0);
    private final PlainRun plain = new PlainRun();

    private StripReader(List<Input> inputs) {
        this.inputs = inputs;
    }

    /// Makes the reader of an aggregation, where it is of this kind.
    static Optional<StripReader> of(AggregateShape shape) {
        List<Input> inputs = new ArrayList<>();
        if (shape.isGrouped()) {
            return Optional.empty();
        }
        for (int i = 0; i < shape.inputs().size(); i++) {
            AggregateShape.Input input = shape.inputs().get(i);
            Expression argument = input.argument().orElse(null);
            if (input.filter().isPresent() || argument != null && !(argument instanceof Expression.ColumnRef)) {
                return Optional.empty();
            }
            int column = argument instanceof Expression.ColumnRef ref ? ref.index() : NO_COLUMN;
            boolean floats = column != NO_COLUMN && input.type().isFloating();
            inputs.add(new Input(column, floats, new Argument(input.type()), callsOf(shape, i)));
        }
        for (int call = 0; call < shape.calls().size(); call++) {
            if (shape.inputOfCall(call) != shape.secondInputOfCall(call)) {
                return Optional.empty();
            }
        }
        return Optional.of(new StripReader(inputs));
    }

    private static int[] callsOf(AggregateShape shape, int input) {
        return java.util.stream.IntStream.range(0, shape.calls().size())
                .filter(call -> shape.inputOfCall(call) == input)
                .toArray();
    }

    /// Adds a strip; answers how many rows counted.
    int add(Strip strip, Accumulator[] accumulators) {
        for (Input input : inputs) {
            for (int block = 0; block < strip.blocks(); ) {
                int run = input.floats ? strip.run(input.column, block) : 1;
                if (plain.take(strip, input.column, block, run)) {
                    addRun(input, strip, block, accumulators);
                } else {
                    for (int i = 0; i < run; i++) {
                        addBlock(input, strip, block + i, accumulators);
                    }
                }
                block += run;
            }
        }
        int count = 0;
        for (int block = 0; block < strip.blocks(); block++) {
            count += strip.size(block);
        }
        return count;
    }

    /// Adds a run to every call that takes one, and block by block to the others.
    private void addRun(Input input, Strip strip, int first, Accumulator[] accumulators) {
        for (int call : input.calls) {
            if (!accumulators[call].addRun(plain)) {
                for (int i = 0; i < plain.blocks(); i++) {
                    aim(input, strip, first + i);
                    accumulators[call].addAll(input.argument);
                }
            }
        }
    }

    private void addBlock(Input input, Strip strip, int block, Accumulator[] accumulators) {
        aim(input, strip, block);
        for (int call : input.calls) {
            accumulators[call].addAll(input.argument);
        }
    }

    private void aim(Input input, Strip strip, int block) {
        strip.describe(block, rows);
        if (input.column == NO_COLUMN) {
            input.argument.set(rows);
        } else {
            input.argument.set(rows, strip.column(input.column, block));
        }
    }
}
