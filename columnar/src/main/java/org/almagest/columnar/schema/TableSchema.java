package org.almagest.columnar.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// The columns of a table in order, with the table's description and what its file's header said
/// (keyword to text, in the header's order). Column names are unique by their exact spelling.
public record TableSchema(List<ColumnDefinition> columns, String description, Map<String, String> properties) {
    public TableSchema {
        columns = List.copyOf(columns);
        properties = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(properties));
        Set<String> names = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (ColumnDefinition column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns have the name " + column.name());
            }
            if (!ids.add(column.id())) {
                throw new IllegalArgumentException("two columns have the id " + column.id());
            }
        }
    }

    /// Makes a schema of columns alone.
    public static TableSchema of(List<ColumnDefinition> columns) {
        return new TableSchema(columns, "", Map.of());
    }

    public int columnCount() {
        return columns.size();
    }

    public ColumnDefinition column(int position) {
        return columns.get(position);
    }

    /// Finds a column: by exact spelling first, else by the only one that differs in case alone.
    public OptionalInt position(String name) {
        int found = -1;
        for (int i = 0; i < columns.size(); i++) {
            String candidate = columns.get(i).name();
            if (candidate.equals(name)) {
                return OptionalInt.of(i);
            }
            if (candidate.equalsIgnoreCase(name)) {
                found = found == -1 ? i : -2;
            }
        }
        return found >= 0 ? OptionalInt.of(found) : OptionalInt.empty();
    }
}
