package org.almagest.columnar.scan;

/// What a scan makes of one predicate.
public enum Answer {
    /// Every row delivered satisfies it.
    EXACT,
    /// Some rows that cannot satisfy it may be left out; check again.
    PRUNED
}
