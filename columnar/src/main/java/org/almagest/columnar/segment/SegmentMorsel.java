package org.almagest.columnar.segment;

import java.util.List;
import org.almagest.columnar.scan.Morsel;

/// Up to eight cells of the scan's segments, in the order of rows.
record SegmentMorsel(int index, List<Cell> cells) implements Morsel {
    SegmentMorsel {
        cells = List.copyOf(cells);
    }

    /// Rows `firstRow .. firstRow + rows` of a row group of one of the scan's segments: what lies
    /// between two starts of pages that all columns share. `runEnd` is the row up to which cells
    /// follow each other without gap, so that reading ahead knows how far to go.
    record Cell(int segment, int rowGroup, int firstRow, int rows, int runEnd) {}
}
