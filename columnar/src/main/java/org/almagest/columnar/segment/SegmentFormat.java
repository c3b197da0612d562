package org.almagest.columnar.segment;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Layout of a segment file, version 1; `docs/format/segment.md` has the whole of it.
///
/// ```text
/// header    64 bytes at 0
///            0  u64  magic "ALMSEG\r\n"
///            8  u32  format version, 1
///           12  u32  0
///           16  u64  required feature bits: a reader that misses one refuses the file
///           24  u64  optional feature bits
///           32  u64  file id, random
///           40  20 zero bytes
///           60  u32  CRC32C of bytes 0 to 59
/// pages     row group by row group, in it column by column: dictionary page, data pages in the
///           order of rows, Bloom filters; each starts at a multiple of 64, gaps are zero
/// footer    FooterFormat, at a multiple of 64
/// trailer   64 bytes at the end
///            0  u64  offset of the footer
///            8  u64  bytes of the footer
///           16  u64  file id
///           24  u64  rows
///           32  u32  format version, 1
///           36  u32  CRC32C of file id, footer offset and the footer's bytes
///           40  12 zero bytes
///           52  u32  CRC32C of bytes 0 to 51
///           56  u64  magic "ALMSEGND"
/// ```
///
/// All numbers are little-endian. The checksum of a page stands in the footer and covers the file
/// id, the page's offset and its bytes, so that a page read from the wrong place is not believed.
final class SegmentFormat {
    static final int VERSION = 1;
    static final long HEAD_MAGIC = littleEndian("ALMSEG\r\n");
    static final long TAIL_MAGIC = littleEndian("ALMSEGND");
    static final long KNOWN_REQUIRED_FEATURES = 0;

    /// The footer ends with zone maps of positions (SkyZones).
    static final long SKY_ZONES = 1;

    /// The footer ends with the places of Bloom filters (BloomDirectory), behind the former.
    static final long BLOOM_FILTERS = 2;

    /// The footer ends with what is sorted (SortedPages), behind the former two.
    static final long SORTED_PAGES = 4;

    static final long KNOWN_OPTIONAL_FEATURES = SKY_ZONES | BLOOM_FILTERS | SORTED_PAGES;
    static final int HEADER_BYTES = 64;
    static final int TRAILER_BYTES = 64;
    static final int ALIGNMENT = 64;

    /// Rows between the starts of the pages that all columns share.
    static final int PAGE_ROWS = 16_384;

    static final int ROW_GROUP_ROWS = org.almagest.columnar.scan.TableSink.ROW_GROUP_ROWS;
    static final long ROW_GROUP_BYTES = 64L << 20;

    /// The most bytes of a page, encoded and decoded, unless it holds a single value.
    static final int PAGE_BYTES = 1 << 20;

    /// A file that has this many bytes gets no further row group.
    static final long SEGMENT_BYTES = 1L << 30;

    /// The most rows of a segment: positions in it are ints.
    static final long SEGMENT_ROWS = 1L << 30;

    /// A CONSTANT page up to this size stands in the footer instead of a place of its own.
    static final int INLINE_PAGE_BYTES = 256;

    /// The encoding byte of a page that is made of several (HUGE, ARRAY); see CompositePage.
    static final int COMPOSITE = 255;

    static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private SegmentFormat() {}

    private static long littleEndian(String eightLetters) {
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | eightLetters.charAt(i);
        }
        return value;
    }

    static long align(long offset) {
        return (offset + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /// Answers the checksum of a page or footer that stands at `offset` of a file.
    static int checksum(long fileId, long offset, MemorySegment bytes) {
        CRC32C crc = new CRC32C();
        ByteBuffer address = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        address.putLong(0, fileId).putLong(8, offset);
        crc.update(address);
        crc.update(bytes.asByteBuffer());
        return (int) crc.getValue();
    }

    /// Answers the checksum of the first `count` bytes.
    static int checksum(MemorySegment bytes, int count) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.asSlice(0, count).asByteBuffer());
        return (int) crc.getValue();
    }

    /// Makes the 64 bytes of a header.
    static MemorySegment header(long fileId, long optionalFeatures) {
        MemorySegment header = MemorySegment.ofArray(new byte[HEADER_BYTES]);
        header.set(I64, 0, HEAD_MAGIC);
        header.set(I32, 8, VERSION);
        header.set(I64, 24, optionalFeatures);
        header.set(I64, 32, fileId);
        header.set(I32, 60, checksum(header, 60));
        return header;
    }

    /// Makes the 64 bytes of a trailer.
    static MemorySegment trailer(long fileId, long footerOffset, MemorySegment footer, long rows) {
        MemorySegment trailer = MemorySegment.ofArray(new byte[TRAILER_BYTES]);
        trailer.set(I64, 0, footerOffset);
        trailer.set(I64, 8, footer.byteSize());
        trailer.set(I64, 16, fileId);
        trailer.set(I64, 24, rows);
        trailer.set(I32, 32, VERSION);
        trailer.set(I32, 36, checksum(fileId, footerOffset, footer));
        trailer.set(I32, 52, checksum(trailer, 52));
        trailer.set(I64, 56, TAIL_MAGIC);
        return trailer;
    }
}
