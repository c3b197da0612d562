package org.almagest.ingest.fits;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.LongAdder;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.memory.HeapReservation;

/// Reads pieces of a table's heap. Owned by one thread; a piece is valid until the next one.
final class HeapReader {
    private final ReadableFile file;
    private final TableLayout layout;
    private final HeapReservation memory;
    private final LongAdder bytesRead;
    private byte[] piece = new byte[0];

    HeapReader(ReadableFile file, TableLayout layout, HeapReservation memory, LongAdder bytesRead) {
        this.file = file;
        this.layout = layout;
        this.memory = memory;
        this.bytesRead = bytesRead;
    }

    TableLayout layout() {
        return layout;
    }

    /// Reads bytes that the caller has checked to lie within the heap.
    byte[] read(long offset, int bytes) {
        if (piece.length < bytes) {
            memory.add(bytes - piece.length);
            piece = new byte[bytes];
        }
        try {
            file.read(layout.heapOffset() + offset, MemorySegment.ofArray(piece).asSlice(0, bytes));
        } catch (IOException failure) {
            throw HduPlace.unreadable(layout.place().file(), failure);
        }
        bytesRead.add(bytes);
        return piece;
    }

    /// Lets go of the last piece; the owner of the memory gives it back.
    void forget() {
        piece = new byte[0];
    }
}
