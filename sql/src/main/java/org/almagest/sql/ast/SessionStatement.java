package org.almagest.sql.ast;

import java.util.List;
import java.util.Optional;

/// A statement about the session: what exists, how it is set, and its transactions.
public sealed interface SessionStatement extends Statement {
    record DescribeTable(TableReference table, Span span) implements SessionStatement {}

    record DescribeQuery(Query query, Span span) implements SessionStatement {}

    /// `SUMMARIZE t` and `SUMMARIZE query`: what the values of each column are like.
    record Summarize(Query query, Span span) implements SessionStatement {}

    /// `SHOW TABLES [FROM schema] [LIKE 'pattern']`.
    record ShowObjects(Listing listing, Optional<Identifier> schema, Optional<String> like, Span span)
            implements SessionStatement {}

    /// `SHOW STATS table`.
    record ShowStatistics(QualifiedName table, Span span) implements SessionStatement {}

    /// Empty: `SHOW ALL`.
    record ShowSetting(Optional<QualifiedName> name, Span span) implements SessionStatement {}

    /// `SET name = values`; no values: `DEFAULT`. A bare word as a value is a string.
    record Set(SettingScope scope, QualifiedName name, List<Expression> values, Span span) implements SessionStatement {
        public Set {
            values = List.copyOf(values);
        }
    }

    /// Empty: `RESET ALL`.
    record Reset(Optional<QualifiedName> name, Span span) implements SessionStatement {}

    record Begin(Optional<Isolation> isolation, boolean readOnly, Span span) implements SessionStatement {}

    record Commit(Span span) implements SessionStatement {}

    /// With a name: back to that savepoint.
    record Rollback(Optional<Identifier> savepoint, Span span) implements SessionStatement {}

    record Savepoint(Identifier name, Span span) implements SessionStatement {}

    record ReleaseSavepoint(Identifier name, Span span) implements SessionStatement {}

    enum Listing {
        TABLES,
        VIEWS,
        SCHEMAS,
        FUNCTIONS
    }

    /// LOCAL lasts until the end of the transaction.
    enum SettingScope {
        SESSION,
        LOCAL,
        GLOBAL
    }

    enum Isolation {
        READ_COMMITTED,
        REPEATABLE_READ,
        SNAPSHOT,
        SERIALIZABLE
    }
}
