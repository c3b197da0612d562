package org.almagest.sql.ast;

import java.util.Optional;

/// One change of ALTER TABLE.
public sealed interface AlterAction extends Node {
    record AddColumn(boolean ifNotExists, ColumnDefinition column, Span span) implements AlterAction {}

    record AddConstraint(TableConstraint constraint, Span span) implements AlterAction {}

    record DropConstraint(boolean ifExists, Identifier name, Span span) implements AlterAction {}

    record DropColumn(boolean ifExists, Identifier column, Span span) implements AlterAction {}

    record RenameColumn(Identifier from, Identifier to, Span span) implements AlterAction {}

    record RenameTable(Identifier to, Span span) implements AlterAction {}

    /// `ALTER COLUMN c TYPE t [USING value]`.
    record SetType(Identifier column, TypeName type, Optional<Expression> using, Span span) implements AlterAction {}

    /// Empty: `DROP DEFAULT`.
    record SetDefault(Identifier column, Optional<Expression> value, Span span) implements AlterAction {}

    record SetNotNull(Identifier column, boolean notNull, Span span) implements AlterAction {}

    /// `ALTER COLUMN c SET UNIT 'mag'`, `SET UCD '...'`, `SET COMMENT '...'`; empty: `DROP UNIT`.
    record SetMeaning(Identifier column, Meaning meaning, Optional<String> value, Span span) implements AlterAction {}

    enum Meaning {
        UNIT,
        UCD,
        COMMENT
    }
}
