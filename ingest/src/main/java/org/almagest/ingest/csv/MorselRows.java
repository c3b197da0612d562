package org.almagest.ingest.csv;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.MemoryBudget;

/// Walks over the rows of a morsel, at most 1,024 at a time: copies text into a heap slab that
/// stays in the cache and finds its fields; the slab comes out of the budget. Owned by one thread.
final class MorselRows implements AutoCloseable {
    private static final int FIRST_SLAB_BYTES = 1 << 16;
    private static final int SLACK = 64;

    private final CsvDialect dialect;
    private final SeparatorFinder finder;
    private final FieldTable fields;
    private final HeapReservation memory;
    private byte[] slab = {};
    private MemorySegment text;
    private int textBytes;
    private int position;
    private int slabStart;
    private int wantedBytes = FIRST_SLAB_BYTES;
    private int slabBytes;
    private long line;
    private int lineKnownAt;

    MorselRows(CsvDialect dialect, int columns, MemoryBudget budget) {
        this.dialect = dialect;
        finder = new SeparatorFinder(dialect);
        fields = new FieldTable(columns);
        memory = new HeapReservation(budget, "reading a text file");
    }

    void open(CsvMorsel morsel) {
        text = morsel.text().segment();
        textBytes = morsel.bytes();
        position = 0;
        line = morsel.firstLine();
        lineKnownAt = 0;
    }

    /// The array that `fields()` points into.
    byte[] bytes() {
        return slab;
    }

    FieldTable fields() {
        return fields;
    }

    /// Answers whether all bytes of the rows are known to be ASCII.
    boolean isAscii() {
        return finder.isAscii();
    }

    /// Finds the next rows; false at the end of the morsel. Some calls find none.
    boolean next(FieldTable.RaggedRows ragged) {
        if (position >= textBytes) {
            return false;
        }
        slabStart = position;
        fill(Math.min(wantedBytes, textBytes - position));
        while (fields.lines() == 0) {
            if (slabStart + slabBytes >= textBytes) {
                throw new IllegalStateException("a morsel ends within a row");
            }
            fill((int) Math.min(2L * slabBytes, textBytes - position));
        }
        fields.assemble(slab, 0, dialect, ragged);
        position += fields.consumed();
        int average = fields.consumed() / fields.lines() + 1;
        long likely = (FieldTable.LINES + 32L) * average;
        wantedBytes = Math.clamp(likely, 4096, 1 << 20);
        return true;
    }

    private void fill(int count) {
        if (slab.length < count + SLACK + 1) {
            int bytes = Math.max(FIRST_SLAB_BYTES, count + count / 4) + SLACK + 1;
            memory.add(bytes - slab.length);
            slab = new byte[bytes];
        }
        MemorySegment.copy(text, ValueLayout.JAVA_BYTE, position, slab, 0, count);
        slabBytes = count;
        if (position + count == textBytes && slab[count - 1] != dialect.newline()) {
            slab[slabBytes++] = dialect.newline();
        }
        finder.find(slab, 0, slabBytes, fields);
    }

    /// Answers the line of the file on which the row that starts at `start` of the slab begins.
    long line(int start) {
        advanceTo(slabStart);
        long found = line;
        for (int i = 0; i < start; i++) {
            found += slab[i] == dialect.newline() ? 1 : 0;
        }
        return found;
    }

    /// Counts the newlines up to a byte of the morsel, once.
    private void advanceTo(int end) {
        for (int i = lineKnownAt; i < end; i++) {
            line += text.get(ValueLayout.JAVA_BYTE, i) == dialect.newline() ? 1 : 0;
        }
        lineKnownAt = Math.max(lineKnownAt, end);
    }

    /// Gives the slab back; `open` starts anew.
    @Override
    public void close() {
        slab = new byte[0];
        memory.close();
    }
}
