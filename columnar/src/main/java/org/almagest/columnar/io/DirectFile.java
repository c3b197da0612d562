package org.almagest.columnar.io;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A local file read past the operating system's page cache.
///
/// The device wants positions, lengths and memory in whole blocks, so a read fetches the blocks
/// around what is asked for into memory of its own and copies. That memory (1 MiB per concurrent
/// reader, and two blocks) is outside of the budget.
record DirectFile(String path, FileChannel channel, long size) implements ReadableFile {
    private static final int BLOCK_BYTES = 4096;
    private static final int PIECE_BYTES = (1 << 20) + 2 * BLOCK_BYTES;
    private static final ConcurrentLinkedQueue<MemorySegment> FREE = new ConcurrentLinkedQueue<>();

    @Override
    public void read(long position, MemorySegment target) throws IOException {
        MemorySegment free = FREE.poll();
        MemorySegment blocks = free != null ? free : Arena.ofAuto().allocate(PIECE_BYTES, BLOCK_BYTES);
        try {
            long done = 0;
            while (done < target.byteSize()) {
                done += readPiece(position + done, target.asSlice(done), blocks);
            }
        } finally {
            FREE.add(blocks);
        }
    }

    /// Reads as much as one piece has; answers how much that was.
    private long readPiece(long position, MemorySegment target, MemorySegment blocks) throws IOException {
        long start = position & -BLOCK_BYTES;
        long skip = position - start;
        long wanted = Math.min(PIECE_BYTES, skip + target.byteSize() + BLOCK_BYTES - 1 & -BLOCK_BYTES);
        int count = channel.read(blocks.asSlice(0, wanted).asByteBuffer(), start);
        if (count <= skip) {
            throw new EOFException(path + " ends before byte " + position);
        }
        long bytes = Math.min(count - skip, target.byteSize());
        MemorySegment.copy(blocks, skip, target, 0, bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
