package org.almagest.sql.ast;

import java.util.List;
import java.util.Optional;

/// `[WITH ...] body [ORDER BY ...] [LIMIT ...] [OFFSET ...]`. ADQL's `SELECT TOP n` and
/// `FETCH FIRST n ROWS` are read as a limit; `withTies` is `FETCH FIRST n ROWS WITH TIES`.
/// `recursive` belongs to the whole WITH.
public record Query(
        boolean recursive,
        List<CommonTable> with,
        QueryBody body,
        List<SortItem> orderBy,
        Optional<Expression> limit,
        boolean withTies,
        Optional<Expression> offset,
        Span span)
        implements Node {
    public Query {
        with = List.copyOf(with);
        orderBy = List.copyOf(orderBy);
    }

    /// A query that is its body and nothing else.
    public static Query of(QueryBody body) {
        return new Query(false, List.of(), body, List.of(), Optional.empty(), false, Optional.empty(), body.span());
    }

    /// Whether there is nothing around the body.
    public boolean plain() {
        return with.isEmpty() && orderBy.isEmpty() && limit.isEmpty() && offset.isEmpty();
    }
}
