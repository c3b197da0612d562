package org.almagest.columnar.encoding;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Layout of a page: a header, the validity of its rows, a directory of blocks, the blocks.
///
/// All numbers are little-endian; offsets count from the first byte of the page.
///
/// ```text
///  0        u8   page format version, 1
///  1        u8   encoding id (Encoding)
///  2        u8   value kind id (ValueKind)
///  3        u8   validity form (ValidityFormat)
///  4        u32  rows, at most 65,536
///  8        u32  NULL rows
/// 12        u32  0
/// 16        validity, a multiple of 8 bytes, none for the forms NONE and ALL_NULL
///           CONSTANT pages end with the value (ConstantCodec); all others go on:
///           u32 x (blocks + 1)  start of each block, then the end of the last one
///           0 to 7 zero bytes, so that the blocks start at a multiple of 8
///           blocks: the values of 1,024 rows each (fewer in the last), NULL rows left out, in the layout of
///           the page's codec; each ends with zero bytes up to a multiple of 8; one without values has no bytes
///           64 zero bytes, which a decoder may read and ignore
/// ```
public final class PageFormat {
    /// Rows of a block, the unit of decoding; every array that receives a block has at least this
    /// length.
    public static final int BLOCK_ROWS = 1024;

    /// Words of the validity bitmap of a block.
    public static final int BLOCK_WORDS = BLOCK_ROWS / 64;

    /// Most rows that a page may have; positions of rows are 16 bits wide.
    public static final int MAX_PAGE_ROWS = 65_536;

    /// Zero bytes behind the last block: kernels read whole vectors.
    static final int SLACK_BYTES = 64;

    static final int VERSION = 1;
    static final int HEADER_BYTES = 16;
    static final int ENCODING_AT = 1;
    static final int KIND_AT = 2;
    static final int VALIDITY_AT = 3;
    static final int ROWS_AT = 4;
    static final int NULLS_AT = 8;
    static final int ZERO_AT = 12;

    static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private PageFormat() {}

    /// Answers how many blocks a page of so many rows has.
    public static int blocks(int rows) {
        return (rows + BLOCK_ROWS - 1) / BLOCK_ROWS;
    }

    /// Tells whether a page is squeezed, looking at no more than is there. Stands here so that block
    /// codecs are loaded only where there is something for them to do.
    static boolean isSqueezed(MemorySegment bytes) {
        return bytes.byteSize() > ENCODING_AT
                && Encoding.ofId(bytes.get(ValueLayout.JAVA_BYTE, ENCODING_AT))
                        .map(Encoding::isSqueezed)
                        .orElse(false);
    }

    static int roundUp8(int bytes) {
        return bytes + 7 & ~7;
    }
}
