package org.almagest.columnar.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.memory.MemoryBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is read ahead: it comes in long reads, is counted as used or not, leaves kept pages alone,
/// stays within its share, and hides no failure.
@Timeout(60)
class ReadAheadTest {
    private static void await(BufferPool pool, long loads) throws InterruptedException {
        while (pool.statistics().aheadLoads() < loads) {
            Thread.sleep(1);
        }
    }

    private static void pinAll(PageTable table, RandomPages source, int from, int to) {
        Pin pin = new Pin();
        for (int page = from; page < to; page++) {
            table.pin(page, page, pin);
            source.check(pin, page);
            pin.close();
        }
    }

    @Test
    void whatIsAskedForIsThereBeforeItIsPinned() throws Exception {
        MemoryBudget budget = MemoryBudget.root(128 << 20);
        RandomPages source = new RandomPages(60, 1, 8192);
        try (BufferPool pool = BufferPool.open(budget, 128 << 20);
                PageTable table = pool.attach(source)) {
            int[] wanted = IntStream.range(0, 60).filter(page -> page % 7 != 0).toArray();
            table.readAhead(wanted, () -> true);
            await(pool, wanted.length);
            assertTrue(pool.statistics().reads() < 10, "neighbours come in one read");
            pinAll(table, source, 1, 50);
            PoolStatistics after = pool.statistics();
            assertEquals(7, after.misses());
            assertEquals(42, after.hits());
            assertEquals(42, after.aheadUsed());
            assertEquals(0, after.aheadUnused());
        }
        assertEquals(0, budget.reserved());
    }

    @Test
    void whatNobodyAskedForIsCountedWhenItLeaves() throws Exception {
        MemoryBudget budget = MemoryBudget.root(64 << 20);
        RandomPages source = new RandomPages(40, 2, 8192);
        try (BufferPool pool = BufferPool.open(budget, 64 << 20)) {
            try (PageTable table = pool.attach(source)) {
                table.readAhead(IntStream.range(0, 40).toArray(), () -> true);
                await(pool, 40);
                pinAll(table, source, 0, 10);
            }
            assertEquals(10, pool.statistics().aheadUsed());
            assertEquals(30, pool.statistics().aheadUnused());
        }
        assertEquals(0, budget.reserved());
    }

    @Test
    void whatIsReadAheadStaysWithinItsShare() throws Exception {
        MemoryBudget budget = MemoryBudget.root(8 << 20);
        RandomPages source = new RandomPages(2_000, 3, 8192);
        try (BufferPool pool = BufferPool.open(budget, 8 << 20);
                PageTable table = pool.attach(source)) {
            table.readAhead(IntStream.range(0, 2_000).toArray(), () -> true);
            await(pool, 100);
            Thread.sleep(50);
            assertTrue(pool.statistics().residentBytes() <= 1 << 20, () -> pool.statistics() + "");
        }
        assertEquals(0, budget.reserved());
    }

    @Test
    void aScanThatIsReadAheadLeavesAHotTableAlone() {
        MemoryBudget budget = MemoryBudget.root(1 << 30);
        RandomPages hot = new RandomPages(100, 4, 8192);
        RandomPages big = new RandomPages(20_000, 5, 8192);
        try (BufferPool pool = BufferPool.open(budget, 4 << 20);
                PageTable small = pool.attach(hot);
                PageTable table = pool.attach(big)) {
            for (int round = 0; round < 3; round++) {
                pinAll(small, hot, 0, 100);
            }
            for (int from = 0; from < 20_000; from += 40) {
                table.readAhead(IntStream.range(from, from + 40).toArray(), () -> true);
                pinAll(table, big, from, from + 40);
            }
            long misses = pool.statistics().misses();
            long hits = pool.statistics().hits();
            pinAll(small, hot, 0, 100);
            assertEquals(misses, pool.statistics().misses());
            assertEquals(hits + 100, pool.statistics().hits());
            assertTrue(pool.statistics().evictions() > 18_000);
        }
        assertEquals(0, budget.reserved());
    }

    @Test
    void aRunThatFailsIsReadPageByPage() {
        MemoryBudget budget = MemoryBudget.root(128 << 20);
        RandomPages source = new RandomPages(20, 6, 8192);
        try (BufferPool pool = BufferPool.open(budget, 128 << 20);
                PageTable table = pool.attach(source)) {
            source.unreadablePage = 5;
            Pin pin = new Pin();
            table.pin(2, 9, pin);
            source.check(pin, 2);
            pin.close();
            long reads = pool.statistics().reads();
            pinAll(table, source, 3, 5);
            pinAll(table, source, 6, 10);
            assertEquals(reads, pool.statistics().reads());
            assertThrows(AlmagestException.class, () -> table.pin(5, 5, new Pin()));
            source.unreadablePage = -1;
            pinAll(table, source, 0, 20);
        }
        assertEquals(0, budget.reserved());
    }

    @Test
    void aFileIsClosedUnderWhatReadsAheadInIt() {
        MemoryBudget budget = MemoryBudget.root(128 << 20);
        try (BufferPool pool = BufferPool.open(budget, 128 << 20)) {
            for (int round = 0; round < 200; round++) {
                RandomPages source = new RandomPages(200, round, 8192);
                try (PageTable table = pool.attach(source)) {
                    table.readAhead(IntStream.range(0, 200).toArray(), () -> true);
                    if (round % 3 == 0) {
                        pinAll(table, source, 0, 5);
                    }
                }
            }
        }
        assertEquals(0, budget.reserved());
    }
}
