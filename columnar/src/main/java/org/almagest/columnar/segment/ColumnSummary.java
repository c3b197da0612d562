package org.almagest.columnar.segment;

import org.almagest.columnar.scan.ColumnStatistics;

/// One column of one segment: its stable id, the bytes of its pages on disk, and bounds and counts
/// of its values.
public record ColumnSummary(int columnId, long storedBytes, ColumnStatistics statistics) {}
