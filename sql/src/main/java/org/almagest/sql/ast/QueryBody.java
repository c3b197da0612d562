package org.almagest.sql.ast;

import java.util.List;
import java.util.Optional;

/// What gives rows, before ORDER BY and LIMIT.
public sealed interface QueryBody extends Node {
    record Select(
            Optional<Distinct> distinct,
            List<SelectItem> items,
            List<TableReference> from,
            Optional<Expression> where,
            Optional<GroupBy> groupBy,
            Optional<Expression> having,
            List<Window.Definition> windows,
            Optional<Expression> qualify,
            Span span)
            implements QueryBody {
        public Select {
            items = List.copyOf(items);
            from = List.copyOf(from);
            windows = List.copyOf(windows);
        }

        /// A SELECT of items and tables only.
        public static Select of(List<SelectItem> items, List<TableReference> from, Span span) {
            return new Select(
                    Optional.empty(),
                    items,
                    from,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    span);
        }
    }

    /// `DISTINCT`, or `DISTINCT ON (on)` when the list is not empty.
    record Distinct(List<Expression> on) {
        public Distinct {
            on = List.copyOf(on);
        }
    }

    /// `VALUES (1, 'a'), (2, 'b')`. A row may be empty only in a faulty statement: never here.
    record Values(List<List<Expression>> rows, Span span) implements QueryBody {
        public Values {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /// `a UNION b UNION c`: at least two inputs, combined from left to right with the same
    /// operator.
    record SetOperation(SetOperator operator, boolean all, List<QueryBody> inputs, Span span) implements QueryBody {
        public SetOperation {
            inputs = List.copyOf(inputs);
            if (inputs.size() < 2) {
                throw new IllegalArgumentException("a set operation has at least two inputs");
            }
        }
    }

    /// A query in parentheses that has WITH, ORDER BY or a limit of its own.
    record Nested(Query query, Span span) implements QueryBody {}

    enum SetOperator {
        UNION,
        INTERSECT,
        EXCEPT
    }
}
