package org.almagest.sql.ast;

import java.util.Optional;

/// `ROWS BETWEEN start AND end EXCLUDE ...`; a frame with one bound ends at the current row.
public record Frame(Unit unit, Bound start, Bound end, Exclusion exclusion, Span span) implements Node {
    public enum Unit {
        ROWS,
        RANGE,
        GROUPS
    }

    public enum Exclusion {
        NO_OTHERS,
        CURRENT_ROW,
        GROUP,
        TIES
    }

    public enum BoundKind {
        UNBOUNDED_PRECEDING,
        PRECEDING,
        CURRENT_ROW,
        FOLLOWING,
        UNBOUNDED_FOLLOWING
    }

    /// `offset` is there exactly for PRECEDING and FOLLOWING.
    public record Bound(BoundKind kind, Optional<Expression> offset) {
        public Bound {
            if (offset.isPresent() != (kind == BoundKind.PRECEDING || kind == BoundKind.FOLLOWING)) {
                throw new IllegalArgumentException("an offset belongs to PRECEDING and FOLLOWING: " + kind);
            }
        }
    }
}
