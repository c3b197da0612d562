package org.almagest.columnar.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativePieceTest {
    private static final long LARGE = NativePiece.MAPPED_FROM_BYTES;

    @Test
    void piecesOfAllSizesAreZeroedAlignedAndApart() {
        MemoryBudget budget = MemoryBudget.root(1L << 30);
        long[] sizes = {1, 63, 64, 4096, LARGE - 1, LARGE, LARGE + 1, 3 * LARGE + 17, 8 * LARGE};
        for (int round = 0; round < 3; round++) {
            List<NativeBuffer> buffers = new ArrayList<>();
            for (long size : sizes) {
                NativeBuffer buffer = NativeBuffer.allocate(budget, size, "a test");
                buffers.add(buffer);
                assertEquals(0, buffer.segment().address() % 64, "alignment of " + size);
                assertEquals(size, buffer.segment().byteSize());
                for (long at = 0; at < size; at += Math.max(1, size / 997)) {
                    assertEquals(0, buffer.segment().get(ValueLayout.JAVA_BYTE, at), "byte " + at + " of " + size);
                }
                buffer.segment().fill((byte) buffers.size());
            }
            for (int i = 0; i < buffers.size(); i++) {
                NativeBuffer buffer = buffers.get(i);
                assertEquals(i + 1, buffer.segment().get(ValueLayout.JAVA_BYTE, 0));
                assertEquals(i + 1, buffer.segment().get(ValueLayout.JAVA_BYTE, sizes[i] - 1));
            }
            assertTrue(budget.reserved() > 12 * LARGE);
            buffers.forEach(NativeBuffer::close);
            buffers.forEach(NativeBuffer::close);
            assertEquals(0, budget.reserved());
        }
    }

    @Test
    void largePiecesAreMappedAndSmallOnesAllocatedWhereTheSystemHasCalls() {
        assumeTrue(SystemCalls.find().isPresent(), "this system's calls are not available");
        try (NativePiece large = NativePiece.of(LARGE);
                NativePiece small = NativePiece.of(LARGE - 1)) {
            assertInstanceOf(NativePiece.Mapped.class, large);
            assertInstanceOf(NativePiece.Allocated.class, small);
        }
    }
}
