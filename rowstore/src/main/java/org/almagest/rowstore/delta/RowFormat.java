package org.almagest.rowstore.delta;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// How a row of the delta stands in bytes: row after row, little-endian, unaligned.
///
/// ```text
/// row       nulls, then the values of the columns that are not NULL, in the order of the schema
/// nulls     ceil(columns / 8) bytes; bit c % 8 of byte c / 8 is set when column c is NULL
/// BOOLEAN   u8
/// INT       u32            LONG    u64
/// FLOAT     f32            DOUBLE  f64     bits, NaN payloads kept
/// HUGE      u64 low, u64 high
/// BYTES     u32 length, bytes
/// ARRAY     u32 length, nulls of ceil(length / 8) bytes, the elements that are not NULL
/// ```
///
/// In the delta's memory the rows of one commit stand behind a header of 16 bytes, aligned to 8:
///
/// ```text
/// chunk     u64 commit LSN, u32 rows, u32 bytes of the rows, the rows, zeros up to 8
/// ```
final class RowFormat {
    static final int CHUNK_HEADER_BYTES = 16;
    static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private RowFormat() {}

    static int nullBytes(int count) {
        return (count + 7) >>> 3;
    }

    /// Answers the bytes of a chunk with its header and padding.
    static long chunkBytes(long rowBytes) {
        return (CHUNK_HEADER_BYTES + rowBytes + 7) & -8;
    }
}
