package org.almagest.ingest.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.io.UnfinishedFile;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.vector.Batch;

/// Writes a Parquet file beside its name and gives it the name when it is complete and durable; what
/// was there before is replaced in that moment. Closing it without `finish` leaves nothing. One
/// thread.
public final class ParquetWriter implements AutoCloseable {
    private static final long MOST_GROUP_BYTES = 256L << 20;
    private static final int BUDGET_SHARE = 8;
    private static final String WRITTEN_BY = "almagest version 0.1.0";

    private final String path;
    private final TableSchema schema;
    private final PageCompression compression;
    private final int rowGroupRows;
    private final HeapReservation memory;
    private final List<WrittenColumn> columns = new ArrayList<>();
    private final List<ChunkBuffer> buffers = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private final UnfinishedFile unfinished;
    private final long mostGroupBytes;
    private long reserved;
    private int rows;

    private record Group(long rows, List<ChunkWriter.Written> chunks) {}

    private record Indexes(long columnAt, int columnBytes, long offsetAt, int offsetBytes) {}

    /// Starts a file of the schema's columns; row groups have `rowGroupRows` rows, or less where
    /// they would take too much memory.
    public ParquetWriter(
            FileSystem files,
            String path,
            TableSchema schema,
            PageCompression compression,
            int rowGroupRows,
            MemoryBudget budget) {
        this.path = path;
        this.schema = schema;
        this.compression = compression;
        this.rowGroupRows = rowGroupRows;
        memory = new HeapReservation(budget, "writing " + path);
        mostGroupBytes = Math.min(MOST_GROUP_BYTES, budget.limit() / BUDGET_SHARE);
        schema.columns().forEach(column -> columns.add(new WrittenColumn(column)));
        columns.forEach(column -> buffers.add(new ChunkBuffer(column)));
        unfinished = new UnfinishedFile(files, path);
        try {
            unfinished.write(ParquetFormat.MAGIC);
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    /// Appends the rows of a batch that count.
    public void append(Batch batch) {
        long held = 0;
        long used = 0;
        for (int i = 0; i < buffers.size(); i++) {
            buffers.get(i).append(batch, batch.column(i));
            held += buffers.get(i).heldBytes();
            used += buffers.get(i).usedBytes();
        }
        if (held > reserved) {
            memory.add(held - reserved);
            reserved = held;
        }
        rows += batch.size();
        if (rows >= rowGroupRows || used > mostGroupBytes) {
            flush();
        }
    }

    private void flush() {
        List<ChunkWriter.Written> chunks = new ArrayList<>();
        try {
            for (int i = 0; i < columns.size(); i++) {
                ChunkWriter chunk = new ChunkWriter(columns.get(i), buffers.get(i), compression, unfinished.file());
                chunk.write();
                chunks.add(chunk.written());
                buffers.get(i).clear();
            }
        } catch (IOException failure) {
            throw StorageFailure.of("write", path, failure);
        }
        groups.add(new Group(rows, List.copyOf(chunks)));
        rows = 0;
    }

    /// Completes the file and gives it its name.
    public void finish() {
        if (rows > 0) {
            flush();
        }
        List<List<Indexes>> indexes = new ArrayList<>();
        for (Group group : groups) {
            indexes.add(group.chunks().stream().map(this::writeIndexes).toList());
        }
        byte[] footer = footer(indexes);
        PageBytes tail = new PageBytes();
        tail.word(footer.length);
        unfinished.write(footer);
        unfinished.write(tail.copy());
        unfinished.write(ParquetFormat.MAGIC);
        try {
            unfinished.finish();
        } finally {
            memory.close();
        }
    }

    private Indexes writeIndexes(ChunkWriter.Written chunk) {
        long columnAt = unfinished.file().position();
        byte[] columnIndex = chunk.columnIndex().orElse(new byte[0]);
        unfinished.write(columnIndex);
        long offsetAt = unfinished.file().position();
        unfinished.write(chunk.offsetIndex());
        return new Indexes(columnAt, columnIndex.length, offsetAt, chunk.offsetIndex().length);
    }

    private byte[] footer(List<List<Indexes>> indexes) {
        CompactWriter out = new CompactWriter().integer(1, 1);
        out.structs(
                2, 1 + columns.stream().mapToInt(WrittenColumn::schemaElements).sum());
        out.begin().text(4, "schema").integer(5, columns.size()).end();
        columns.forEach(column -> column.schema(out));
        out.integer(3, groups.stream().mapToLong(Group::rows).sum());
        out.structs(4, groups.size());
        for (int g = 0; g < groups.size(); g++) {
            rowGroup(out, groups.get(g), indexes.get(g));
        }
        out.structs(5, 2);
        out.begin().text(1, ParquetFormat.VOTABLE_VERSION_KEY).text(2, "1.0").end();
        out.begin()
                .text(1, ParquetFormat.VOTABLE_KEY)
                .text(2, VoTableText.of(schema))
                .end();
        out.text(6, WRITTEN_BY);
        out.structs(7, columns.size());
        Collections.nCopies(columns.size(), 1)
                .forEach(order -> out.begin().empty(order).end());
        return out.end().toBytes();
    }

    private static void rowGroup(CompactWriter out, Group group, List<Indexes> indexes) {
        out.begin().structs(1, group.chunks().size());
        for (int i = 0; i < indexes.size(); i++) {
            chunk(out, group.chunks().get(i), indexes.get(i));
        }
        out.integer(
                2,
                group.chunks().stream()
                        .mapToLong(ChunkWriter.Written::unpackedBytes)
                        .sum());
        out.integer(3, group.rows());
        out.integer(5, group.chunks().isEmpty() ? 0L : group.chunks().getFirst().dictionaryStart());
        out.integer(
                6,
                group.chunks().stream()
                        .mapToLong(ChunkWriter.Written::packedBytes)
                        .sum());
        out.end();
    }

    private static void chunk(CompactWriter out, ChunkWriter.Written chunk, Indexes indexes) {
        WrittenColumn column = chunk.column();
        String name = column.definition().name();
        out.begin().integer(2, 0L).begin(3);
        out.integer(1, column.stored().ordinal());
        out.integers(
                2,
                chunk.hasDictionary()
                        ? List.of(
                                PageEncoding.PLAIN.ordinal(),
                                PageEncoding.RLE.ordinal(),
                                PageEncoding.RLE_DICTIONARY.ordinal())
                        : List.of(PageEncoding.PLAIN.ordinal(), PageEncoding.RLE.ordinal()));
        List<String> place = column.isArray() ? List.of(name, "list", "element") : List.of(name);
        out.binaries(
                3,
                place.stream()
                        .map(part -> part.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .toList());
        out.integer(4, chunk.compression().ordinal());
        out.integer(5, chunk.values());
        out.integer(6, chunk.unpackedBytes());
        out.integer(7, chunk.packedBytes());
        out.integer(9, chunk.start());
        if (chunk.hasDictionary()) {
            out.integer(11, chunk.dictionaryStart());
        }
        if (!column.isArray()) {
            statistics(out, chunk.nulls(), chunk.bounds());
        }
        out.end();
        out.integer(4, indexes.offsetAt()).integer(5, indexes.offsetBytes());
        if (indexes.columnBytes() > 0) {
            out.integer(6, indexes.columnAt()).integer(7, indexes.columnBytes());
        }
        out.end();
    }

    private static void statistics(CompactWriter out, long nulls, Optional<WrittenBounds.Pair> bounds) {
        out.begin(12).integer(3, nulls);
        bounds.ifPresent(pair -> out.bytes(5, pair.greatest()).bytes(6, pair.least()));
        out.end();
    }

    @Override
    public void close() {
        memory.close();
        unfinished.close();
    }
}
