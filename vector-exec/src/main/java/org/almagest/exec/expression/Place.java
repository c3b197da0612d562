package org.almagest.exec.expression;

/// Where in the statement's text something stands, for errors that are found while it runs. Places do
/// not tell expressions apart: two are always equal.
///
/// @param offset the characters before it, -1 where nobody knows
public record Place(int offset) {
    public static final Place NONE = new Place(-1);

    public boolean isKnown() {
        return offset >= 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Place;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
