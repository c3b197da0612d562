package org.almagest.columnar.spill;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Layout of a temporary file of rows. It lives no longer than its query: no other version reads it.
///
/// ```text
/// block    0  u32  bytes n of its rows
///          4  u32  rows
///          8  u32  CRC32C of: u64 number of the file, u64 offset of the block in it, the rows
///         12  u32  0
///         16       rows (RowFormat), one behind the other
/// ```
///
/// Blocks follow each other without gaps. A row that is larger than a block has one of its own.
final class SpillFormat {
    static final int HEADER_BYTES = 16;

    private SpillFormat() {}

    static int checksum(long file, long offset, MemorySegment rows) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(2 * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0, file)
                .putLong(Long.BYTES, offset));
        crc.update(rows.asByteBuffer());
        return (int) crc.getValue();
    }
}
