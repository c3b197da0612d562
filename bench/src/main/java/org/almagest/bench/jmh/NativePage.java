package org.almagest.bench.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.almagest.columnar.encoding.ChunkEncoder;
import org.almagest.columnar.encoding.ColumnValues;
import org.almagest.columnar.encoding.Dictionary;
import org.almagest.columnar.encoding.EncodedPage;
import org.almagest.columnar.encoding.Encoding;
import org.almagest.columnar.encoding.PageReader;
import org.almagest.columnar.schema.Compression;

/// Pages in native memory as the buffer pool holds them: an address reinterpreted.
final class NativePage {
    private NativePage() {}

    /// Copies bytes to native memory that lives until the process ends.
    @SuppressWarnings("restricted")
    static MemorySegment copy(byte[] bytes) {
        MemorySegment target = Arena.global().allocate(bytes.length, 64);
        MemorySegment.copy(bytes, 0, target, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, bytes.length);
        return MemorySegment.ofAddress(target.address()).reinterpret(bytes.length);
    }

    /// Encodes values as one page and opens it; fails where the encoder chose another encoding than
    /// the one that is to be timed.
    static PageReader encode(ColumnValues values, Encoding expected) {
        return encode(values, expected, Compression.DEFAULT).open();
    }

    /// A page that was copied to native memory, to be opened as often as is wanted.
    record Copy(MemorySegment bytes, Dictionary dictionary) {
        PageReader open() {
            return PageReader.open(bytes, dictionary, () -> "a page of a benchmark");
        }
    }

    /// Encodes likewise as pages of a table with a compression.
    static Copy encode(ColumnValues values, Encoding expected, Compression compression) {
        ChunkEncoder encoder = new ChunkEncoder(values.kind(), compression);
        encoder.begin(values);
        EncodedPage page = encoder.encodePage(0, values.rows());
        if (page.encoding() != expected) {
            throw new IllegalStateException("the page must be " + expected + ": " + page.encoding());
        }
        Dictionary dictionary = encoder.dictionary()
                .map(encoded -> Dictionary.open(copy(encoded.bytes()), () -> "a dictionary of a benchmark"))
                .orElse(Dictionary.EMPTY);
        return new Copy(copy(page.bytes()), dictionary);
    }
}
