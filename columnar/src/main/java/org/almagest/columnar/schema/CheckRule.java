package org.almagest.columnar.schema;

/// A CHECK constraint: its name, unique within the table, and the SQL text of a condition over the
/// table's columns that is FALSE for no row.
public record CheckRule(String name, String condition) {
    public CheckRule {
        if (name.isEmpty() || condition.isEmpty()) {
            throw new IllegalArgumentException("a check must have a name and a condition: " + name);
        }
    }
}
