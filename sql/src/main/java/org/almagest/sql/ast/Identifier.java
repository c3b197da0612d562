package org.almagest.sql.ast;

/// One name. `name` is folded to lower case unless it was written in double quotes.
public record Identifier(String name, boolean quoted, Span span) implements Node {
    public Identifier {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a name has at least one character");
        }
    }
}
