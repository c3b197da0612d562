package org.almagest.columnar.scan;

import java.util.Optional;

/// A predicate that tightens while the scan runs (a top-N threshold, a join's key range). The scan
/// reads it again for each block and may skip what cannot satisfy it; it never promises to, so the
/// operator still checks its rows. Written by any thread.
public final class DynamicPredicate {
    private volatile ColumnPredicate current;

    /// Answers the predicate as it stands, once there is one.
    public Optional<ColumnPredicate> current() {
        return Optional.ofNullable(current);
    }

    /// Replaces the predicate by a tighter one.
    public void tighten(ColumnPredicate tighter) {
        current = tighter;
    }
}
