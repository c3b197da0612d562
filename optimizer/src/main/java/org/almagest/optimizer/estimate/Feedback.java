package org.almagest.optimizer.estimate;

import java.util.OptionalLong;

/// What queries that have run tell of rows, instead of estimates. It answers the same for the whole time in which a
/// query is planned, or the parts of a plan would be weighed by different numbers.
public interface Feedback {
    /// Knows nothing.
    Feedback NONE = filtered -> OptionalLong.empty();

    /// Answers how many rows of a source were seen to satisfy conditions.
    OptionalLong rows(FilteredTable filtered);
}
