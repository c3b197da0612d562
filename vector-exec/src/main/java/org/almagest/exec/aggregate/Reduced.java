package org.almagest.exec.aggregate;

/// What a reduction can be asked for.
enum Reduced {
    SUM,
    /// The sum of the squared distances from the mean.
    SQUARES,
    /// The least and the greatest value.
    BOUNDS
}
