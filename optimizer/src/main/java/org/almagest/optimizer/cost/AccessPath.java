package org.almagest.optimizer.cost;

/// How scans come at their rows: by what costs less, or, to measure, always in one way.
public enum AccessPath {
    /// By an index where that costs less.
    AUTO,

    /// By zone maps alone.
    SCAN,

    /// By an index wherever one has a column of a predicate, the cheapest of them.
    INDEX
}
