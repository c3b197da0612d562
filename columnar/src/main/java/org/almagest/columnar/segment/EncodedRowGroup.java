package org.almagest.columnar.segment;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.MemoryBudget;

/// A row group ready to be written. Its bytes are reserved from a budget until `close()`.
/// Immutable; may be handed to another thread.
final class EncodedRowGroup implements AutoCloseable {
    private final int rows;
    private final List<EncodedChunk> chunks;
    private final Optional<ZoneMaps.LongZones> sky;
    private final HeapReservation reservation;
    private final long bytes;
    private final int[] cells;

    /// `cells` counts positions in HEALPix cells of order 6; empty for a table without positions.
    EncodedRowGroup(
            int rows, List<EncodedChunk> chunks, Optional<ZoneMaps.LongZones> sky, int[] cells, MemoryBudget budget) {
        this.rows = rows;
        this.chunks = List.copyOf(chunks);
        this.sky = sky;
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

    /// Answers the zone maps of the positions, where the table is clustered by the sky: an entry per
    /// 16,384 rows, then one for the row group.
    Optional<ZoneMaps.LongZones> sky() {
        return sky;
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
