package org.almagest.columnar.segment;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.pool.BufferPool;

/// A segment that can be read: opened lazily, because planning often needs its description alone.
/// Thread-safe. It must be closed after the last scan of it.
public final class SegmentFile implements AutoCloseable {
    private final FileSystem files;
    private final SegmentDescription description;
    private final BufferPool pool;
    private final MemoryBudget budget;
    private Optional<OpenSegment> opened = Optional.empty();
    private boolean closed;

    private SegmentFile(FileSystem files, SegmentDescription description, BufferPool pool, MemoryBudget budget) {
        this.files = files;
        this.description = description;
        this.pool = pool;
        this.budget = budget;
    }

    /// Takes a segment that a manifest describes; nothing is read before it is needed.
    public static SegmentFile of(
            FileSystem files, SegmentDescription description, BufferPool pool, MemoryBudget budget) {
        return new SegmentFile(files, description, pool, budget);
    }

    public SegmentDescription description() {
        return description;
    }

    /// Answers a reservation of the budget that pays for what is read of the file.
    HeapReservation reservation(String purpose) {
        return new HeapReservation(budget, purpose);
    }

    /// Opens the file, checks header, trailer and footer, and answers what they say.
    synchronized OpenSegment open() {
        if (closed) {
            throw new IllegalStateException("the segment is closed: " + description.path());
        }
        if (opened.isEmpty()) {
            opened = Optional.of(read());
        }
        return opened.get();
    }

    /// Answers how a column is stored in this segment, by encoding; empty when the segment lacks
    /// it.
    public Optional<ColumnStorage> storage(int columnId) {
        OpenSegment segment = open();
        return segment.position(columnId).stream()
                .mapToObj(position -> ColumnStorage.of(segment.footer(), position))
                .findFirst();
    }

    /// Answers the pages of a column in this segment, dictionaries and Bloom filters included; none
    /// when the segment lacks it.
    public List<PageStorage> pages(int columnId) {
        OpenSegment segment = open();
        OptionalInt position = segment.position(columnId);
        return position.isEmpty() ? List.of() : PageStorage.of(segment.footer(), position.getAsInt());
    }

    private OpenSegment read() {
        String path = description.path();
        try {
            ReadableFile file = files.open(path);
            try {
                return read(file);
            } catch (IOException | RuntimeException failed) {
                file.close();
                throw failed;
            }
        } catch (java.nio.file.NoSuchFileException missing) {
            throw new CorruptionException(path, "no such file", "a segment that the manifest names");
        } catch (IOException failed) {
            throw StorageFailure.of("read", path, failed);
        }
    }

    private OpenSegment read(ReadableFile file) throws IOException {
        String path = file.path();
        long least = SegmentFormat.HEADER_BYTES + SegmentFormat.TRAILER_BYTES;
        require(file.size() >= least, path, file.size() + " bytes", "at least " + least);
        require(file.size() == description.bytes(), path, file.size() + " bytes", description.bytes() + "");
        MemorySegment header = readHeap(file, 0, SegmentFormat.HEADER_BYTES);
        checkHeader(path, header);
        MemorySegment trailer = readHeap(file, file.size() - SegmentFormat.TRAILER_BYTES, SegmentFormat.TRAILER_BYTES);
        checkTrailer(path, trailer);
        long footerOffset = trailer.get(SegmentFormat.I64, 0);
        long footerBytes = trailer.get(SegmentFormat.I64, 8);
        long room = file.size() - SegmentFormat.TRAILER_BYTES - footerOffset;
        require(
                footerOffset >= SegmentFormat.HEADER_BYTES
                        && footerBytes >= 0
                        && footerBytes <= room
                        && footerBytes <= Integer.MAX_VALUE - 64,
                path,
                "a footer of " + footerBytes + " bytes at " + footerOffset,
                "one before the trailer");
        MemorySegment footer = readHeap(file, footerOffset, (int) footerBytes);
        int checksum = SegmentFormat.checksum(description.fileId(), footerOffset, footer);
        require(
                checksum == trailer.get(SegmentFormat.I32, 36),
                path + ", footer at byte " + footerOffset,
                "checksum " + Integer.toHexString(checksum),
                Integer.toHexString(trailer.get(SegmentFormat.I32, 36)));
        long rows = trailer.get(SegmentFormat.I64, 24);
        require(rows == description.rows(), path, rows + " rows", description.rows() + "");
        SegmentFooter parsed = SegmentFooter.read(footer, path, footerOffset, rows, header.get(SegmentFormat.I64, 24));
        NativeBuffer inline = NativeBuffer.allocate(
                budget, Math.max(8, parsed.inlinePages().length), "the inline pages of a segment");
        MemorySegment.copy(
                MemorySegment.ofArray(parsed.inlinePages()), 0, inline.segment(), 0, parsed.inlinePages().length);
        return new OpenSegment(description, parsed, file, inline, pool);
    }

    private void checkHeader(String path, MemorySegment header) {
        long magic = header.get(SegmentFormat.I64, 0);
        require(magic == SegmentFormat.HEAD_MAGIC, path, "another beginning", "a segment file");
        int version = header.get(SegmentFormat.I32, 8);
        int checksum = SegmentFormat.checksum(header, 60);
        require(checksum == header.get(SegmentFormat.I32, 60), path + ", header", "a wrong checksum", "the right one");
        if (version != SegmentFormat.VERSION) {
            throw newer(path, "format version " + version);
        }
        long unknown = header.get(SegmentFormat.I64, 16) & ~SegmentFormat.KNOWN_REQUIRED_FEATURES;
        if (unknown != 0) {
            throw newer(path, "required features 0x" + Long.toHexString(unknown));
        }
        requireFileId(path, header.get(SegmentFormat.I64, 32));
    }

    private static AlmagestException newer(String path, String what) {
        return AlmagestException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        path + " has " + what + ", which this version of Almagest does not read")
                .hint("open it with the version that wrote it, or a newer one");
    }

    private void checkTrailer(String path, MemorySegment trailer) {
        require(
                trailer.get(SegmentFormat.I64, 56) == SegmentFormat.TAIL_MAGIC,
                path + ", trailer",
                "another end",
                "the end of a segment file (is it cut?)");
        int checksum = SegmentFormat.checksum(trailer, 52);
        require(
                checksum == trailer.get(SegmentFormat.I32, 52),
                path + ", trailer",
                "a wrong checksum",
                "the right one");
        requireFileId(path, trailer.get(SegmentFormat.I64, 16));
    }

    private void requireFileId(String path, long found) {
        require(
                found == description.fileId(),
                path,
                "file id " + Long.toHexString(found),
                Long.toHexString(description.fileId()));
    }

    private static void require(boolean holds, String where, String found, String expected) {
        if (!holds) {
            throw new CorruptionException(where, found, expected);
        }
    }

    private static MemorySegment readHeap(ReadableFile file, long position, int count) throws IOException {
        MemorySegment bytes = MemorySegment.ofArray(new byte[count]);
        file.read(position, bytes);
        return bytes;
    }

    @Override
    public synchronized void close() {
        closed = true;
        opened.ifPresent(OpenSegment::close);
        opened = Optional.empty();
    }
}
