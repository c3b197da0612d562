package org.almagest.exec.evaluate;

import org.almagest.columnar.vector.ColumnVector;

/// A strict operation computed for listed rows only. Inputs are flat, constant or dictionary
/// vectors, not NULL in these rows; the result may be made NULL. Results are of fixed width: text
/// is made by a `TextKernel`.
public interface RowsKernel {
    void compute(ColumnVector[] inputs, ColumnVector result, int[] rows, int count);
}
