package org.almagest.exec.function;

import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.exec.evaluate.DenseKernel;
import org.almagest.exec.kernel.LogStages;

/// ln, log10 and log2 of whole batches; numbers outside the plain range are done one by one.
final class LogKernel implements DenseKernel {
    enum Kind {
        LN,
        LOG10,
        LOG2
    }

    private final Kind kind;
    private final LogStages stages = new LogStages(ColumnVector.BATCH_ROWS);

    /// The numbers computed last for which the stages are wrong, a bit each.
    private final long[] unusual = new long[ColumnVector.BATCH_ROWS / 64];

    LogKernel(Kind kind) {
        this.kind = kind;
    }

    @Override
    public boolean compute(ColumnVector[] inputs, ColumnVector result, int rows) {
        double[] x = ((DoubleColumnVector) inputs[0]).values();
        double[] out = ((DoubleColumnVector) result).values();
        switch (kind) {
            case LN -> stages.ln(x, rows, out);
            case LOG10 -> stages.log10(x, rows, out);
            case LOG2 -> stages.log2(x, rows, out);
        }
        return LogStages.listUnusual(x, rows, unusual);
    }

    @Override
    public void verify(ColumnVector[] inputs, ColumnVector result, int row) {
        double x = ((DoubleColumnVector) inputs[0]).get(row);
        double[] out = ((DoubleColumnVector) result).values();
        if (LogStages.isUnusual(x)) {
            out[row] = switch (kind) {
                case LN -> StrictMath.log(x);
                case LOG10 -> StrictMath.log10(x);
                case LOG2 -> log2(x);
            };
        }
    }

    @Override
    public boolean findWrong(ColumnVector[] inputs, int rows, long[] out) {
        System.arraycopy(unusual, 0, out, 0, rows + 63 >>> 6);
        return true;
    }

    @Override
    public void verify(ColumnVector[] inputs, ColumnVector result, int[] rows, int count) {
        double[] x = ((DoubleColumnVector) inputs[0]).values();
        for (int i = 0; i < count; i++) {
            if (LogStages.isUnusual(x[rows[i]])) {
                verify(inputs, result, rows[i]);
            }
        }
    }

    /// Of zero, subnormal, negative and unbounded numbers.
    private static double log2(double x) {
        return x > 0 && x < Double.MIN_NORMAL ? StrictMath.log(x * 0x1p54) / StrictMath.log(2) - 54 : StrictMath.log(x);
    }
}
