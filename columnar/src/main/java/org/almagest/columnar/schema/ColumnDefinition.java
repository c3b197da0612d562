package org.almagest.columnar.schema;

import org.almagest.columnar.type.DataType;

/// A column of a table: its stable id (never reused within the table), name, type, what an
/// astronomer knows of it, and what it has where no value was given. Empty strings mean "not
/// given"; unit and UCD are kept verbatim.
public record ColumnDefinition(
        int id, String name, DataType type, boolean nullable, ColumnMeaning meaning, ColumnDefault absent) {
    public ColumnDefinition {
        if (id < 0) {
            throw new IllegalArgumentException("column id must not be negative: " + id);
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a column needs a name");
        }
    }

    /// Makes a column without a default.
    public ColumnDefinition(int id, String name, DataType type, boolean nullable, ColumnMeaning meaning) {
        this(id, name, type, nullable, meaning, ColumnDefault.NONE);
    }

    /// Makes a nullable column without unit or description.
    public static ColumnDefinition of(int id, String name, DataType type) {
        return new ColumnDefinition(id, name, type, true, ColumnMeaning.NONE);
    }

    public ColumnDefinition withId(int newId) {
        return new ColumnDefinition(newId, name, type, nullable, meaning, absent);
    }

    public ColumnDefinition withName(String newName) {
        return new ColumnDefinition(id, newName, type, nullable, meaning, absent);
    }

    public ColumnDefinition withNullable(boolean allowed) {
        return new ColumnDefinition(id, name, type, allowed, meaning, absent);
    }

    public ColumnDefinition withMeaning(ColumnMeaning other) {
        return new ColumnDefinition(id, name, type, nullable, other, absent);
    }

    public ColumnDefinition withAbsent(ColumnDefault other) {
        return new ColumnDefinition(id, name, type, nullable, meaning, other);
    }
}
