package org.almagest.exec.evaluate;

import org.almagest.columnar.vector.Batch;

/// A compiled boolean expression used as a filter; owned by one thread.
public interface Condition {
    /// Narrows the selection of `batch` to the rows for which the expression is TRUE (not FALSE,
    /// not NULL).
    void select(Batch batch);
}
