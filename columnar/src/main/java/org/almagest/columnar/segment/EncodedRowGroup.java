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
    private final int[] cells;

    /// `cells` counts positions in HEALPix cells of order 6; empty for a table without positions.
    EncodedRowGroup(int rows, List<EncodedChunk> chunks, int[] cells, MemoryBudget budget) {
        this.rows = rows;
        this.chunks = List.copyOf(chunks);
        this.cells = cells;
        this.bytes = chunks.stream().mapToLong(EncodedChunk::bytes).sum();
        reservation = new HeapReservation(budget, "an encoded row group");
        reservation.add(bytes + 4L * cells.length);
    }

    int rows() {
        return rows;
    }

    List<EncodedChunk> chunks() {
        return chunks;
    }

    int[] cells() {
        return cells;
    }

    /// Answers the bytes of all pages and sketches.
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        reservation.close();
    }
}
