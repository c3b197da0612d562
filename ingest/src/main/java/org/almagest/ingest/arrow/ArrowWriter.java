package org.almagest.ingest.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.UnfinishedFile;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;

/// Writes an Arrow IPC file (version 5 of the format) beside its name and gives it the name when it is
/// complete and durable. Closing it without `finish` leaves nothing. One thread.
///
/// ```text
/// ARROW1 0 0 | schema message | record batch messages | end of the stream | footer, its i32 size | ARROW1
/// message    i32 -1, i32 bytes of the metadata, metadata up to a multiple of 8 bytes | body
/// body       the buffers of the columns, each up to a multiple of 64 bytes
/// ```
public final class ArrowWriter implements AutoCloseable {
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
    private static final int BATCH_ROWS = 1 << 16;
    private static final long MOST_BATCH_BYTES = 64L << 20;
    private static final int BUDGET_SHARE = 8;
    private static final int ALIGNMENT = 64;
    private static final int METADATA_ALIGNMENT = 8;

    /// A record batch in the file.
    private record Written(long offset, int metadataBytes, long bodyBytes) {}

    private final TableSchema schema;
    private final UnfinishedFile unfinished;
    private final HeapReservation memory;
    private final long mostBytes;
    private final List<ArrowColumn> columns;
    private final List<Written> batches = new ArrayList<>();
    private final int[] rows = new int[ColumnVector.BATCH_ROWS];
    private int held;
    private long reserved;

    public ArrowWriter(FileSystem files, String path, TableSchema schema, MemoryBudget budget) {
        this.schema = schema;
        columns = schema.columns().stream()
                .map(column -> new ArrowColumn(column.type()))
                .toList();
        memory = new HeapReservation(budget, "writing " + path);
        mostBytes = Math.min(MOST_BATCH_BYTES, budget.limit() / BUDGET_SHARE);
        unfinished = new UnfinishedFile(files, path);
        try {
            unfinished.write(padded(MAGIC));
            FlatBufferBuilder builder = new FlatBufferBuilder();
            int header = ArrowSchema.write(builder, schema);
            message(builder, MessageHeader.Schema, header, 0);
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    /// Appends the rows of a batch that count.
    public void append(Batch batch) {
        int count = batch.size();
        for (int i = 0; i < count; i++) {
            rows[i] = batch.row(i);
        }
        long bytes = 0;
        for (int c = 0; c < columns.size(); c++) {
            columns.get(c).append(batch.column(c), rows, count);
            bytes += columns.get(c).bytes();
        }
        held += count;
        if (bytes > reserved) {
            memory.add(bytes - reserved);
            reserved = bytes;
        }
        if (held >= BATCH_ROWS || bytes > mostBytes) {
            flush();
        }
    }

    private void flush() {
        List<ArrowColumn> nodes = new ArrayList<>();
        columns.forEach(column -> collect(column, nodes));
        List<ColumnBytes> buffers =
                nodes.stream().flatMap(node -> node.buffers().stream()).toList();
        long bodyBytes = buffers.stream()
                .mapToLong(buffer -> aligned(buffer.size(), ALIGNMENT))
                .sum();
        FlatBufferBuilder builder = new FlatBufferBuilder();
        RecordBatch.startBuffersVector(builder, buffers.size());
        long end = bodyBytes;
        for (ColumnBytes buffer : buffers.reversed()) {
            end -= aligned(buffer.size(), ALIGNMENT);
            Buffer.createBuffer(builder, end, buffer.size());
        }
        int buffersAt = builder.endVector();
        RecordBatch.startNodesVector(builder, nodes.size());
        for (ArrowColumn node : nodes.reversed()) {
            FieldNode.createFieldNode(builder, node.count(), node.nulls());
        }
        int nodesAt = builder.endVector();
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, held);
        RecordBatch.addNodes(builder, nodesAt);
        RecordBatch.addBuffers(builder, buffersAt);
        int header = RecordBatch.endRecordBatch(builder);
        long offset = unfinished.file().position();
        int metadataBytes = message(builder, MessageHeader.RecordBatch, header, bodyBytes);
        for (ColumnBytes buffer : buffers) {
            unfinished.write(buffer.array(), 0, buffer.size());
            unfinished.write(new byte[(int) (aligned(buffer.size(), ALIGNMENT) - buffer.size())]);
        }
        batches.add(new Written(offset, metadataBytes, bodyBytes));
        columns.forEach(ArrowColumn::clear);
        held = 0;
    }

    /// A node stands before those of its elements.
    private static void collect(ArrowColumn column, List<ArrowColumn> nodes) {
        nodes.add(column);
        column.children().forEach(child -> collect(child, nodes));
    }

    private static long aligned(long bytes, int alignment) {
        return (bytes + alignment - 1) / alignment * alignment;
    }

    private static byte[] padded(byte[] bytes) {
        return java.util.Arrays.copyOf(bytes, (int) aligned(bytes.length, METADATA_ALIGNMENT));
    }

    /// Writes a message without its body; answers its bytes.
    private int message(FlatBufferBuilder builder, byte kind, int header, long bodyBytes) {
        Message.startMessage(builder);
        Message.addVersion(builder, MetadataVersion.V5);
        Message.addHeaderType(builder, kind);
        Message.addHeader(builder, header);
        Message.addBodyLength(builder, bodyBytes);
        builder.finish(Message.endMessage(builder));
        byte[] metadata = padded(builder.sizedByteArray());
        ByteBuffer out =
                ByteBuffer.allocate(2 * Integer.BYTES + metadata.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(-1).putInt(metadata.length).put(metadata);
        unfinished.write(out.array());
        return out.capacity();
    }

    /// Completes the file and gives it its name.
    public void finish() {
        if (held > 0) {
            flush();
        }
        unfinished.write(ByteBuffer.allocate(2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(-1)
                .putInt(0)
                .array());
        byte[] footer = footer();
        ByteBuffer out = ByteBuffer.allocate(footer.length + Integer.BYTES + MAGIC.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        unfinished.write(out.put(footer).putInt(footer.length).put(MAGIC).array());
        unfinished.finish();
        memory.close();
    }

    private byte[] footer() {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int schemaAt = ArrowSchema.write(builder, schema);
        Footer.startRecordBatchesVector(builder, batches.size());
        for (Written batch : batches.reversed()) {
            Block.createBlock(builder, batch.offset(), batch.metadataBytes(), batch.bodyBytes());
        }
        int batchesAt = builder.endVector();
        Footer.startDictionariesVector(builder, 0);
        int dictionariesAt = builder.endVector();
        Footer.startFooter(builder);
        Footer.addVersion(builder, MetadataVersion.V5);
        Footer.addSchema(builder, schemaAt);
        Footer.addDictionaries(builder, dictionariesAt);
        Footer.addRecordBatches(builder, batchesAt);
        builder.finish(Footer.endFooter(builder));
        return builder.sizedByteArray();
    }

    @Override
    public void close() {
        memory.close();
        unfinished.close();
    }
}
