package org.almagest.ingest.csv;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.NativeBuffer;

/// Cuts a text into morsels of whole rows, in order: reads a piece, follows its quotes and
/// newlines, appends it to the chunk, until the chunk has its bytes or its rows. What follows the
/// last whole row waits for the next chunk. Used by one thread at a time.
final class ChunkCutter implements AutoCloseable {
    /// The most lines of a chunk: the rows of a row group, so that a chunk fills one part of a
    /// sink.
    static final int CHUNK_ROWS = 131_072;

    /// The longest row; a longer one is most likely a quote that is never closed.
    static final int ROW_BYTES = 1 << 28;

    private static final int PIECE_BYTES = 1 << 18;
    private static final int SLACK = 64;

    private final TextSource source;
    private final RowBoundaries boundaries;
    private final ChunkBuffers buffers;
    private final int chunkBytes;
    private final HeapReservation memory;
    private byte[] piece;
    private int pieceStart;
    private int pieceEnd;
    private boolean sourceEnded;
    private long offset;
    private long line;
    private int index;
    private int carriedLines;

    /// Starts at the source's position, which is byte `offset` on line `line` of the text.
    ChunkCutter(TextSource source, CsvDialect dialect, ChunkBuffers buffers, int chunkBytes, long offset, long line) {
        this.source = source;
        this.boundaries = new RowBoundaries(dialect);
        this.buffers = buffers;
        this.chunkBytes = chunkBytes;
        this.offset = offset;
        this.line = line;
        int pieceBytes = Math.min(PIECE_BYTES, chunkBytes) + SLACK;
        memory = new HeapReservation(buffers.budget(), "reading " + source.path());
        memory.add(pieceBytes);
        piece = new byte[pieceBytes];
    }

    /// Answers the next morsel, empty at the end of the text.
    Optional<CsvMorsel> next() {
        boundaries.startChunk(CHUNK_ROWS);
        Optional<NativeBuffer> taken = Optional.empty();
        int used = 0;
        int whole = 0;
        while (boundaries.rows() < CHUNK_ROWS && (used < chunkBytes || whole == 0) && fillPiece()) {
            int stopped = boundaries.scan(piece, pieceStart, pieceEnd);
            int count = stopped - pieceStart;
            NativeBuffer buffer =
                    taken.isPresent() ? ensure(taken.get(), used, used + count) : buffers.take(likelyBytes(count));
            taken = Optional.of(buffer);
            MemorySegment.copy(piece, pieceStart, buffer.segment(), ValueLayout.JAVA_BYTE, used, count);
            if (boundaries.rowEnd() >= 0) {
                whole = used + boundaries.rowEnd() - pieceStart;
            }
            used += count;
            pieceStart = stopped;
            if (whole == 0 && used > ROW_BYTES) {
                throw tooLong();
            }
        }
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        NativeBuffer buffer = taken.get();
        boolean atEnd = sourceEnded && pieceStart == pieceEnd;
        if (atEnd && boundaries.isQuoted()) {
            throw unclosed();
        }
        if (!atEnd) {
            carry(buffer, whole, used);
            used = whole;
        }
        CsvMorsel morsel = new CsvMorsel(index++, offset, used, line, buffer);
        offset += used;
        line += boundaries.lines() - carriedLines;
        carriedLines = 0;
        return Optional.of(morsel);
    }

    /// Answers the bytes that a chunk will take, going by its first piece of `count` bytes: with
    /// rows as long as there, and not more than is left of the file.
    private long likelyBytes(int count) {
        long rows = boundaries.rows() > 0 ? Math.ceilDiv(count, boundaries.rows()) * (long) CHUNK_ROWS : chunkBytes;
        long wanted = Math.min(chunkBytes, rows + rows / 16) + (long) piece.length;
        return Math.max(count, Math.min(wanted, count + (pieceEnd - pieceStart) + source.restBytes()));
    }

    /// Makes what follows the last whole row the first piece of the next chunk.
    private void carry(NativeBuffer buffer, int from, int to) {
        int kept = to - from;
        if (kept == 0) {
            return;
        }
        int rest = pieceEnd - pieceStart;
        byte[] next = piece;
        if (kept + rest + SLACK > piece.length) {
            memory.add(kept + rest + SLACK - piece.length);
            next = new byte[kept + rest + SLACK];
        }
        System.arraycopy(piece, pieceStart, next, kept, rest);
        MemorySegment.copy(buffer.segment(), ValueLayout.JAVA_BYTE, from, next, 0, kept);
        piece = next;
        pieceStart = 0;
        pieceEnd = kept + rest;
        byte newline = boundaries.newline();
        for (int i = 0; i < kept; i++) {
            carriedLines += piece[i] == newline ? 1 : 0;
        }
    }

    private boolean fillPiece() {
        if (pieceStart < pieceEnd) {
            return true;
        }
        if (sourceEnded) {
            return false;
        }
        int count = source.read(piece, 0, piece.length - SLACK);
        sourceEnded = count < 0;
        pieceStart = 0;
        pieceEnd = Math.max(0, count);
        return count > 0;
    }

    private NativeBuffer ensure(NativeBuffer buffer, int used, int needed) {
        if (buffer.size() >= needed) {
            return buffer;
        }
        NativeBuffer larger = buffers.take(Math.max(needed, 2 * buffer.size()));
        MemorySegment.copy(buffer.segment(), 0, larger.segment(), 0, used);
        buffers.giveBack(buffer);
        return larger;
    }

    private AlmagestException unclosed() {
        return AlmagestException.of(
                        SqlState.BAD_COPY_FORMAT,
                        source.path() + ", line " + (line + boundaries.quotedFromLine())
                                + ": the quotes that open here are never closed")
                .hint("close them, or say quote => '' if quotes are ordinary characters in this file");
    }

    private AlmagestException tooLong() {
        return AlmagestException.of(
                        SqlState.BAD_COPY_FORMAT,
                        source.path() + ", line " + line + ": the row is longer than " + ROW_BYTES
                                + " bytes; most likely quotes are not closed")
                .hint("close them, or say quote => '' if quotes are ordinary characters in this file");
    }

    /// Answers the bytes read of the file.
    long bytesRead() {
        return source.bytesRead();
    }

    /// Gives its own memory back; there are no more morsels.
    @Override
    public void close() {
        sourceEnded = true;
        piece = new byte[0];
        pieceStart = 0;
        pieceEnd = 0;
        memory.close();
    }
}
