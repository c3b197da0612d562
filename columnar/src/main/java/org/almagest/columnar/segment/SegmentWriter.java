package org.almagest.columnar.segment;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.io.WritableFile;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.schema.TableSchema;

/// Writes one segment file, row group by row group. One thread at a time. Closing it before
/// `finish` removes the file.
final class SegmentWriter implements AutoCloseable {
    private static final int STAGING_BYTES = 1 << 20;

    private final FileSystem files;
    private final String path;
    private final long fileId;
    private final TableSchema schema;
    private final WritableFile file;
    private final NativeBuffer staging;
    private final FooterBuilder footer;
    private final SegmentSketches sketches;
    private long staged;
    private long offset;
    private long rows;
    private boolean finished;

    private SegmentWriter(
            FileSystem files,
            String path,
            long fileId,
            TableSchema schema,
            WritableFile file,
            NativeBuffer staging,
            SegmentSketches sketches) {
        this.files = files;
        this.path = path;
        this.fileId = fileId;
        this.schema = schema;
        this.file = file;
        this.staging = staging;
        this.sketches = sketches;
        footer = new FooterBuilder(schema);
    }

    /// Makes the file.
    static SegmentWriter create(FileSystem files, String path, long fileId, TableSchema schema, MemoryBudget budget) {
        NativeBuffer staging = NativeBuffer.allocate(budget, STAGING_BYTES, "writing a segment");
        try {
            WritableFile file = files.create(path);
            SegmentWriter writer =
                    new SegmentWriter(files, path, fileId, schema, file, staging, new SegmentSketches(schema, budget));
            writer.put(SegmentFormat.header(fileId, features(schema)));
            return writer;
        } catch (IOException failed) {
            staging.close();
            throw StorageFailure.of("write", path, failed);
        }
    }

    private static long features(TableSchema schema) {
        return SkyZones.features(schema) | BloomDirectory.features(schema) | SegmentFormat.SORTED_PAGES;
    }

    /// Answers whether the file should get no more row groups: it has that many bytes, or the most
    /// rows.
    boolean isFull(long segmentBytes) {
        return offset >= segmentBytes || rows > SegmentFormat.SEGMENT_ROWS - SegmentFormat.ROW_GROUP_ROWS;
    }

    void append(EncodedRowGroup group) {
        try {
            for (int c = 0; c < group.chunks().size(); c++) {
                EncodedChunk chunk = group.chunks().get(c);
                footer.startChunk(c);
                if (chunk.dictionary().length > 0) {
                    long at = offset;
                    int checksum = putPage(chunk.dictionary());
                    footer.dictionary(c, at, chunk.dictionary().length, checksum);
                }
                for (EncodedChunk.Page page : chunk.pages()) {
                    if (footer.takesInline(page)) {
                        footer.inlinePage(c, page);
                    } else {
                        long at = offset;
                        int checksum = putPage(page.bytes());
                        footer.page(c, page, at, checksum);
                    }
                }
                if (chunk.bloom().length > 0) {
                    long at = offset;
                    int checksum = putPage(chunk.bloom());
                    footer.bloom(c, at, chunk.bloom().length, checksum);
                }
                footer.zones(c, chunk.zones());
                footer.sorted(c, chunk.sorted());
            }
            group.sky().ifPresent(footer::skyZones);
            footer.endRowGroup(group.rows());
            rows += group.rows();
            sketches.add(group);
        } catch (IOException failed) {
            throw StorageFailure.of("write", path, failed);
        }
    }

    private int putPage(byte[] bytes) throws IOException {
        MemorySegment page = MemorySegment.ofArray(bytes);
        int checksum = SegmentFormat.checksum(fileId, offset, page);
        put(page);
        pad();
        return checksum;
    }

    private void pad() throws IOException {
        put(MemorySegment.ofArray(new byte[(int) (SegmentFormat.align(offset) - offset)]));
    }

    private void put(MemorySegment source) throws IOException {
        long done = 0;
        while (done < source.byteSize()) {
            long piece = Math.min(source.byteSize() - done, STAGING_BYTES - staged);
            MemorySegment.copy(source, done, staging.segment(), staged, piece);
            done += piece;
            staged += piece;
            if (staged == STAGING_BYTES) {
                flush();
            }
        }
        offset += source.byteSize();
    }

    private void flush() throws IOException {
        file.write(staging.segment().asSlice(0, staged));
        staged = 0;
    }

    /// Writes the footer, makes the file durable and closes it. Its name is durable only after the
    /// directory is synced.
    SegmentDescription finish() {
        try {
            SegmentFooter made = footer.build();
            MemorySegment bytes = made.write();
            long footerOffset = offset;
            put(bytes);
            pad();
            put(SegmentFormat.trailer(fileId, footerOffset, bytes, rows));
            flush();
            file.force();
            file.close();
            finished = true;
            staging.close();
            SegmentDescription description = describe(made);
            sketches.close();
            return description;
        } catch (IOException failed) {
            throw StorageFailure.of("write", path, failed);
        }
    }

    private SegmentDescription describe(SegmentFooter made) {
        List<ColumnSummary> columns = new ArrayList<>();
        for (int c = 0; c < schema.columnCount(); c++) {
            ZoneMaps zones = made.zones().get(c);
            int pages = made.directories().get(c).pages();
            ColumnStatistics bounds = ZoneStatistics.of(schema.column(c).type(), zones, pages, made.rowGroups());
            long values = rows - bounds.nullCount().orElse(0);
            long numbers = values - bounds.nanCount().orElse(0);
            columns.add(new ColumnSummary(
                    schema.column(c).id(),
                    made.directories().get(c).storedBytes(),
                    bounds.withSketch(sketches.sketch(c, offset, numbers), values)));
        }
        return new SegmentDescription(path, fileId, rows, offset, columns);
    }

    @Override
    public void close() {
        if (finished) {
            return;
        }
        finished = true;
        staging.close();
        sketches.close();
        try {
            file.close();
        } catch (IOException lateFailure) {
            // The file is removed next: what its close has to say does not matter.
        }
        try {
            files.delete(path);
        } catch (IOException failed) {
            throw StorageFailure.of("write", path, failed);
        }
    }
}
