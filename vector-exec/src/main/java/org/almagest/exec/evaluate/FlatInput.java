package org.almagest.exec.evaluate;

import java.util.Arrays;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// Turns a constant number into a flat vector, so that kernels have one form. The flat copy is kept
/// while the constant stays the same: then it costs nothing per batch, and its lines stay in the
/// first-level cache.
final class FlatInput {
    private ColumnVector flat;
    private int filled;

    /// Answers `input` itself or its flat form over at least `rows` rows. A constant must not be
    /// NULL.
    ColumnVector of(ColumnVector input, int rows) {
        if (!input.isConstant()) {
            return input;
        }
        if (flat == null) {
            flat = ColumnVector.allocate(input.physicalType(), ColumnVector.BATCH_ROWS);
        }
        if (filled < rows || !same(input)) {
            fill(input, rows);
            filled = rows;
        }
        return flat;
    }

    private boolean same(ColumnVector input) {
        return switch (input) {
            case BooleanColumnVector v -> v.get(0) == ((BooleanColumnVector) flat).get(0);
            case IntColumnVector v -> v.get(0) == ((IntColumnVector) flat).get(0);
            case LongColumnVector v -> v.get(0) == ((LongColumnVector) flat).get(0);
            case HugeColumnVector v ->
                v.high()[0] == ((HugeColumnVector) flat).high()[0] && v.low()[0] == ((HugeColumnVector) flat).low()[0];
            case FloatColumnVector v ->
                Float.floatToRawIntBits(v.get(0)) == Float.floatToRawIntBits(((FloatColumnVector) flat).get(0));
            case DoubleColumnVector v ->
                Double.doubleToRawLongBits(v.get(0)) == Double.doubleToRawLongBits(((DoubleColumnVector) flat).get(0));
            default -> throw notNumber(input);
        };
    }

    private void fill(ColumnVector input, int rows) {
        switch (input) {
            case BooleanColumnVector v -> Arrays.fill(((BooleanColumnVector) flat).values(), 0, rows, v.get(0));
            case IntColumnVector v -> Arrays.fill(((IntColumnVector) flat).values(), 0, rows, v.get(0));
            case LongColumnVector v -> Arrays.fill(((LongColumnVector) flat).values(), 0, rows, v.get(0));
            case HugeColumnVector v -> {
                Arrays.fill(((HugeColumnVector) flat).high(), 0, rows, v.high()[0]);
                Arrays.fill(((HugeColumnVector) flat).low(), 0, rows, v.low()[0]);
            }
            case FloatColumnVector v -> Arrays.fill(((FloatColumnVector) flat).values(), 0, rows, v.get(0));
            case DoubleColumnVector v -> Arrays.fill(((DoubleColumnVector) flat).values(), 0, rows, v.get(0));
            default -> throw notNumber(input);
        }
    }

    private static IllegalArgumentException notNumber(ColumnVector input) {
        return new IllegalArgumentException("only numbers are flattened: " + input.physicalType());
    }
}
