package org.almagest.ingest.fits;

import java.util.List;

/// Where the rows, cells and heap of a table stand in the file, all checked against the file's
/// size. `notices` say what was read otherwise than the header has it.
record TableLayout(
        HduPlace place,
        long rows,
        int rowBytes,
        long dataOffset,
        long heapOffset,
        long heapBytes,
        List<FitsColumn> columns,
        List<String> notices) {
    TableLayout {
        columns = List.copyOf(columns);
        notices = List.copyOf(notices);
    }
}
