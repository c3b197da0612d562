package org.almagest.columnar.encoding;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Native memory for a squeezed page's content, recycled from page to page: what was expanded into
/// it before is gone when the next page is. One thread; freed when nothing refers to it.
public final class PageRoom {
    private static final long LEAST_BYTES = 1 << 16;

    private MemorySegment room = MemorySegment.NULL;
    private Arena arena = Arena.global();

    /// Answers memory of exactly so many bytes, of the one class of segments that kernels see.
    @SuppressWarnings("restricted")
    MemorySegment take(long bytes) {
        if (room.byteSize() < bytes) {
            arena = Arena.ofAuto();
            room = arena.allocate(Math.max(LEAST_BYTES, bytes + bytes / 4), 64);
        }
        return MemorySegment.ofAddress(room.address()).reinterpret(bytes);
    }
}
