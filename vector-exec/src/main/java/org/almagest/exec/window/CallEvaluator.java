package org.almagest.exec.window;

import org.almagest.columnar.vector.ColumnVector;

/// Computes one call for batch after batch of a morsel's positions. Owned by one thread.
abstract class CallEvaluator {
    /// Starts before the first batch of a morsel.
    void open() {}

    /// Writes the call's values to a reset vector, from its row 0 on.
    abstract void evaluate(Positions positions, ColumnVector out);

    /// Gives back what is reserved.
    void close() {}
}
