package org.almagest.sql.ast;

import java.util.List;
import java.util.Optional;

/// A statement that tends the database without changing what it says.
public sealed interface MaintenanceStatement extends Statement {
    /// Gathers statistics; empty: of every table.
    record Analyze(Optional<QualifiedName> table, List<Identifier> columns, Span span) implements MaintenanceStatement {
        public Analyze {
            columns = List.copyOf(columns);
        }
    }

    record Vacuum(Optional<QualifiedName> table, Span span) implements MaintenanceStatement {}

    /// `CHECK DATABASE`, or `CHECK TABLE t`: reads every byte and verifies it.
    record Check(Optional<QualifiedName> table, Span span) implements MaintenanceStatement {}

    record Checkpoint(Span span) implements MaintenanceStatement {}
}
