package org.almagest.columnar.scan;

import java.util.Optional;

/// A predicate that tightens while the scan runs (a top-N threshold, a join's key range). The scan
/// reads it again for each block and may skip what cannot satisfy it; it never promises to, so the
/// operator still checks its rows. Written by any thread.
///
/// One that is settled is told before the scan is read, if at all: what is left of each block is then the
/// same in every run of the query.
public final class DynamicPredicate {
    private final boolean settled;
    private volatile ColumnPredicate current;

    public DynamicPredicate() {
        this(false);
    }

    private DynamicPredicate(boolean settled) {
        this.settled = settled;
    }

    /// Makes a predicate that does not tighten any more once the scan is read.
    public static DynamicPredicate ofSettled() {
        return new DynamicPredicate(true);
    }

    public boolean isSettled() {
        return settled;
    }

    /// Answers the predicate as it stands, once there is one.
    public Optional<ColumnPredicate> current() {
        return Optional.ofNullable(current);
    }

    /// Replaces the predicate by a tighter one.
    public void tighten(ColumnPredicate tighter) {
        current = tighter;
    }
}
