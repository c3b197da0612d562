package org.almagest.exec.aggregate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.scan.Strip;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.DeferredBlock;
import org.almagest.exec.expression.Expression;

/// Adds strips to the one group of an aggregation without keys whose arguments are columns as they
/// are: input by input, each block of it to the calls that take it. Every accumulator sees the same
/// blocks in the same order as it would in batches, so its result has the same bits. One task.
final class StripReader {
    private static final int NO_COLUMN = -1;
    private static final long[] NO_MASK = {};

    /// `floats`: a column of REAL or DOUBLE; `doubles`: of DOUBLE.
    private record Input(int column, boolean floats, boolean doubles, Argument argument, int[] calls) {}

    private final List<Input> inputs;
    private final Batch rows = new Batch(0);
    private final Reduction reduction = new Reduction();
    private final RunReduction runs = new RunReduction();

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
            boolean doubles = input.type() == ScalarType.DOUBLE;
            inputs.add(new Input(column, floats, doubles, new Argument(input.type()), callsOf(shape, i)));
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
            addInput(input, strip, accumulators);
        }
        int count = 0;
        for (int block = 0; block < strip.blocks(); block++) {
            count += strip.size(block);
        }
        return count;
    }

    private void addInput(Input input, Strip strip, Accumulator[] accumulators) {
        Set<Reduced> asked = input.floats ? asked(input, accumulators) : Set.of();
        int block = 0;
        while (block < strip.blocks()) {
            int run = runs.take(strip, input.column, block, input.doubles, asked);
            for (int k = 0; k < run; k++) {
                runs.aim(reduction, k);
                addReduced(input, strip, block + k, reduction.count(), accumulators);
            }
            block += run;
            if (run == 0) {
                if (!input.floats || !addNumbers(input, strip, block, accumulators)) {
                    addBlock(input, strip, block, accumulators);
                }
                block++;
            }
        }
    }

    private static Set<Reduced> asked(Input input, Accumulator[] accumulators) {
        Set<Reduced> asked = EnumSet.noneOf(Reduced.class);
        for (int call : input.calls) {
            asked.addAll(accumulators[call].reduces());
        }
        return asked;
    }

    /// Adds a block as it stands in its page; answers false, having done nothing, where it stands in
    /// none. Blocks of a column follow each other there: nothing but the kernels comes between.
    private boolean addNumbers(Input input, Strip strip, int block, Accumulator[] accumulators) {
        Optional<? extends DeferredBlock> numbers = strip.numbers(input.column, block);
        if (numbers.isEmpty()) {
            return false;
        }
        DeferredBlock values = numbers.get();
        Optional<long[]> mask = strip.mask(block);
        reduction.aim(values, input.doubles, mask.isEmpty(), mask.orElse(NO_MASK));
        int count = mask.isEmpty() || values.hasNulls() ? reduction.count() : strip.size(block);
        addReduced(input, strip, block, count, accumulators);
        return true;
    }

    private void addReduced(Input input, Strip strip, int block, int count, Accumulator[] accumulators) {
        for (int call : input.calls) {
            if (count > 0 && !accumulators[call].addReduced(reduction, count)) {
                aim(input, strip, block);
                accumulators[call].addAll(input.argument);
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
