package org.almagest.exec.window;

import org.almagest.exec.pipeline.Source;

/// The pipeline between the rows of a window as they came and its result: brings them into order.
sealed interface Ordering permits WindowOrdering, SpilledOrdering {
    /// Answers the source of the pipeline; it gives no rows, at most batches without any.
    Source ranges();

    /// Ends the ordering, when its pipeline has ended.
    void finish();

    /// Answers the rows in order, once finished.
    OrderedRows rows();
}
