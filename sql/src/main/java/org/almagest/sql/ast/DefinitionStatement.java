package org.almagest.sql.ast;

import java.util.List;
import java.util.Optional;

/// A statement that changes the catalog.
public sealed interface DefinitionStatement extends Statement {
    /// With `query`, the rows come from it and `columns` is empty; `columnNames` may then rename
    /// them.
    record CreateTable(
            QualifiedName name,
            boolean orReplace,
            boolean temporary,
            boolean ifNotExists,
            List<ColumnDefinition> columns,
            List<TableConstraint> constraints,
            List<Identifier> columnNames,
            Optional<Query> query,
            boolean withRows,
            Optional<ClusterBy> clusterBy,
            List<Option> options,
            Span span)
            implements DefinitionStatement {
        public CreateTable {
            columns = List.copyOf(columns);
            constraints = List.copyOf(constraints);
            columnNames = List.copyOf(columnNames);
            options = List.copyOf(options);
        }
    }

    record CreateView(
            QualifiedName name,
            boolean orReplace,
            boolean temporary,
            boolean ifNotExists,
            List<Identifier> columns,
            Query query,
            Span span)
            implements DefinitionStatement {
        public CreateView {
            columns = List.copyOf(columns);
        }
    }

    record CreateSchema(QualifiedName name, boolean ifNotExists, Span span) implements DefinitionStatement {}

    /// `CREATE [UNIQUE] INDEX [name] ON table [USING method] (keys)`.
    record CreateIndex(
            Optional<Identifier> name,
            boolean unique,
            boolean ifNotExists,
            QualifiedName table,
            Optional<Identifier> method,
            List<SortItem> keys,
            Span span)
            implements DefinitionStatement {
        public CreateIndex {
            keys = List.copyOf(keys);
        }
    }

    record Drop(ObjectKind kind, boolean ifExists, List<QualifiedName> names, boolean cascade, Span span)
            implements DefinitionStatement {
        public Drop {
            names = List.copyOf(names);
        }
    }

    record AlterTable(QualifiedName table, boolean ifExists, List<AlterAction> actions, Span span)
            implements DefinitionStatement {
        public AlterTable {
            actions = List.copyOf(actions);
        }
    }

    /// `COMMENT ON kind name IS text`; empty: `IS NULL`. The name of a column includes its table's.
    record CommentOn(ObjectKind kind, QualifiedName name, Optional<String> text, Span span)
            implements DefinitionStatement {}

    enum ObjectKind {
        TABLE,
        VIEW,
        SCHEMA,
        INDEX,
        COLUMN
    }
}
