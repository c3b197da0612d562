package org.almagest.sql.ast;

import java.util.Optional;

/// `name value` of COPY, EXPLAIN and the WITH of a table. A bare word as the value is a string.
public record Option(Identifier name, Optional<Expression> value, Span span) implements Node {}
