package org.almagest.sql.ast;

import java.util.Optional;
import org.almagest.exec.plan.WindowFrame;

/// `ROWS BETWEEN start AND end EXCLUDE ...`; a frame with one bound ends at the current row.
public record Frame(WindowFrame.Unit unit, Bound start, Bound end, WindowFrame.Exclusion exclusion, Span span)
        implements Node {
    /// `offset` is there exactly for PRECEDING and FOLLOWING.
    public record Bound(WindowFrame.BoundKind kind, Optional<Expression> offset) {
        public Bound {
            boolean atDistance = kind == WindowFrame.BoundKind.PRECEDING || kind == WindowFrame.BoundKind.FOLLOWING;
            if (offset.isPresent() != atDistance) {
                throw new IllegalArgumentException("an offset belongs to PRECEDING and FOLLOWING: " + kind);
            }
        }
    }
}
