package org.almagest.exec.evaluate;

import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// A compiled expression with the vectors that it needs; owned by one thread.
public interface Evaluator {
    /// Answers the expression's value for the rows of `input` that count; the slots of other rows
    /// are undefined. The vector is an input's, a constant one, or the evaluator's own, and is
    /// valid until the next call. Errors (overflow, a cast that fails) are raised only for rows
    /// that count.
    ColumnVector evaluate(Batch input);
}
