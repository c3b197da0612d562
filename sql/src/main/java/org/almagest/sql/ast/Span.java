package org.almagest.sql.ast;

/// The part `[start, end)` of the statement's text that a node was read from, in UTF-16 units.
///
/// All spans are equal to each other: `a + 1` and `a  +  1` are the same tree, and a test or a
/// rule that compares nodes compares what they say, not where they stand.
public record Span(int start, int end) {
    /// The span of nodes that no text stands behind.
    public static final Span NONE = new Span(0, 0);

    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("a span needs 0 <= start <= end: " + start + ", " + end);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Span;
    }

    @Override
    public int hashCode() {
        return 1;
    }
}
