package org.almagest.sql.ast;

/// `column = value` of UPDATE.
public record Assignment(Identifier column, Expression value, Span span) implements Node {}
