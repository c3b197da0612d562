package org.almagest.exec.evaluate;

import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Evaluates a kernel for the rows that count: NULL where an input is NULL, constant where all
/// inputs are, once per entry where the only varying input is text with a small dictionary.
public final class RowsCall implements Evaluator {
    private final RowsKernel kernel;
    private final Evaluator[] arguments;
    private final ColumnVector[] inputs;
    private final ColumnVector result;
    private final DictionaryTable table;
    private final LiveRows live = new LiveRows();
    private final boolean deterministic;

    private RowsCall(RowsKernel kernel, List<Evaluator> arguments, DataType type, boolean deterministic) {
        this.kernel = kernel;
        this.arguments = arguments.toArray(Evaluator[]::new);
        this.deterministic = deterministic;
        inputs = new ColumnVector[this.arguments.length];
        result = ColumnVector.allocate(type, ColumnVector.BATCH_ROWS);
        table = new DictionaryTable(kernel, type);
    }

    public static Evaluator of(RowsKernel kernel, List<Evaluator> arguments, DataType type) {
        return new RowsCall(kernel, arguments, type, true);
    }

    /// Makes an evaluator of text.
    public static Evaluator text(TextKernel kernel, List<Evaluator> arguments, DataType type) {
        if (type.physical() != PhysicalType.BYTES) {
            throw new IllegalArgumentException("not text: " + type);
        }
        return new RowsCall(perRow(kernel), arguments, type, true);
    }

    /// Makes an evaluator whose rows differ even where the inputs do not.
    public static Evaluator varying(RowsKernel kernel, List<Evaluator> arguments, DataType type) {
        return new RowsCall(kernel, arguments, type, false);
    }

    private static RowsKernel perRow(TextKernel kernel) {
        return (inputs, result, rows, count) -> {
            TextColumnVector text = (TextColumnVector) result;
            int next = 0;
            for (int i = 0; i < count; i++) {
                skip(text, next, rows[i]);
                kernel.append(inputs, rows[i], text);
                next = rows[i] + 1;
            }
            skip(text, next, text.capacity());
        };
    }

    /// Leaves rows empty, their validity as it is.
    private static void skip(TextColumnVector text, int from, int to) {
        java.util.Arrays.fill(text.offsets(), from + 1, to + 1, text.offsets()[from]);
    }

    @Override
    public ColumnVector evaluate(Batch input) {
        boolean allConstant = deterministic;
        boolean anyNull = false;
        for (int i = 0; i < arguments.length; i++) {
            inputs[i] = arguments[i].evaluate(input);
            allConstant &= inputs[i].isConstant();
            anyNull |= inputs[i].isConstant() && inputs[i].isNull(0);
        }
        if (anyNull) {
            return Nulls.constantNull(result);
        }
        result.reset();
        if (input.size() == 0) {
            return result;
        }
        if (allConstant) {
            kernel.compute(inputs, result, LiveRows.every(1), 1);
            result.setConstant(true);
            return result;
        }
        if (deterministic && table.serves(inputs)) {
            table.gather(inputs, input, result);
            return result;
        }
        Nulls.merge(inputs, result, input.rowCount());
        live.gather(input, result);
        kernel.compute(inputs, result, live.rows(), live.count());
        return result;
    }
}
