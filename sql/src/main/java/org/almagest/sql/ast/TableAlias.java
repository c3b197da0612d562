package org.almagest.sql.ast;

import java.util.List;

/// `AS name (columns)`.
public record TableAlias(Identifier name, List<Identifier> columns, Span span) implements Node {
    public TableAlias {
        columns = List.copyOf(columns);
    }
}
