package org.almagest.exec.evaluate;

import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.kernel.ScalarSelect;

/// A comparison as a filter: kernels write the rows that pass straight into the selection vector.
final class CompareCondition implements Condition {
    private final Order order;
    private final Evaluator first;
    private final Evaluator second;
    private final FlatInput flatFirst = new FlatInput();
    private final FlatInput flatSecond = new FlatInput();
    private final long bias;

    private CompareCondition(Comparison comparison, Evaluator left, Evaluator right, DataType type) {
        order = Order.of(comparison);
        first = order.swapped() ? right : left;
        second = order.swapped() ? left : right;
        bias = type == ScalarType.UBIGINT ? Long.MIN_VALUE : 0;
    }

    static Condition of(Comparison comparison, Evaluator left, Evaluator right, DataType type) {
        return switch (type.physical()) {
            case INT, LONG, FLOAT, DOUBLE -> new CompareCondition(comparison, left, right, type);
            case BOOLEAN, HUGE, BYTES, ARRAY -> TruthOf.of(CompareEvaluator.of(comparison, left, right, type), false);
        };
    }

    @Override
    public void select(Batch batch) {
        if (batch.size() == 0) {
            return;
        }
        ColumnVector a = first.evaluate(batch);
        ColumnVector b = second.evaluate(batch);
        if (isConstantNull(a) || isConstantNull(b)) {
            batch.setSelected(0);
            return;
        }
        if (!a.isConstant()) {
            Conditions.keepValid(batch, a);
        }
        if (!b.isConstant()) {
            Conditions.keepValid(batch, b);
        }
        int rows = batch.rowCount();
        batch.setSelected(keep(flatFirst.of(a, rows), flatSecond.of(b, rows), batch));
    }

    private static boolean isConstantNull(ColumnVector vector) {
        return vector.isConstant() && vector.isNull(0);
    }

    private int keep(ColumnVector a, ColumnVector b, Batch batch) {
        int[] rows = Conditions.rows(batch);
        int count = batch.size();
        int[] out = batch.selection();
        int flip = order.flip();
        return switch (a) {
            case IntColumnVector x -> {
                int[] y = ((IntColumnVector) b).values();
                yield order.equality()
                        ? ScalarSelect.equalInts(x.values(), y, flip, rows, count, out)
                        : ScalarSelect.lessInts(x.values(), y, flip, rows, count, out);
            }
            case LongColumnVector x -> {
                long[] y = ((LongColumnVector) b).values();
                yield order.equality()
                        ? ScalarSelect.equalLongs(x.values(), y, flip, rows, count, out)
                        : ScalarSelect.lessLongs(x.values(), y, bias, flip, rows, count, out);
            }
            case FloatColumnVector x -> {
                float[] y = ((FloatColumnVector) b).values();
                yield order.equality()
                        ? ScalarSelect.equalFloats(x.values(), y, flip, rows, count, out)
                        : ScalarSelect.lessFloats(x.values(), y, flip, rows, count, out);
            }
            case DoubleColumnVector x -> {
                double[] y = ((DoubleColumnVector) b).values();
                yield order.equality()
                        ? ScalarSelect.equalDoubles(x.values(), y, flip, rows, count, out)
                        : ScalarSelect.lessDoubles(x.values(), y, flip, rows, count, out);
            }
            default -> throw new IllegalStateException("not selected by kernels: " + a.physicalType());
        };
    }
}
