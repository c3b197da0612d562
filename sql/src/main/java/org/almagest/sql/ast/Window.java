package org.almagest.sql.ast;

import java.util.List;
import java.util.Optional;

/// What stands after OVER.
public sealed interface Window extends Node {
    /// `OVER w`.
    record Reference(Identifier name, Span span) implements Window {}

    /// `OVER ([base] PARTITION BY ... ORDER BY ... frame)`.
    record Specification(
            Optional<Identifier> base,
            List<Expression> partitionBy,
            List<SortItem> orderBy,
            Optional<Frame> frame,
            Span span)
            implements Window {
        public Specification {
            partitionBy = List.copyOf(partitionBy);
            orderBy = List.copyOf(orderBy);
        }
    }

    /// One entry of the WINDOW clause: `w AS (...)`.
    record Definition(Identifier name, Specification window, Span span) implements Node {}
}
