package org.almagest.exec.evaluate;

import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;

/// Makes a result of any type one row at a time, in ascending order: arrays, and what is taken out
/// of them. Constant where every input is; rows that do not count are NULL.
public final class RowMaker implements Evaluator {
    /// Makes row `row` of a result from the inputs' row, by `copyRow`, `Cells` or an append.
    public interface Kernel {
        void make(ColumnVector[] inputs, int row, ColumnVector result);
    }

    private final Kernel kernel;
    private final Evaluator[] arguments;
    private final ColumnVector[] inputs;
    private final ColumnVector result;
    private final boolean strict;

    private RowMaker(Kernel kernel, List<Evaluator> arguments, DataType type, boolean strict) {
        this.kernel = kernel;
        this.arguments = arguments.toArray(Evaluator[]::new);
        this.strict = strict;
        inputs = new ColumnVector[this.arguments.length];
        result = ColumnVector.allocate(type, ColumnVector.BATCH_ROWS);
    }

    /// Makes an evaluator whose result is NULL where an input is.
    public static Evaluator strict(Kernel kernel, List<Evaluator> arguments, DataType type) {
        return new RowMaker(kernel, arguments, type, true);
    }

    /// Makes an evaluator whose kernel sees NULLs.
    public static Evaluator ofNulls(Kernel kernel, List<Evaluator> arguments, DataType type) {
        return new RowMaker(kernel, arguments, type, false);
    }

    @Override
    public ColumnVector evaluate(Batch input) {
        boolean allConstant = true;
        for (int i = 0; i < arguments.length; i++) {
            inputs[i] = arguments[i].evaluate(input);
            allConstant &= inputs[i].isConstant();
        }
        result.reset();
        if (allConstant && input.size() > 0) {
            make(0);
            result.setConstant(true);
            return result;
        }
        int next = 0;
        for (int i = 0; i < input.size(); i++) {
            int row = input.row(i);
            skip(next, row);
            make(row);
            next = row + 1;
        }
        skip(next, input.rowCount());
        return result;
    }

    private void skip(int from, int to) {
        for (int row = from; row < to; row++) {
            Cells.setNull(result, row);
        }
    }

    private void make(int row) {
        if (strict && anyNull(row)) {
            Cells.setNull(result, row);
        } else {
            kernel.make(inputs, row, result);
        }
    }

    private boolean anyNull(int row) {
        for (ColumnVector input : inputs) {
            if (input.isNull(row)) {
                return true;
            }
        }
        return false;
    }
}
