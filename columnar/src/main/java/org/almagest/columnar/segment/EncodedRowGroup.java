package org.almagest.columnar.segment;

import java.util.List;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.MemoryBudget;

/// A row group ready to be written. Its bytes are reserved from a budget until `close()`.
/// Immutable; may be handed to another thread.
final class EncodedRowGroup implements AutoCloseable {
    private final int rows;
    private final List<EncodedChunk> chunks;
    private final HeapReservation reservation;
    private final long bytes;

    EncodedRowGroup(int rows, List<EncodedChunk> chunks, MemoryBudget budget) {
        this.rows = rows;
        this.chunks = List.copyOf(chunks);
        this.bytes = chunks.stream().mapToLong(EncodedChunk::bytes).sum();
        reservation = new HeapReservation(budget, "an encoded row group");
        reservation.add(bytes);
    }

    int rows() {
        return rows;
    }

    List<EncodedChunk> chunks() {
        return chunks;
    }

    /// Answers the bytes of all pages.
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        reservation.close();
    }
}
