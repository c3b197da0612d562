package org.almagest.columnar.segment;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.statistics.ColumnSketch;

/// A finished segment file as a manifest remembers it: enough to plan without opening the file.
/// `path` is the name that the writer was given; `columns` stand in the order of the schema that
/// the segment was written with.
public record SegmentDescription(String path, long fileId, long rows, long bytes, List<ColumnSummary> columns) {
    public SegmentDescription {
        columns = List.copyOf(columns);
    }

    /// Answers the same without sketches of the columns.
    public SegmentDescription withoutSketches() {
        List<ColumnSummary> bare = columns.stream()
                .map(column -> new ColumnSummary(
                        column.columnId(),
                        column.storedBytes(),
                        column.statistics().withSketch(ColumnSketch.NONE, rows)))
                .toList();
        return new SegmentDescription(path, fileId, rows, bytes, bare);
    }

    /// Finds what is known of a column by its stable id; empty when the segment lacks it.
    public Optional<ColumnSummary> column(int columnId) {
        for (ColumnSummary column : columns) {
            if (column.columnId() == columnId) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }
}
