package org.almagest.exec.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.kernel.ExtremeKernels;

/// greatest and least of numbers for whole batches, without a look at the selection. Batches with
/// NULLs go the way of all types.
final class DenseExtreme implements Evaluator {
    private final Evaluator[] arguments;
    private final ColumnVector[] inputs;
    private final FlatInput[] flats;
    private final ColumnVector result;
    private final boolean greatest;
    private final Evaluator withNulls;

    DenseExtreme(List<Evaluator> arguments, DataType type, boolean greatest) {
        this.arguments = arguments.toArray(Evaluator[]::new);
        this.greatest = greatest;
        inputs = new ColumnVector[this.arguments.length];
        flats = new FlatInput[inputs.length];
        result = ColumnVector.allocate(type, ColumnVector.BATCH_ROWS);
        List<Evaluator> evaluated = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            int argument = i;
            flats[i] = new FlatInput();
            evaluated.add(batch -> inputs[argument]);
        }
        withNulls = new ExtremeEvaluator(evaluated, type, greatest);
    }

    static boolean serves(DataType type) {
        PhysicalType physical = type.physical();
        return physical == PhysicalType.INT
                || physical == PhysicalType.LONG && type != ScalarType.UBIGINT
                || physical == PhysicalType.FLOAT
                || physical == PhysicalType.DOUBLE;
    }

    @Override
    public ColumnVector evaluate(Batch input) {
        boolean allConstant = true;
        boolean nulls = false;
        for (int i = 0; i < arguments.length; i++) {
            inputs[i] = arguments[i].evaluate(input);
            allConstant &= inputs[i].isConstant();
            nulls |= inputs[i].hasNulls();
        }
        if (nulls) {
            return withNulls.evaluate(input);
        }
        result.reset();
        if (input.size() == 0) {
            return result;
        }
        int rows = allConstant ? 1 : input.rowCount();
        ColumnVector best = flats[0].of(inputs[0], rows);
        for (int i = 1; i < inputs.length; i++) {
            better(best, flats[i].of(inputs[i], rows), rows);
            best = result;
        }
        if (inputs.length == 1) {
            better(best, best, rows);
        }
        result.setConstant(allConstant);
        return result;
    }

    private void better(ColumnVector a, ColumnVector b, int rows) {
        switch (result) {
            case IntColumnVector out -> {
                int[] x = ((IntColumnVector) a).values();
                int[] y = ((IntColumnVector) b).values();
                if (greatest) {
                    ExtremeKernels.greatest(x, y, rows, out.values());
                } else {
                    ExtremeKernels.least(x, y, rows, out.values());
                }
            }
            case LongColumnVector out -> {
                long[] x = ((LongColumnVector) a).values();
                long[] y = ((LongColumnVector) b).values();
                if (greatest) {
                    ExtremeKernels.greatest(x, y, rows, out.values());
                } else {
                    ExtremeKernels.least(x, y, rows, out.values());
                }
            }
            case FloatColumnVector out -> {
                float[] x = ((FloatColumnVector) a).values();
                float[] y = ((FloatColumnVector) b).values();
                if (greatest) {
                    ExtremeKernels.greatest(x, y, rows, out.values());
                } else {
                    ExtremeKernels.least(x, y, rows, out.values());
                }
            }
            case DoubleColumnVector out -> {
                double[] x = ((DoubleColumnVector) a).values();
                double[] y = ((DoubleColumnVector) b).values();
                if (greatest) {
                    ExtremeKernels.greatest(x, y, rows, out.values());
                } else {
                    ExtremeKernels.least(x, y, rows, out.values());
                }
            }
            default -> throw new IllegalStateException("not compared densely: " + result.physicalType());
        }
    }
}
