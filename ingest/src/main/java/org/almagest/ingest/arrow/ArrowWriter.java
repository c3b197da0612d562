package org.almagest.ingest.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.UnfinishedFile;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.vector.Batch;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.MetadataVersion;

/// Writes an Arrow IPC file (version 5 of the format) beside its name and gives it the name when it is
/// complete and durable. Closing it without `finish` leaves nothing. One thread.
///
/// ```text
/// ARROW1 0 0 | schema message | record batch messages | end of the stream | footer, its i32 size | ARROW1
/// body       the buffers of the columns, each up to a multiple of 64 bytes
/// ```
public final class ArrowWriter implements AutoCloseable {
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);

    /// A record batch in the file.
    private record Written(long offset, int metadataBytes, long bodyBytes) {}

    private final List<ColumnDefinition> schema;
    private final UnfinishedFile unfinished;
    private final ArrowBatch record;
    private final List<Written> batches = new ArrayList<>();

    public ArrowWriter(FileSystem files, String path, TableSchema schema, MemoryBudget budget) {
        this.schema = schema.columns();
        record = new ArrowBatch(this.schema, budget, "writing " + path);
        unfinished = new UnfinishedFile(files, path);
        try {
            unfinished.write(ArrowMessage.padded(MAGIC));
            unfinished.write(ArrowMessage.schema(this.schema));
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    /// Appends the rows of a batch that count.
    public void append(Batch batch) {
        if (record.append(batch)) {
            flush();
        }
    }

    private void flush() {
        long offset = unfinished.file().position();
        long bodyBytes = record.bodyBytes();
        for (ArrowBatch.Piece piece : record.message()) {
            unfinished.write(piece.bytes(), 0, piece.length());
        }
        int metadataBytes = (int) (unfinished.file().position() - offset - bodyBytes);
        batches.add(new Written(offset, metadataBytes, bodyBytes));
        record.clear();
    }

    /// Completes the file and gives it its name.
    public void finish() {
        if (record.rows() > 0) {
            flush();
        }
        unfinished.write(ArrowMessage.end());
        byte[] footer = footer();
        unfinished.write(ArrowMessage.littleEndian(footer.length + Integer.BYTES + MAGIC.length)
                .put(footer)
                .putInt(footer.length)
                .put(MAGIC)
                .array());
        unfinished.finish();
        record.close();
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
        record.close();
        unfinished.close();
    }
}
