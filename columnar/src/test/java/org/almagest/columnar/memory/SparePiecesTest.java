package org.almagest.columnar.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Memory that was given back goes to who asks next, and never beyond the limit.
class SparePiecesTest {
    private static final long MIB = 1L << 20;
    private static final long LIMIT = 256 * MIB;

    private final MemoryBudget process = MemoryBudget.root(LIMIT);
    private final MemoryBudget query = process.child("a query", LIMIT);
    private final SparePieces spares = process.spares().orElseThrow();

    @BeforeEach
    void needsMappings() {
        assumeTrue(SystemCalls.find().isPresent(), "this system's calls are not available");
    }

    private NativeBuffer used(long bytes) {
        NativeBuffer buffer = NativeBuffer.allocate(query, bytes, "a test");
        buffer.segment().fill((byte) 7);
        return buffer;
    }

    @Test
    void aPieceServesAgainAndIsClearedForWhoAsksForThat() {
        NativeBuffer first = used(8 * MIB);
        long address = first.segment().address();
        first.close();
        assertEquals(0, process.reserved());
        try (NativeBuffer any = NativeBuffer.allocateUncleared(query, 8 * MIB, "a test")) {
            assertEquals(address, any.segment().address());
            assertEquals(7, any.segment().get(ValueLayout.JAVA_BYTE, 8 * MIB - 1));
        }
        try (NativeBuffer cleared = NativeBuffer.allocate(query, 7 * MIB + 5, "a test")) {
            assertEquals(address, cleared.segment().address());
            assertEquals(7 * MIB + 5, cleared.segment().byteSize());
            for (long at = 0; at < cleared.size(); at += 4093) {
                assertEquals(0, cleared.segment().get(ValueLayout.JAVA_BYTE, at));
            }
        }
    }

    @Test
    void aMuchSmallerOrLargerPieceIsNew() {
        NativeBuffer first = used(16 * MIB);
        long address = first.segment().address();
        first.close();
        try (NativeBuffer small = NativeBuffer.allocateUncleared(query, 4 * MIB, "a test");
                NativeBuffer large = NativeBuffer.allocateUncleared(query, 24 * MIB, "a test")) {
            assertNotEquals(address, small.segment().address());
            assertNotEquals(address, large.segment().address());
        }
    }

    @Test
    void noMoreIsKeptThanAnEighthOfTheLimit() {
        NativeBuffer[] buffers = new NativeBuffer[8];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = used(8 * MIB);
        }
        for (NativeBuffer buffer : buffers) {
            buffer.close();
        }
        long kept = spares.giveBack(Long.MAX_VALUE);
        assertTrue(kept > 0 && kept <= LIMIT / 8, "kept: " + kept);
    }

    @Test
    void whatIsKeptGoesBeforeAnythingIsRefused() {
        used(16 * MIB).close();
        assertTrue(query.tryReserve(LIMIT), "spare memory stood in the way");
        assertEquals(LIMIT, process.reserved());
        assertEquals(0, spares.giveBack(Long.MAX_VALUE));
        query.release(LIMIT);
        assertEquals(0, process.reserved());
    }

    @Test
    void nothingIsKeptWhereTheLimitLeavesNoRoom() {
        NativeBuffer buffer = used(16 * MIB);
        query.reserve(LIMIT - 16 * MIB, "a test");
        buffer.close();
        spares.giveBack(Long.MAX_VALUE);
        assertEquals(LIMIT - 16 * MIB, process.reserved());
        query.release(LIMIT - 16 * MIB);
    }

    @Test
    void aRefusedRequestTakesNothing() {
        used(16 * MIB).close();
        query.reserve(LIMIT - 8 * MIB, "a test");
        assertThrows(AlmagestException.class, () -> NativeBuffer.allocateUncleared(query, 16 * MIB, "a test"));
        assertEquals(LIMIT - 8 * MIB, process.reserved());
        query.release(LIMIT - 8 * MIB);
        assertEquals(0, process.reserved());
    }

    @Test
    void whatNobodyWantsGoesBackAndNothingIsKeptAfterTheEnd() {
        long before = System.nanoTime();
        used(8 * MIB).close();
        spares.giveBackOlderThan(before);
        assertTrue(spares.take(8 * MIB).isPresent(), "it was not old");
        used(8 * MIB).close();
        spares.giveBackOlderThan(System.nanoTime() + 1);
        assertEquals(Optional.empty(), spares.take(8 * MIB));
        process.close();
        NativeBuffer last = used(8 * MIB);
        last.close();
        assertFalse(spares.take(8 * MIB).isPresent());
        assertEquals(0, process.reserved());
    }
}
