package org.almagest.exec.function;

import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.exec.evaluate.DenseKernel;
import org.almagest.exec.kernel.StagedFunction;

/// A function in stages, of whole batches; numbers that are not usual are done one by one.
record StagedKernel(StagedFunction function) implements DenseKernel {
    @Override
    public boolean compute(ColumnVector[] inputs, ColumnVector result, int rows) {
        double[] x = ((DoubleColumnVector) inputs[0]).values();
        function.run(x, rows, ((DoubleColumnVector) result).values());
        return function.anyUnusual(x, rows);
    }

    @Override
    public void verify(ColumnVector[] inputs, ColumnVector result, int row) {
        double x = ((DoubleColumnVector) inputs[0]).get(row);
        if (!function.isUsual(x)) {
            ((DoubleColumnVector) result).values()[row] = function.exact(x);
        }
    }
}
