package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.pool.PageTable;
import org.almagest.columnar.pool.Pin;

/// The pages that one morsel reader holds, one per column. When the pool has no free frame the
/// reader lets go of all of them before it waits for one, so that readers never wait for each
/// other; columns take their pages again when they need them. One thread.
final class ReaderPins {
    private final List<ColumnReader> columns = new ArrayList<>();

    void add(ColumnReader column) {
        columns.add(column);
    }

    /// Holds a page, reading ahead up to another.
    void acquire(PageTable pages, int number, int ahead, Pin pin) {
        if (!pages.tryPin(number, ahead, pin)) {
            releaseAll();
            pages.pin(number, ahead, pin);
        }
    }

    /// Lets go of all pages and vectors: the reader has ended.
    void endAll() {
        columns.forEach(ColumnReader::end);
    }

    private void releaseAll() {
        columns.forEach(ColumnReader::release);
    }
}
