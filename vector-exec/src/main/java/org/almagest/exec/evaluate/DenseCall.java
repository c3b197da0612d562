package org.almagest.exec.evaluate;

import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Evaluates a dense kernel: NULL where an input is NULL, constant where all inputs are.
public final class DenseCall implements Evaluator {
    private final DenseKernel kernel;
    private final Evaluator[] arguments;
    private final ColumnVector[] inputs;
    private final FlatInput[] flats;
    private final ColumnVector result;
    private final LiveRows live = new LiveRows();
    private final long[] wrong = new long[ColumnVector.BATCH_ROWS / 64];

    public DenseCall(DenseKernel kernel, List<Evaluator> arguments, DataType type) {
        this.kernel = kernel;
        this.arguments = arguments.toArray(Evaluator[]::new);
        inputs = new ColumnVector[this.arguments.length];
        flats = new FlatInput[this.arguments.length];
        for (int i = 0; i < flats.length; i++) {
            flats[i] = new FlatInput();
        }
        result = ColumnVector.allocate(type, ColumnVector.BATCH_ROWS);
    }

    @Override
    public ColumnVector evaluate(Batch input) {
        boolean allConstant = true;
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
            if (kernel.compute(inputs, result, 1)) {
                kernel.verify(inputs, result, 0);
            }
            result.setConstant(true);
            return result;
        }
        int rows = input.rowCount();
        Nulls.merge(inputs, result, rows);
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = flats[i].of(inputs[i], rows);
        }
        if (kernel.compute(inputs, result, rows)) {
            verify(input);
        }
        return result;
    }

    private void verify(Batch input) {
        boolean byBits = input.hasMask() || !input.hasSelection();
        if (byBits && kernel.findWrong(inputs, input.rowCount(), wrong)) {
            verifyWrong(input);
            return;
        }
        live.gather(input, result);
        kernel.verify(inputs, result, live.rows(), live.count());
    }

    /// Verifies the rows that are wrong and count; those that a filter has left out are often wrong.
    private void verifyWrong(Batch input) {
        for (int word = 0; word << 6 < input.rowCount(); word++) {
            long bits = wrong[word] & (input.hasMask() ? input.mask()[word] : -1L);
            bits &= result.hasNulls() ? result.validity()[word] : -1L;
            for (; bits != 0; bits &= bits - 1) {
                kernel.verify(inputs, result, (word << 6) + Long.numberOfTrailingZeros(bits));
            }
        }
    }
}
