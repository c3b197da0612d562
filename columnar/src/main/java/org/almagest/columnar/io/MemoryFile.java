package org.almagest.columnar.io;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.memory.NativeBuffer;

/// The bytes of one file in native memory: chunks that double from 4 KiB to 4 MiB. Freed when no
/// name and no open reader or writer is left. Thread-safe.
final class MemoryFile {
    private static final long FIRST_CHUNK_BYTES = 4096;
    private static final long LAST_CHUNK_BYTES = 4 << 20;

    private final String path;
    private final MemoryBudget budget;
    private final List<NativeBuffer> chunks = new ArrayList<>();
    private long[] chunkStarts = new long[4];
    private long capacity;
    private long size;
    private int holders = 1;

    MemoryFile(String path, MemoryBudget budget) {
        this.path = path;
        this.budget = budget;
    }

    synchronized long size() {
        return size;
    }

    synchronized void unlink() {
        release();
    }

    private void release() {
        holders--;
        if (holders == 0) {
            chunks.forEach(NativeBuffer::close);
            chunks.clear();
        }
    }

    synchronized void truncate(long bytes) {
        if (bytes < size) {
            size = bytes;
        }
    }

    private synchronized void append(MemorySegment source) {
        long bytes = source.byteSize();
        while (capacity - size < bytes) {
            long next = Math.clamp(capacity, FIRST_CHUNK_BYTES, LAST_CHUNK_BYTES);
            NativeBuffer chunk = NativeBuffer.allocate(budget, next, "the in-memory file " + path);
            if (chunks.size() == chunkStarts.length) {
                chunkStarts = Arrays.copyOf(chunkStarts, chunks.size() * 2);
            }
            chunkStarts[chunks.size()] = capacity;
            chunks.add(chunk);
            capacity += next;
        }
        copy(size, bytes, source, false);
        size += bytes;
    }

    private synchronized void read(long position, MemorySegment target) throws EOFException {
        long bytes = target.byteSize();
        if (position < 0 || bytes > size - position) {
            throw new EOFException(path + " ends at byte " + size + ", asked for " + bytes + " bytes at " + position);
        }
        copy(position, bytes, target, true);
    }

    private void copy(long position, long bytes, MemorySegment other, boolean reading) {
        long done = 0;
        while (done < bytes) {
            long at = position + done;
            int found = Arrays.binarySearch(chunkStarts, 0, chunks.size(), at);
            int chunk = found >= 0 ? found : -found - 2;
            long offset = at - chunkStarts[chunk];
            MemorySegment segment = chunks.get(chunk).segment();
            long piece = Math.min(bytes - done, segment.byteSize() - offset);
            if (reading) {
                MemorySegment.copy(segment, offset, other, done, piece);
            } else {
                MemorySegment.copy(other, done, segment, offset, piece);
            }
            done += piece;
        }
    }

    synchronized ReadableFile reader() {
        holders++;
        return new Reader(size);
    }

    synchronized WritableFile writer() {
        holders++;
        return new Writer();
    }

    /// Something open on the file; closing it twice is harmless.
    private abstract class Handle {
        private boolean closed;

        final void checkOpen() throws ClosedChannelException {
            if (closed) {
                throw new ClosedChannelException();
            }
        }

        public final String path() {
            return path;
        }

        public final void close() {
            synchronized (MemoryFile.this) {
                if (!closed) {
                    closed = true;
                    release();
                }
            }
        }
    }

    private final class Reader extends Handle implements ReadableFile {
        private final long sizeAtOpen;

        Reader(long sizeAtOpen) {
            this.sizeAtOpen = sizeAtOpen;
        }

        @Override
        public long size() {
            return sizeAtOpen;
        }

        @Override
        public void read(long position, MemorySegment target) throws IOException {
            synchronized (MemoryFile.this) {
                checkOpen();
                MemoryFile.this.read(position, target);
            }
        }
    }

    private final class Writer extends Handle implements WritableFile {
        @Override
        public long position() {
            return MemoryFile.this.size();
        }

        @Override
        public void write(MemorySegment source) throws IOException {
            synchronized (MemoryFile.this) {
                checkOpen();
                append(source);
            }
        }

        @Override
        public void force() throws IOException {
            checkOpen();
        }
    }
}
