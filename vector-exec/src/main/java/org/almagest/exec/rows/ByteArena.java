package org.almagest.exec.rows;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.memory.NativeSpace;

/// Native memory for byte strings that stay where they are put until all go at once.
final class ByteArena implements AutoCloseable {
    private static final int FIRST_CHUNK_BYTES = 4096;
    private static final int LAST_CHUNK_BYTES = 1 << 20;

    /// Into so many chunks the memory limit is cut at least.
    private static final int LEAST_CHUNKS = 64;

    private final OperatorMemory memory;
    private final int lastChunkBytes;
    private final List<NativeBuffer> chunks = new ArrayList<>();
    private long next;
    private long end;
    private long usedBytes;
    private int chunkBytes = FIRST_CHUNK_BYTES;

    ByteArena(OperatorMemory memory) {
        this.memory = memory;
        lastChunkBytes = Math.clamp(memory.budget().limit() / LEAST_CHUNKS, FIRST_CHUNK_BYTES, LAST_CHUNK_BYTES);
    }

    /// Copies bytes in and answers their address.
    long put(byte[] source, int start, int length) {
        if (end - next < length) {
            grow(length);
        }
        long address = next;
        MemorySegment.copy(source, start, NativeSpace.ALL, NativeSpace.BYTE, address, length);
        next += length;
        usedBytes += length;
        return address;
    }

    /// Answers what it takes to put so many bytes in beyond what is there.
    long growthBytes(long bytes) {
        return bytes <= end - next ? 0 : bytes + chunkBytes;
    }

    private void grow(int length) {
        NativeBuffer chunk = memory.allocateUncleared(Math.max(length, chunkBytes));
        chunkBytes = Math.min(chunkBytes * 4, lastChunkBytes);
        chunks.add(chunk);
        next = chunk.segment().address();
        end = next + chunk.size();
    }

    /// Answers the bytes that were put in.
    long usedBytes() {
        return usedBytes;
    }

    /// Takes over the chunks of another arena.
    void absorb(ByteArena other) {
        chunks.addAll(other.chunks);
        usedBytes += other.usedBytes;
        other.usedBytes = 0;
        other.chunks.clear();
        other.next = 0;
        other.end = 0;
    }

    @Override
    public void close() {
        chunks.forEach(memory::free);
        chunks.clear();
        usedBytes = 0;
        next = 0;
        end = 0;
    }
}
