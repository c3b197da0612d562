package org.almagest.sql.ast;

import java.util.List;
import java.util.Optional;

/// One column of CREATE TABLE: its type, its rules, and what it means (unit, UCD, description).
public record ColumnDefinition(
        Identifier name,
        TypeName type,
        boolean notNull,
        boolean primaryKey,
        boolean unique,
        Optional<Expression> defaultValue,
        List<Expression> checks,
        Optional<String> unit,
        Optional<String> ucd,
        Optional<String> comment,
        Optional<String> compression,
        Span span)
        implements Node {
    public ColumnDefinition {
        checks = List.copyOf(checks);
    }
}
