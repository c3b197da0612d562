package org.almagest.sql.ast;

import java.util.List;

/// A type as written: `decimal(10, 2)`, `double[3]`. `name` is lower case, and the forms of several
/// words have one spelling each: `double precision` is `double`, `character varying` is `varchar`,
/// `timestamp with time zone` is `timestamptz`, `time with time zone` is `timetz`.
/// `dimensions` are those of the array, outermost first, with [#VARIABLE] where none was given.
public record TypeName(String name, List<Integer> parameters, List<Integer> dimensions, Span span) implements Node {
    /// The length of an array without a fixed one.
    public static final int VARIABLE = -1;

    public TypeName {
        parameters = List.copyOf(parameters);
        dimensions = List.copyOf(dimensions);
    }

    public boolean array() {
        return !dimensions.isEmpty();
    }
}
