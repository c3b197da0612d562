package org.almagest.columnar.sort;

import org.almagest.columnar.spill.RowFormat;
import org.almagest.columnar.spill.SpillReader;
import org.almagest.columnar.spill.SpilledRun;

/// Walks through the rows of a run in a file, all of them or those of a range of keys. The reader
/// belongs to whoever made the cursor where it walks through a range.
final class RangeCursor extends RunCursor {
    private static final byte[] NO_BOUND = {};

    private final SpillReader reader;
    private final byte[] end;
    private final long endPrefix;
    private long next;
    private int left;

    private RangeCursor(SpillReader reader, byte[] end) {
        this.reader = reader;
        this.end = end;
        endPrefix = RowFormat.prefix(end);
    }

    /// Starts before the first row of a run.
    static RangeCursor all(SpillReader reader) {
        return new RangeCursor(reader, NO_BOUND);
    }

    /// Starts before the first row whose key is not below `from`, and ends before the first whose
    /// key is not below `to`; an empty key is no bound.
    static RangeCursor range(SpilledRun run, SpillReader reader, byte[] from, byte[] to) {
        RangeCursor cursor = new RangeCursor(reader, to);
        if (from.length == 0) {
            reader.seek(0);
            return cursor;
        }
        reader.seek(run.index().offsetBefore(from));
        long fromPrefix = RowFormat.prefix(from);
        while (cursor.advance()) {
            boolean below = cursor.prefix != fromPrefix
                    ? Long.compareUnsigned(cursor.prefix, fromPrefix) < 0
                    : RowFormat.compare(cursor.row, from) < 0;
            if (!below) {
                cursor.stepBack();
                break;
            }
        }
        return cursor;
    }

    private void stepBack() {
        next = row;
        left++;
    }

    private boolean advance() {
        if (left == 0) {
            if (!reader.next()) {
                return false;
            }
            next = reader.firstRow();
            left = reader.rows();
        }
        row = next;
        prefix = RowFormat.prefix(row);
        next += RowFormat.bytes(row);
        left--;
        return true;
    }

    @Override
    boolean next() {
        return advance() && (end.length == 0 || isBeforeEnd());
    }

    private boolean isBeforeEnd() {
        return prefix != endPrefix ? Long.compareUnsigned(prefix, endPrefix) < 0 : RowFormat.compare(row, end) < 0;
    }

    @Override
    int rowBytes() {
        return RowFormat.bytes(row);
    }

    @Override
    boolean isStable() {
        return false;
    }

    @Override
    public void close() {
        reader.close();
    }
}
