package org.almagest.sql.ast;

import java.util.List;
import java.util.stream.Collectors;

/// A name with its qualifiers, outermost first: `schema.table`.
public record QualifiedName(List<Identifier> parts, Span span) implements Node {
    public QualifiedName {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a qualified name has at least one part");
        }
    }

    /// The innermost part.
    public Identifier last() {
        return parts.getLast();
    }

    /// The parts joined by dots, without quotes: for messages and lookups, not for parsing again.
    public String text() {
        return parts.size() == 1
                ? last().name()
                : parts.stream().map(Identifier::name).collect(Collectors.joining("."));
    }
}
