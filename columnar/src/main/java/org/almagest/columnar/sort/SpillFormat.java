package org.almagest.columnar.sort;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Layout of a file of sorted rows. It lives as long as the sort: no other version reads it.
///
/// ```text
/// block    0  u32  bytes n of its rows
///          4  u32  rows
///          8  u32  CRC32C of: u64 offset of the block in the file, its rows
///         12  u32  0
///         16       rows in ascending order (RowFormat), one behind the other
/// ```
///
/// Blocks follow each other without gaps. A row that is larger than a block has one of its own.
final class SpillFormat {
    static final int HEADER_BYTES = 16;

    private SpillFormat() {}

    static int checksum(long offset, MemorySegment rows) {
        CRC32C crc = new CRC32C();
        crc.update(
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, offset));
        crc.update(rows.asByteBuffer());
        return (int) crc.getValue();
    }
}
