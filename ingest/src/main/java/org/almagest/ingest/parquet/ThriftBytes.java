package org.almagest.ingest.parquet;

import java.io.ByteArrayInputStream;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;

/// Reads the format's structs (footer, page header, page index) by parquet-format's own classes, as
/// `org.apache.parquet.format.Util` does, but with limits: no string and no list can be longer than
/// the bytes that there are, so damaged lengths take no memory.
final class ThriftBytes {
    private ThriftBytes() {}

    /// Fills `struct` from `bytes[start .. end)` and answers where what follows it begins.
    static int read(byte[] bytes, int start, int end, TBase<?, ?> struct, String what) {
        int length = end - start;
        ByteArrayInputStream input = new ByteArrayInputStream(bytes, start, length);
        try {
            TConfiguration limits = new TConfiguration(
                    Math.max(length, 1), TConfiguration.DEFAULT_MAX_FRAME_SIZE, TConfiguration.DEFAULT_RECURSION_DEPTH);
            struct.read(new TCompactProtocol(new TIOStreamTransport(limits, input), length, length));
        } catch (TException | RuntimeException damage) {
            throw new DamagedBytes(what + " that cannot be understood (" + firstLine(damage) + ")");
        } catch (StackOverflowError damage) {
            throw new DamagedBytes(what + " nested without end");
        }
        return end - input.available();
    }

    static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
