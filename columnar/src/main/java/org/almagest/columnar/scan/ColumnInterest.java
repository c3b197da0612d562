package org.almagest.columnar.scan;

/// Says of a column to deliver that values which do not satisfy a predicate, as it stands when they
/// are read, may come as NULL (see [ScanRequest]).
public record ColumnInterest(int column, DynamicPredicate predicate) {}
