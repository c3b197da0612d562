package org.almagest.exec.evaluate;

import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// A strict operation that makes text (or an array), one row at a time.
public interface TextKernel {
    /// Appends row `row` of the result: text by `append` or `appendNull`.
    void append(ColumnVector[] inputs, int row, TextColumnVector result);
}
