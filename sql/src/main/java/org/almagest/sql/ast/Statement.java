package org.almagest.sql.ast;

import java.util.List;
import java.util.Optional;

/// One statement of a script.
public sealed interface Statement extends Node
        permits Statement.Select,
                Statement.Explain,
                Statement.Prepare,
                Statement.Execute,
                Statement.Deallocate,
                DefinitionStatement,
                ChangeStatement,
                SessionStatement,
                MaintenanceStatement {
    /// A query: SELECT, VALUES, TABLE.
    record Select(Query query, Span span) implements Statement {}

    /// `EXPLAIN [ANALYZE] [(FORMAT json)] statement`.
    record Explain(boolean analyze, List<Option> options, Statement statement, Span span) implements Statement {
        public Explain {
            options = List.copyOf(options);
        }
    }

    record Prepare(Identifier name, Statement statement, Span span) implements Statement {}

    record Execute(Identifier name, List<Expression> arguments, Span span) implements Statement {
        public Execute {
            arguments = List.copyOf(arguments);
        }
    }

    /// Empty: ALL.
    record Deallocate(Optional<Identifier> name, Span span) implements Statement {}
}
