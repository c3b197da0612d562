package org.almagest.columnar.segment;

import org.almagest.columnar.encoding.Dictionary;
import org.almagest.columnar.encoding.Encoding;
import org.almagest.columnar.encoding.PageReader;
import org.almagest.columnar.kernel.BitmapKernels;
import org.almagest.columnar.pool.Pin;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ColumnVector;

/// Reads one column of the segment that its reader stands in, block by block: holds the page, opens
/// it, decodes into a vector of its own. One thread.
final class ColumnReader {
    private static final PageReader NO_PAGE = EmptyPage.reader();

    private final DataType type;
    private final int columnId;
    private final ReaderPins pins;
    private final ScanCounters counters;
    private final ColumnVector vector;
    private final BlockDecoder decoder;
    private final Pin pin = new Pin();

    /// Used where pages are smaller than a block.
    private final ColumnVector piece;

    private OpenSegment segment;
    private int position;
    private boolean present;
    private PageDirectory directory;
    private ZoneMaps zones;

    private int rowGroup = -1;
    private int page = -1;
    private int runEnd;
    private boolean opened;
    private Dictionary dictionary = Dictionary.EMPTY;
    private int dictionaryGroup = -1;

    /// The block that the vector holds in full, by its first row; -1 for none.
    private int decodedRow = -1;

    /// Whether the vector holds the one value of the open page.
    private boolean holdsConstant;

    ColumnReader(DataType type, int columnId, ReaderPins pins, ScanCounters counters) {
        this.type = type;
        this.columnId = columnId;
        this.pins = pins;
        this.counters = counters;
        vector = ColumnVector.allocate(type, ColumnVector.BATCH_ROWS);
        piece = ColumnVector.allocate(type, ColumnVector.BATCH_ROWS);
        decoder = BlockDecoder.of(type);
        pins.add(this);
    }
}
