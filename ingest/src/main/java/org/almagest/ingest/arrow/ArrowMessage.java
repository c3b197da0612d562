package org.almagest.ingest.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.schema.ColumnDefinition;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;

/// Messages of Arrow's IPC format, version 5, but for their bodies.
///
/// ```text
/// message    i32 -1, i32 bytes of the metadata, metadata up to a multiple of 8 bytes | body
/// the end    i32 -1, i32 0
/// ```
final class ArrowMessage {
    private static final int ALIGNMENT = 8;

    private ArrowMessage() {}

    static long aligned(long bytes, int alignment) {
        return (bytes + alignment - 1) / alignment * alignment;
    }

    static byte[] padded(byte[] bytes) {
        return Arrays.copyOf(bytes, (int) aligned(bytes.length, ALIGNMENT));
    }

    /// Answers what stands before a body.
    static byte[] of(FlatBufferBuilder builder, byte kind, int header, long bodyBytes) {
        Message.startMessage(builder);
        Message.addVersion(builder, MetadataVersion.V5);
        Message.addHeaderType(builder, kind);
        Message.addHeader(builder, header);
        Message.addBodyLength(builder, bodyBytes);
        builder.finish(Message.endMessage(builder));
        byte[] metadata = padded(builder.sizedByteArray());
        return littleEndian(2 * Integer.BYTES + metadata.length)
                .putInt(-1)
                .putInt(metadata.length)
                .put(metadata)
                .array();
    }

    static byte[] schema(List<ColumnDefinition> columns) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        return of(builder, MessageHeader.Schema, ArrowSchema.write(builder, columns), 0);
    }

    static byte[] end() {
        return littleEndian(2 * Integer.BYTES).putInt(-1).putInt(0).array();
    }

    static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
