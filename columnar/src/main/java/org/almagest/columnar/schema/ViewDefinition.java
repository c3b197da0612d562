package org.almagest.columnar.schema;

import java.util.List;

/// A view: the SQL text of its query, names for the first of its columns, the schemas in which the
/// names of the query are looked for, and what it is about. The text is bound anew at each use.
public record ViewDefinition(String query, List<String> columnNames, List<String> searchPath, String description) {
    public ViewDefinition {
        columnNames = List.copyOf(columnNames);
        searchPath = List.copyOf(searchPath);
        if (query.isEmpty()) {
            throw new IllegalArgumentException("a view must have a query");
        }
    }

    public ViewDefinition withDescription(String other) {
        return new ViewDefinition(query, columnNames, searchPath, other);
    }
}
