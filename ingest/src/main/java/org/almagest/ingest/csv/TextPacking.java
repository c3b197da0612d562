package org.almagest.ingest.csv;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The forms in which text is packed, told by their first bytes.
public enum TextPacking {
    GZIP("gzip"),
    ZSTD("zstd");

    private static final int BUFFER_BYTES = 1 << 16;

    private final String program;

    TextPacking(String program) {
        this.program = program;
    }

    /// Answers what packed a stream that begins with these bytes; empty for plain text.
    public static Optional<TextPacking> of(byte[] magic) {
        if (magic.length > 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B) {
            return Optional.of(GZIP);
        }
        boolean zstd = magic.length > 3
                && magic[0] == 0x28
                && magic[1] == (byte) 0xB5
                && magic[2] == 0x2F
                && magic[3] == (byte) 0xFD;
        return zstd ? Optional.of(ZSTD) : Optional.empty();
    }

    /// Answers the name of the program that packs so.
    public String program() {
        return program;
    }

    public InputStream unpack(InputStream packed) throws IOException {
        return switch (this) {
            case GZIP -> new GZIPInputStream(packed, BUFFER_BYTES);
            case ZSTD -> new ZstdInputStream(packed);
        };
    }

    /// Answers whether a failure to read says that the packed bytes are wrong.
    static boolean isDamage(IOException failure) {
        return failure instanceof ZipException || failure instanceof EOFException || failure instanceof ZstdIOException;
    }
}
