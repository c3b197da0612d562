package org.almagest.ingest.csv;

/// What happens to a row with a value that its column's type does not take, or with too few or too
/// many fields.
public enum OnError {
    /// The scan fails and names the place.
    ABORT,
    /// The row is left out and told to the listener.
    SKIP,
    /// The value becomes NULL (missing fields too; fields too many are dropped) and is told to the
    /// listener.
    NULL
}
