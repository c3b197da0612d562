package org.almagest.columnar.schema;

import org.almagest.columnar.type.Value;

/// What a column has where nobody gave it a value: `expression` is the SQL text of its DEFAULT
/// (empty: NULL), evaluated by each INSERT; `before` is what rows have that were stored before the
/// column was added, in no file: segments without the column mean it.
public record ColumnDefault(String expression, Value before) {
    /// NULL in both cases.
    public static final ColumnDefault NONE = new ColumnDefault("", Value.NULL);

    public ColumnDefault withExpression(String other) {
        return new ColumnDefault(other, before);
    }
}
