package org.almagest.sql.ast;

import java.util.List;
import java.util.Optional;

/// One WHEN of MERGE: for which pairs of rows, under what further condition, what is done.
public record MergeClause(When when, Optional<Expression> condition, Action action, Span span) implements Node {
    /// MATCHED, NOT MATCHED [BY TARGET], NOT MATCHED BY SOURCE.
    public enum When {
        MATCHED,
        NOT_MATCHED,
        NOT_MATCHED_BY_SOURCE
    }

    /// What is done with a row.
    public sealed interface Action {}

    public record Update(List<Assignment> assignments) implements Action {
        public Update {
            assignments = List.copyOf(assignments);
        }
    }

    public record Delete() implements Action {}

    /// Empty `values`: DEFAULT VALUES.
    public record Insert(List<Identifier> columns, List<Expression> values) implements Action {
        public Insert {
            columns = List.copyOf(columns);
            values = List.copyOf(values);
        }
    }

    public record DoNothing() implements Action {}
}
