package org.almagest.ingest.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.vector.Batch;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;

/// A record batch while it is filled, column at a time, and then as the bytes of its message. Its
/// buffers are used again for the next one. One thread.
final class ArrowBatch implements AutoCloseable {
    private static final int MOST_ROWS = 1 << 16;
    private static final long MOST_BYTES = 64L << 20;
    private static final int BUDGET_SHARE = 8;
    private static final int ALIGNMENT = 64;
    private static final byte[] PADDING = new byte[ALIGNMENT];

    /// Bytes of a message, valid until the batch is cleared: the first `length` of an array.
    record Piece(byte[] bytes, int length) {}

    private final List<ArrowColumn> columns;
    private final HeapReservation memory;
    private final long mostBytes;
    private final RowPick rows = new RowPick();
    private int held;
    private long reserved;

    ArrowBatch(List<ColumnDefinition> schema, MemoryBudget budget, String purpose) {
        columns = schema.stream().map(column -> new ArrowColumn(column.type())).toList();
        memory = new HeapReservation(budget, purpose);
        mostBytes = Math.min(MOST_BYTES, budget.limit() / BUDGET_SHARE);
    }

    /// Appends the rows of a batch that count; answers whether the record batch is large enough.
    boolean append(Batch batch) {
        long bytes = 0;
        for (int c = 0; c < columns.size(); c++) {
            rows.pick(batch);
            columns.get(c).append(batch.column(c), rows);
            bytes += columns.get(c).bytes();
        }
        held += batch.size();
        if (bytes > reserved) {
            memory.add(bytes - reserved);
            reserved = bytes;
        }
        return held >= MOST_ROWS || bytes > mostBytes;
    }

    int rows() {
        return held;
    }

    void clear() {
        columns.forEach(ArrowColumn::clear);
        held = 0;
    }

    private List<ArrowColumn> nodes() {
        List<ArrowColumn> nodes = new ArrayList<>();
        columns.forEach(column -> collect(column, nodes));
        return nodes;
    }

    /// A node stands before those of its elements.
    private static void collect(ArrowColumn column, List<ArrowColumn> nodes) {
        nodes.add(column);
        column.children().forEach(child -> collect(child, nodes));
    }

    private List<ColumnBytes> buffers() {
        return nodes().stream().flatMap(node -> node.buffers().stream()).toList();
    }

    /// Answers the bytes of the body.
    long bodyBytes() {
        return buffers().stream()
                .mapToLong(buffer -> ArrowMessage.aligned(buffer.size(), ALIGNMENT))
                .sum();
    }

    /// Answers the message: its metadata first, then the buffers and what pads them.
    List<Piece> message() {
        List<ColumnBytes> buffers = buffers();
        long bodyBytes = bodyBytes();
        FlatBufferBuilder builder = new FlatBufferBuilder();
        RecordBatch.startBuffersVector(builder, buffers.size());
        long end = bodyBytes;
        for (ColumnBytes buffer : buffers.reversed()) {
            end -= ArrowMessage.aligned(buffer.size(), ALIGNMENT);
            Buffer.createBuffer(builder, end, buffer.size());
        }
        int buffersAt = builder.endVector();
        List<ArrowColumn> nodes = nodes();
        RecordBatch.startNodesVector(builder, nodes.size());
        for (ArrowColumn node : nodes.reversed()) {
            FieldNode.createFieldNode(builder, node.count(), node.nulls());
        }
        int nodesAt = builder.endVector();
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, held);
        RecordBatch.addNodes(builder, nodesAt);
        RecordBatch.addBuffers(builder, buffersAt);
        byte[] metadata =
                ArrowMessage.of(builder, MessageHeader.RecordBatch, RecordBatch.endRecordBatch(builder), bodyBytes);
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(metadata, metadata.length));
        for (ColumnBytes buffer : buffers) {
            pieces.add(new Piece(buffer.array(), buffer.size()));
            int padding = (int) (ArrowMessage.aligned(buffer.size(), ALIGNMENT) - buffer.size());
            pieces.add(new Piece(PADDING, padding));
        }
        return pieces;
    }

    @Override
    public void close() {
        memory.close();
    }
}
