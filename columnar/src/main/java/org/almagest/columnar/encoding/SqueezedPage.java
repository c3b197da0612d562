package org.almagest.columnar.encoding;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import org.almagest.columnar.error.CorruptionException;

/// A page in the form of a block codec: for archives, and for long text that nothing else helps.
///
/// ```text
///  0  the header of the page inside (PageFormat), but for the encoding: LZ4 or ZSTD
/// 16  u32  bytes of the page inside
/// 20  u32  squeezed bytes
/// 24  the whole page inside, its header included: an LZ4 block, or one zstd frame
/// ```
///
/// The page inside is not squeezed itself. Expanding costs some 1 ns per byte for zstd and a third
/// of that for LZ4, once for each opening.
final class SqueezedPage {
    private static final int INNER_BYTES_AT = PageFormat.HEADER_BYTES;
    private static final int SQUEEZED_BYTES_AT = INNER_BYTES_AT + 4;
    private static final int CONTENT_AT = SQUEEZED_BYTES_AT + 4;
    private static final int ZSTD_LEVEL = 9;

    /// No page is larger; damaged lengths must not take all memory.
    private static final int MAX_INNER_BYTES = 1 << 30;

    private SqueezedPage() {}

    /// Squeezes a page.
    static byte[] squeeze(byte[] page, Encoding codec) {
        byte[] content = codec == Encoding.ZSTD
                ? Zstd.compress(page, ZSTD_LEVEL)
                : LZ4Factory.fastestInstance().fastCompressor().compress(page);
        ByteSink sink = new ByteSink();
        sink.put(page, 0, PageFormat.HEADER_BYTES);
        sink.array()[PageFormat.ENCODING_AT] = codec.id();
        sink.put32(page.length);
        sink.put32(content.length);
        sink.put(content, 0, content.length);
        return sink.toArray();
    }

    /// Expands a squeezed page into the room and answers the page inside.
    static MemorySegment expand(MemorySegment bytes, PageRoom room, Supplier<String> where) {
        require(bytes.byteSize() >= CONTENT_AT, where, "a page of " + bytes.byteSize() + " bytes", "24 or more");
        int innerBytes = bytes.get(PageFormat.I32, INNER_BYTES_AT);
        int squeezedBytes = bytes.get(PageFormat.I32, SQUEEZED_BYTES_AT);
        boolean fits = squeezedBytes >= 0 && CONTENT_AT + (long) squeezedBytes <= bytes.byteSize();
        require(fits, where, squeezedBytes + " squeezed bytes", "inside the page");
        boolean possible = innerBytes >= PageFormat.HEADER_BYTES && innerBytes <= MAX_INNER_BYTES;
        require(possible, where, "a page of " + innerBytes + " bytes inside", "16 bytes to 1 GiB");
        ByteBuffer source = bytes.asSlice(CONTENT_AT, squeezedBytes).asByteBuffer();
        boolean zstd = bytes.get(ValueLayout.JAVA_BYTE, PageFormat.ENCODING_AT) == Encoding.ZSTD.id();
        MemorySegment inner;
        long expanded;
        if (zstd) {
            // The frame says how long it is: asked before memory is taken.
            long announced = Zstd.getDirectByteBufferFrameContentSize(source, 0, squeezedBytes);
            require(announced == innerBytes, where, "a frame of " + announced + " bytes", innerBytes + "");
            inner = room.take(innerBytes);
            expanded = expandZstd(source, inner.asByteBuffer(), where);
        } else {
            // LZ4 gives at most 255 bytes for one.
            boolean likely = innerBytes <= 255L * squeezedBytes + 64;
            require(likely, where, innerBytes + " bytes out of " + squeezedBytes, "at most 255 for one");
            inner = room.take(innerBytes);
            expanded = expandLz4(source, inner.asByteBuffer(), where);
        }
        require(expanded == innerBytes, where, expanded + " bytes inside", innerBytes + "");
        requireSameHeader(bytes, inner, where);
        return inner;
    }

    private static long expandZstd(ByteBuffer source, ByteBuffer target, Supplier<String> where) {
        try {
            return Zstd.decompressDirectByteBuffer(target, 0, target.capacity(), source, 0, source.capacity());
        } catch (ZstdException damaged) {
            throw new CorruptionException(where.get(), "zstd: " + damaged.getMessage(), "a whole frame");
        }
    }

    private static long expandLz4(ByteBuffer source, ByteBuffer target, Supplier<String> where) {
        try {
            return LZ4Factory.fastestInstance()
                    .safeDecompressor()
                    .decompress(source, 0, source.capacity(), target, 0, target.capacity());
        } catch (LZ4Exception damaged) {
            throw new CorruptionException(where.get(), "LZ4: " + damaged.getMessage(), "a whole block");
        }
    }

    /// The outer header serves those who look at a page without opening it, so it must not lie.
    private static void requireSameHeader(MemorySegment outer, MemorySegment inner, Supplier<String> where) {
        for (int at = 0; at < PageFormat.HEADER_BYTES; at++) {
            boolean same = outer.get(ValueLayout.JAVA_BYTE, at) == inner.get(ValueLayout.JAVA_BYTE, at);
            require(same || at == PageFormat.ENCODING_AT, where, "a page inside with another header", "the same");
        }
        require(!PageFormat.isSqueezed(inner), where, "a squeezed page inside a squeezed page", "one that is not");
    }

    private static void require(boolean holds, Supplier<String> where, String found, String expected) {
        if (!holds) {
            throw new CorruptionException(where.get(), found, expected);
        }
    }
}
