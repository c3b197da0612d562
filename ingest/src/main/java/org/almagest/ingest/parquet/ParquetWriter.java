package org.almagest.ingest.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.io.UnfinishedFile;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/// Writes a Parquet file beside its name and gives it the name when it is complete and durable; what
/// was there before is replaced in that moment. Closing it without `finish` leaves nothing. One
/// thread.
///
/// parquet-java makes the file in its portable profile: pages of the first version, PLAIN or by
/// dictionary, with checksums, statistics and page indexes.
public final class ParquetWriter implements AutoCloseable {
    private static final long MOST_GROUP_BYTES = 256L << 20;
    private static final int BUDGET_SHARE = 8;
    private static final int PAGE_ROWS = 16_384;
    private static final int MOST_BOUND_BYTES = 256;

    /// parquet-java looks at the size of pages each time so many rows ended. Columns are handed over
    /// one after the other for rows that do not cross such a place, so that all have the same rows
    /// when it looks.
    private static final int CHECK_ROWS = 64;

    private final String path;
    private final TableSchema schema;
    private final MessageType message;
    private final PagePacker packer;
    private final int rowGroupRows;
    private final HeapReservation memory;
    private final UnfinishedFile unfinished;
    private final ParquetProperties properties;
    private final ParquetFileWriter writer;
    private final long mostGroupBytes;
    private final List<ColumnAppender> appenders = new ArrayList<>();
    private ColumnChunkPageWriteStore pages;
    private ColumnWriteStore columns;
    private int rows;
    private long reserved;

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
        this.rowGroupRows = rowGroupRows;
        message = WrittenSchema.of(schema);
        packer = new PagePacker(compression);
        memory = new HeapReservation(budget, "writing " + path);
        mostGroupBytes = Math.min(MOST_GROUP_BYTES, budget.limit() / BUDGET_SHARE);
        properties = ParquetProperties.builder()
                .withMinRowCountForPageSizeCheck(CHECK_ROWS)
                .estimateRowCountForPageSizeCheck(false)
                .withPageRowCountLimit(PAGE_ROWS)
                .withSizeStatisticsEnabled(false)
                .withAllocator(new HeapByteBufferAllocator())
                .build();
        unfinished = new UnfinishedFile(files, path);
        try {
            writer = new ParquetFileWriter(
                    new ParquetOutput(unfinished.file()),
                    message,
                    ParquetFileWriter.Mode.CREATE,
                    mostGroupBytes,
                    0,
                    MOST_BOUND_BYTES,
                    MOST_BOUND_BYTES,
                    true);
            writer.start();
        } catch (IOException failure) {
            close();
            throw StorageFailure.of("write", path, failure);
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
        startGroup();
    }

    private void startGroup() {
        pages = new ColumnChunkPageWriteStore(
                packer, message, properties.getAllocator(), MOST_BOUND_BYTES, properties.getPageWriteChecksumEnabled());
        columns = new ColumnWriteStoreV1(message, pages, properties);
        appenders.clear();
        List<ColumnDescriptor> descriptors = message.getColumns();
        for (int i = 0; i < descriptors.size(); i++) {
            DataType type = schema.column(i).type();
            appenders.add(new ColumnAppender(
                    columns.getColumnWriter(descriptors.get(i)),
                    type instanceof ArrayType array ? array.element() : type));
        }
        rows = 0;
    }

    /// Appends the rows of a batch that count.
    public void append(Batch batch) {
        int at = 0;
        while (at < batch.size()) {
            int room = Math.min(CHECK_ROWS - rows % CHECK_ROWS, rowGroupRows - rows);
            int end = Math.min(batch.size(), at + room);
            for (int i = 0; i < appenders.size(); i++) {
                appenders.get(i).append(batch, batch.column(i), at, end);
            }
            for (int i = at; i < end; i++) {
                columns.endRecord();
            }
            rows += end - at;
            at = end;
            if (rows == rowGroupRows) {
                flush();
            }
        }
        reserve();
        if (columns.getBufferedSize() > mostGroupBytes) {
            flush();
        }
    }

    private void reserve() {
        long held = columns.getAllocatedSize();
        if (held > reserved) {
            memory.add(held - reserved);
            reserved = held;
        }
    }

    private void flush() {
        try {
            writer.startBlock(rows);
            columns.flush();
            pages.flushToFileWriter(writer);
            writer.endBlock();
            columns.close();
            pages.close();
        } catch (IOException failure) {
            throw StorageFailure.of("write", path, failure);
        }
        startGroup();
    }

    /// Completes the file and gives it its name.
    public void finish() {
        if (rows > 0) {
            flush();
        }
        try {
            writer.end(Map.of(
                    ParquetFormat.VOTABLE_VERSION_KEY, "1.0", ParquetFormat.VOTABLE_KEY, VoTableText.of(schema)));
            unfinished.finish();
        } catch (IOException failure) {
            throw StorageFailure.of("write", path, failure);
        } finally {
            memory.close();
        }
    }

    @Override
    public void close() {
        memory.close();
        unfinished.close();
    }
}
