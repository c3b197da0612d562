package org.almagest.columnar.pool;

import java.lang.foreign.MemorySegment;
import org.almagest.columnar.memory.NativeBuffer;

/// The memory of one frame, reserved from the pool's budget until it is closed.
sealed interface FrameMemory extends AutoCloseable {
    MemorySegment segment();

    default long size() {
        return segment().byteSize();
    }

    @Override
    void close();

    /// Memory of its own.
    record Single(NativeBuffer buffer) implements FrameMemory {
        @Override
        public MemorySegment segment() {
            return buffer.segment();
        }

        @Override
        public void close() {
            buffer.close();
        }
    }

    /// A slot of the pool's huge pages.
    record Slot(FrameSlots slots, MemorySegment segment) implements FrameMemory {
        @Override
        public void close() {
            slots.free(segment);
        }
    }
}
