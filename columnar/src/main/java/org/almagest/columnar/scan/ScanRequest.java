package org.almagest.columnar.scan;

import java.util.List;

/// What a query wants of a table: the columns to deliver (positions in the schema, in the order of
/// the batch), the predicates, all of which must hold, and predicates that tighten on the way.
/// Predicates may name columns that are not delivered.
public record ScanRequest(List<Integer> columns, List<ColumnPredicate> predicates, List<DynamicPredicate> dynamics) {
    public ScanRequest {
        columns = List.copyOf(columns);
        predicates = List.copyOf(predicates);
        dynamics = List.copyOf(dynamics);
    }

    /// Asks for columns of every row.
    public static ScanRequest of(List<Integer> columns) {
        return new ScanRequest(columns, List.of(), List.of());
    }
}
