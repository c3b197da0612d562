package org.almagest.exec.function;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.evaluate.RowsKernel;

/// Kernels over the rows that count from functions of single values. For operations that cost more
/// than the call; cheap ones have loops of their own.
final class Rows {
    private Rows() {}

    static RowsKernel doubles(DoubleUnaryOperator operation) {
        return (inputs, result, rows, count) -> {
            DoubleColumnVector x = (DoubleColumnVector) inputs[0];
            double[] out = ((DoubleColumnVector) result).values();
            for (int i = 0; i < count; i++) {
                out[rows[i]] = operation.applyAsDouble(x.get(rows[i]));
            }
        };
    }

    static RowsKernel doubles(DoubleBinaryOperator operation) {
        return (inputs, result, rows, count) -> {
            DoubleColumnVector x = (DoubleColumnVector) inputs[0];
            DoubleColumnVector y = (DoubleColumnVector) inputs[1];
            double[] out = ((DoubleColumnVector) result).values();
            for (int i = 0; i < count; i++) {
                out[rows[i]] = operation.applyAsDouble(x.get(rows[i]), y.get(rows[i]));
            }
        };
    }

    /// Integers of one type, INT or LONG.
    static RowsKernel longs(LongBinaryOperator operation) {
        return (inputs, result, rows, count) -> {
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                setLong(result, row, operation.applyAsLong(getLong(inputs[0], row), getLong(inputs[1], row)));
            }
        };
    }

    /// A truth about one row.
    interface RowTest {
        boolean holds(ColumnVector[] inputs, int row);
    }

    static RowsKernel truths(RowTest test) {
        return (inputs, result, rows, count) -> {
            byte[] out = ((BooleanColumnVector) result).values();
            for (int i = 0; i < count; i++) {
                out[rows[i]] = (byte) (test.holds(inputs, rows[i]) ? 1 : 0);
            }
        };
    }

    /// An integer (INT or LONG) made from one row.
    interface RowNumber {
        long of(ColumnVector[] inputs, int row);
    }

    static RowsKernel numbers(RowNumber number) {
        return (inputs, result, rows, count) -> {
            for (int i = 0; i < count; i++) {
                setLong(result, rows[i], number.of(inputs, rows[i]));
            }
        };
    }

    /// A DOUBLE made from one row.
    interface RowDouble {
        double of(ColumnVector[] inputs, int row);
    }

    static RowsKernel measures(RowDouble measure) {
        return (inputs, result, rows, count) -> {
            double[] out = ((DoubleColumnVector) result).values();
            for (int i = 0; i < count; i++) {
                out[rows[i]] = measure.of(inputs, rows[i]);
            }
        };
    }

    static long getLong(ColumnVector vector, int row) {
        return vector instanceof IntColumnVector ints ? ints.get(row) : ((LongColumnVector) vector).get(row);
    }

    static void setLong(ColumnVector vector, int row, long value) {
        if (vector instanceof IntColumnVector ints) {
            ints.values()[row] = (int) value;
        } else {
            ((LongColumnVector) vector).values()[row] = value;
        }
    }

    static double getDouble(ColumnVector vector, int row) {
        return vector instanceof FloatColumnVector floats ? floats.get(row) : ((DoubleColumnVector) vector).get(row);
    }

    static int getInt(ColumnVector vector, int row) {
        return ((IntColumnVector) vector).get(row);
    }

    static String text(ColumnVector vector, int row) {
        return ((TextColumnVector) vector).text(row);
    }
}
