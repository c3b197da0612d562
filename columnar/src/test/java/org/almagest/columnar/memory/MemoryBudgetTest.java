package org.almagest.columnar.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What a budget takes, gives back and remembers, and how it asks caches to give way.
final class MemoryBudgetTest {
    private final MemoryBudget process = MemoryBudget.root(100);
    private final MemoryBudget query = process.child("a query", 60);

    @Test
    void countsInEveryBudgetUpToTheRoot() {
        assertTrue(query.tryReserve(50));
        assertEquals(50, process.reserved());
        assertFalse(query.tryReserve(11), "beyond the query's limit");
        assertEquals(50, process.reserved());
        query.release(50);
        assertEquals(0, process.reserved());
        assertEquals(50, query.peak());
        assertEquals(50, process.peak());
    }

    @Test
    void whatIsOnlyAskedForCountsInNoPeak() {
        query.reserve(10, "a test");
        assertTrue(query.hasRoom(50));
        assertFalse(query.hasRoom(51));
        assertEquals(10, query.reserved());
        assertEquals(10, query.peak());
        assertEquals(10, process.peak());
    }

    /// What the first answers free is gone before it can be taken, as when another thread loads a page.
    @Test
    void asksACacheUntilThereIsEnough() {
        process.reserve(95, "a cache");
        AtomicInteger asked = new AtomicInteger();
        process.addReclaimer(bytes -> {
            if (asked.incrementAndGet() > 3) {
                process.release(bytes);
            }
            return bytes;
        });
        assertTrue(query.tryReserve(20));
        assertEquals(4, asked.get());
    }

    @Test
    void saysNoWhenTheCacheHasNothingLeft() {
        process.reserve(95, "what must stay");
        process.addReclaimer(bytes -> 0);
        assertFalse(query.tryReserve(20));
        assertEquals(0, query.reserved());
        assertEquals(95, process.reserved());
    }
}
