package org.almagest.exec.evaluate;

import java.util.List;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.kernel.CompareKernels;

/// Comparisons as values.
final class CompareEvaluator {
    private CompareEvaluator() {}

    static Evaluator of(Comparison comparison, Evaluator left, Evaluator right, DataType type) {
        Order order = Order.of(comparison);
        List<Evaluator> sides = order.swapped() ? List.of(right, left) : List.of(left, right);
        return switch (type.physical()) {
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE -> {
                long bias = type == ScalarType.UBIGINT ? Long.MIN_VALUE : 0;
                DenseKernel kernel = (inputs, result, rows) ->
                        dense(order, bias, inputs[0], inputs[1], rows, ((BooleanColumnVector) result).values());
                yield new DenseCall(kernel, sides, ScalarType.BOOLEAN);
            }
            case BYTES -> RowsCall.of(text(order), sides, ScalarType.BOOLEAN);
            case HUGE, ARRAY -> RowsCall.of(anyType(order, type), sides, ScalarType.BOOLEAN);
        };
    }

    private static boolean dense(Order order, long bias, ColumnVector a, ColumnVector b, int rows, byte[] out) {
        int flip = order.flip();
        switch (a) {
            case BooleanColumnVector x -> {
                byte[] y = ((BooleanColumnVector) b).values();
                if (order.equality()) {
                    CompareKernels.equalBytes(x.values(), y, flip, rows, out);
                } else {
                    CompareKernels.lessBytes(x.values(), y, flip, rows, out);
                }
            }
            case IntColumnVector x -> {
                int[] y = ((IntColumnVector) b).values();
                if (order.equality()) {
                    CompareKernels.equalInts(x.values(), y, flip, rows, out);
                } else {
                    CompareKernels.lessInts(x.values(), y, flip, rows, out);
                }
            }
            case LongColumnVector x -> {
                long[] y = ((LongColumnVector) b).values();
                if (order.equality()) {
                    CompareKernels.equalLongs(x.values(), y, flip, rows, out);
                } else {
                    CompareKernels.lessLongs(x.values(), y, bias, flip, rows, out);
                }
            }
            case FloatColumnVector x -> {
                float[] y = ((FloatColumnVector) b).values();
                if (order.equality()) {
                    CompareKernels.equalFloats(x.values(), y, flip, rows, out);
                } else {
                    CompareKernels.lessFloats(x.values(), y, flip, rows, out);
                }
            }
            case DoubleColumnVector x -> {
                double[] y = ((DoubleColumnVector) b).values();
                if (order.equality()) {
                    CompareKernels.equalDoubles(x.values(), y, flip, rows, out);
                } else {
                    CompareKernels.lessDoubles(x.values(), y, flip, rows, out);
                }
            }
            default -> throw new IllegalStateException("not compared densely: " + a.physicalType());
        }
        return false;
    }

    private static RowsKernel text(Order order) {
        return (inputs, result, rows, count) -> {
            TextColumnVector a = (TextColumnVector) inputs[0];
            TextColumnVector b = (TextColumnVector) inputs[1];
            byte[] out = ((BooleanColumnVector) result).values();
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                boolean holds =
                        order.equality() ? RowOrder.sameText(a, row, b, row) : RowOrder.text(a, row, b, row) < 0;
                out[row] = (byte) ((holds ? 1 : 0) ^ order.flip());
            }
        };
    }

    private static RowsKernel anyType(Order order, DataType type) {
        return (inputs, result, rows, count) -> {
            byte[] out = ((BooleanColumnVector) result).values();
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                int compared = RowOrder.compare(type, inputs[0], row, inputs[1], row);
                boolean holds = order.equality() ? compared == 0 : compared < 0;
                out[row] = (byte) ((holds ? 1 : 0) ^ order.flip());
            }
        };
    }
}
