package org.almagest.sql.ast;

import java.util.List;
import java.util.Optional;

/// One entry of WITH: `name (columns) AS [NOT] MATERIALIZED (query)`.
public record CommonTable(
        Identifier name, List<Identifier> columns, Optional<Boolean> materialized, Query query, Span span)
        implements Node {
    public CommonTable {
        columns = List.copyOf(columns);
    }
}
