package org.almagest.sql.ast;

import java.util.List;
import java.util.Optional;

/// A rule of a whole table, with a name where `CONSTRAINT name` was written.
public sealed interface TableConstraint extends Node {
    Optional<Identifier> name();

    record PrimaryKey(Optional<Identifier> name, List<Identifier> columns, Span span) implements TableConstraint {
        public PrimaryKey {
            columns = List.copyOf(columns);
        }
    }

    record Unique(Optional<Identifier> name, List<Identifier> columns, Span span) implements TableConstraint {
        public Unique {
            columns = List.copyOf(columns);
        }
    }

    record Check(Optional<Identifier> name, Expression condition, Span span) implements TableConstraint {}
}
