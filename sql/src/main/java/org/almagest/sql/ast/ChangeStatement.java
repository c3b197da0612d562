package org.almagest.sql.ast;

import java.util.List;
import java.util.Optional;

/// A statement that changes rows, or moves them in and out.
public sealed interface ChangeStatement extends Statement {
    /// An empty `source` is `DEFAULT VALUES`.
    record Insert(
            QualifiedName table,
            List<Identifier> columns,
            Optional<Query> source,
            List<SelectItem> returning,
            Span span)
            implements ChangeStatement {
        public Insert {
            columns = List.copyOf(columns);
            returning = List.copyOf(returning);
        }
    }

    record Update(
            QualifiedName table,
            Optional<Identifier> alias,
            List<Assignment> assignments,
            List<TableReference> from,
            Optional<Expression> where,
            List<SelectItem> returning,
            Span span)
            implements ChangeStatement {
        public Update {
            assignments = List.copyOf(assignments);
            from = List.copyOf(from);
            returning = List.copyOf(returning);
        }
    }

    record Delete(
            QualifiedName table,
            Optional<Identifier> alias,
            List<TableReference> using,
            Optional<Expression> where,
            List<SelectItem> returning,
            Span span)
            implements ChangeStatement {
        public Delete {
            using = List.copyOf(using);
            returning = List.copyOf(returning);
        }
    }

    /// `TRUNCATE [TABLE] t, ...`.
    record Truncate(List<QualifiedName> tables, Span span) implements ChangeStatement {
        public Truncate {
            tables = List.copyOf(tables);
        }
    }

    record Merge(
            QualifiedName table,
            Optional<Identifier> alias,
            TableReference source,
            Expression condition,
            List<MergeClause> clauses,
            List<SelectItem> returning,
            Span span)
            implements ChangeStatement {
        public Merge {
            clauses = List.copyOf(clauses);
            returning = List.copyOf(returning);
        }
    }

    record CopyFrom(QualifiedName table, List<Identifier> columns, String file, List<Option> options, Span span)
            implements ChangeStatement {
        public CopyFrom {
            columns = List.copyOf(columns);
            options = List.copyOf(options);
        }
    }

    /// `COPY table TO 'file'` is read as the query over the table's columns.
    record CopyTo(Query query, String file, List<Option> options, Span span) implements ChangeStatement {
        public CopyTo {
            options = List.copyOf(options);
        }
    }
}
