package org.almagest.sql.ast;

import java.util.List;

/// `GROUP BY ALL` has no elements.
public record GroupBy(boolean all, List<Element> elements, Span span) implements Node {
    public GroupBy {
        elements = List.copyOf(elements);
    }

    public sealed interface Element extends Node {}

    /// One expression, or the position of one in the select list.
    public record Key(Expression expression, Span span) implements Element {}

    /// `()` and, inside ROLLUP, CUBE and GROUPING SETS, `(a, b)`.
    public record KeySet(List<Expression> expressions, Span span) implements Element {
        public KeySet {
            expressions = List.copyOf(expressions);
        }
    }

    public record Rollup(List<Element> elements, Span span) implements Element {
        public Rollup {
            elements = List.copyOf(elements);
        }
    }

    public record Cube(List<Element> elements, Span span) implements Element {
        public Cube {
            elements = List.copyOf(elements);
        }
    }

    public record GroupingSets(List<Element> sets, Span span) implements Element {
        public GroupingSets {
            sets = List.copyOf(sets);
        }
    }
}
