package org.almagest.columnar.memory;

import java.lang.foreign.Arena;
import java.util.Optional;

/// Memory outside the heap, aligned to 64 bytes; zeroed when it is new.
///
/// ```text
/// Mapped     from 2 MiB on: a mapping of its own, in huge pages; taken and given back by the system
/// Allocated  smaller ones, once the C library's calls are linked: calloc and free
/// InArena    elsewhere: closing it halts every thread of the process for a moment
/// ```
sealed interface NativePiece extends AutoCloseable {
    /// Smaller pieces do not fill a huge page.
    long MAPPED_FROM_BYTES = 2L << 20;

    long ALIGNMENT = 64;

    long address();

    @Override
    void close();

    /// Takes memory, or fails with an `OutOfMemoryError`.
    static NativePiece of(long bytes) {
        if (bytes >= MAPPED_FROM_BYTES) {
            Optional<AddressSpace> space = AddressSpace.reserve(bytes);
            if (space.isPresent()) {
                return new Mapped(space.get());
            }
        }
        Optional<SystemCalls> calls = SystemCalls.findLinked();
        if (calls.isPresent()) {
            long block = calls.get().allocate(bytes + ALIGNMENT);
            if (block == 0) {
                throw new OutOfMemoryError("the system has no " + bytes + " bytes");
            }
            return new Allocated(calls.get(), block);
        }
        Arena arena = Arena.ofShared();
        try {
            return new InArena(arena, arena.allocate(bytes, ALIGNMENT).address());
        } catch (OutOfMemoryError refused) {
            arena.close();
            throw refused;
        }
    }

    /// Pages of its own.
    record Mapped(AddressSpace space) implements NativePiece {
        long bytes() {
            return space.size();
        }

        @Override
        public long address() {
            return space.part(0, 0).address();
        }

        @Override
        public void close() {
            space.close();
        }
    }

    /// A block of the C library's heap.
    record Allocated(SystemCalls calls, long block) implements NativePiece {
        @Override
        public long address() {
            return block + ALIGNMENT - 1 & -ALIGNMENT;
        }

        @Override
        public void close() {
            calls.free(block);
        }
    }

    /// Memory of a shared arena.
    record InArena(Arena arena, long address) implements NativePiece {
        @Override
        public void close() {
            arena.close();
        }
    }
}
