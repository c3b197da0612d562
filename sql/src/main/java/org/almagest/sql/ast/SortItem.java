package org.almagest.sql.ast;

import java.util.Optional;

/// One key of ORDER BY. Where nothing is said about NULLs, the binder decides.
public record SortItem(Expression expression, Direction direction, Optional<NullOrder> nulls, Span span)
        implements Node {
    public enum Direction {
        ASCENDING,
        DESCENDING
    }

    public enum NullOrder {
        FIRST,
        LAST
    }
}
