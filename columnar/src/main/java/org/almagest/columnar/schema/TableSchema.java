package org.almagest.columnar.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The columns of a table in order, with the table's description, what its file's header said
/// (keyword to text, in the header's order), how its rows lie on disk, and what it asks of them.
/// Column names are unique by their exact spelling.
public record TableSchema(
        List<ColumnDefinition> columns,
        String description,
        Map<String, String> properties,
        TableLayout layout,
        TableRules rules) {
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
        if (!ids.containsAll(layout.clustering().columns())) {
            throw new IllegalArgumentException("a clustering must be by the table's columns: " + layout);
        }
        if (!ids.containsAll(layout.bloom())) {
            throw new IllegalArgumentException("Bloom filters must be of the table's columns: " + layout);
        }
    }

    /// Makes a schema of the default layout.
    public TableSchema(List<ColumnDefinition> columns, String description, Map<String, String> properties) {
        this(columns, description, properties, TableLayout.DEFAULT);
    }

    /// Makes a schema without checks.
    public TableSchema(
            List<ColumnDefinition> columns, String description, Map<String, String> properties, TableLayout layout) {
        this(columns, description, properties, layout, TableRules.NONE);
    }

    public TableSchema withLayout(TableLayout other) {
        return new TableSchema(columns, description, properties, other, rules);
    }

    public TableSchema withRules(TableRules other) {
        return new TableSchema(columns, description, properties, layout, other);
    }

    public TableSchema withColumns(List<ColumnDefinition> others) {
        return new TableSchema(others, description, properties, layout, rules);
    }

    public TableSchema withDescription(String other) {
        return new TableSchema(columns, other, properties, layout, rules);
    }

    /// Answers the least id that no column of the table has had.
    public int nextColumnId() {
        return columns.stream().mapToInt(column -> column.id() + 1).reduce(rules.nextColumnId(), Math::max);
    }

    /// Finds a column by its stable id.
    public Optional<ColumnDefinition> withId(int id) {
        return columns.stream().filter(column -> column.id() == id).findFirst();
    }

    /// Answers where the column of an id stands; fails for one that there is not.
    public int positionOfId(int id) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).id() == id) {
                return i;
            }
        }
        throw new IllegalArgumentException("there is no column of id " + id);
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
