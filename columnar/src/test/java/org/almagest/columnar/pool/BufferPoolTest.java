package org.almagest.columnar.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.memory.MemoryBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The pool's promises: right bytes, never more than the limit, one load for many, no waiting for
/// ever, hot pages that a scan does not push out.
@Timeout(60)
class BufferPoolTest {
    private static final int PAGE = 8192;

    /// A file whose page p holds its number in every int.
    private static final class NumberedPages implements PageSource {
        final int pages;
        final AtomicInteger reads = new AtomicInteger();
        volatile int corruptPage = -1;
        volatile boolean failing;

        NumberedPages(int pages) {
            this.pages = pages;
        }

        @Override
        public String path() {
            return "numbered";
        }

        @Override
        public int pageCount() {
            return pages;
        }

        @Override
        public long offset(int page) {
            return (long) page * PAGE;
        }

        @Override
        public int length(int page) {
            return PAGE - 64 * (page % 3);
        }

        @Override
        public void read(long position, MemorySegment target) throws IOException {
            reads.incrementAndGet();
            if (failing) {
                throw new IOException("the disk is gone");
            }
            for (long at = 0; at < target.byteSize(); at += 4) {
                target.set(ValueLayout.JAVA_INT, at, (int) ((position + at) / PAGE));
            }
        }

        @Override
        public void verify(int page, MemorySegment bytes) {
            if (page == corruptPage) {
                throw new CorruptionException("page " + page, "rubbish", "a number");
            }
        }
    }

    private static void check(Pin pin, int page, NumberedPages source) {
        MemorySegment bytes = pin.bytes();
        assertEquals(source.length(page), bytes.byteSize());
        assertEquals(page, bytes.get(ValueLayout.JAVA_INT, 0));
        assertEquals(page, bytes.get(ValueLayout.JAVA_INT, bytes.byteSize() - 4));
    }

    @Test
    void aPageIsReadOnceWhileItStays() {
        MemoryBudget budget = MemoryBudget.root(1 << 20);
        NumberedPages source = new NumberedPages(10);
        try (BufferPool pool = BufferPool.open(budget, 1 << 20);
                PageTable table = pool.attach(source)) {
            Pin pin = new Pin();
            for (int round = 0; round < 3; round++) {
                for (int page = 0; page < 10; page++) {
                    assertTrue(table.tryPin(page, page, pin));
                    assertEquals(round > 0, pin.wasHit());
                    check(pin, page, source);
                    pin.close();
                }
            }
            assertEquals(10, source.reads.get());
            assertEquals(20, pool.statistics().hits());
            assertEquals(10, pool.statistics().misses());
        }
        assertEquals(0, budget.reserved());
    }

    @Test
    void neighboursComeInOneRead() {
        MemoryBudget budget = MemoryBudget.root(128 << 20);
        NumberedPages source = new NumberedPages(20);
        try (BufferPool pool = BufferPool.open(budget, 128 << 20);
                PageTable table = pool.attach(source)) {
            Pin pin = new Pin();
            for (int page = 2; page < 12; page++) {
                table.pin(page, 11, pin);
                check(pin, page, source);
                pin.close();
            }
            assertEquals(1, source.reads.get());
            assertEquals(9, pool.statistics().hits());
        }
        assertEquals(0, budget.reserved());
    }

    @Test
    void whenEveryFrameIsHeldTryPinSaysSo() {
        MemoryBudget budget = MemoryBudget.root(1 << 20);
        NumberedPages source = new NumberedPages(10);
        try (BufferPool pool = BufferPool.open(budget, 2 * PAGE);
                PageTable table = pool.attach(source)) {
            Pin a = new Pin();
            Pin b = new Pin();
            Pin c = new Pin();
            assertTrue(table.tryPin(0, 0, a));
            assertTrue(table.tryPin(1, 1, b));
            assertFalse(table.tryPin(2, 2, c));
            check(a, 0, source);
            a.close();
            assertTrue(table.tryPin(2, 2, c));
            check(c, 2, source);
            check(b, 1, source);
            b.close();
            c.close();
            assertTrue(pool.statistics().residentBytes() <= 2 * PAGE);
        }
        assertEquals(0, budget.reserved());
    }

    @Test
    void aPageThatNeverFitsIsRefused() {
        MemoryBudget budget = MemoryBudget.root(1 << 20);
        try (BufferPool pool = BufferPool.open(budget, PAGE / 2);
                PageTable table = pool.attach(new NumberedPages(3))) {
            AlmagestException refused = assertThrows(AlmagestException.class, () -> table.pin(0, 0, new Pin()));
            assertEquals(SqlState.OUT_OF_MEMORY, refused.state());
        }
        assertEquals(0, budget.reserved());
    }

    @Test
    void aBudgetTakenByOthersRefusesPagesAndGetsThemBack() {
        MemoryBudget budget = MemoryBudget.root(16 * PAGE);
        NumberedPages source = new NumberedPages(64);
        try (BufferPool pool = BufferPool.open(budget, 16 * PAGE);
                PageTable table = pool.attach(source)) {
            Pin pin = new Pin();
            for (int page = 0; page < 64; page++) {
                table.pin(page, page, pin);
                pin.close();
            }
            assertEquals(16 * PAGE, budget.reserved());
            budget.reserve(15 * PAGE, "an operator");
            table.pin(3, 3, pin);
            check(pin, 3, source);
            assertFalse(budget.tryReserve(PAGE), "a held page is not given back");
            pin.close();
            assertTrue(budget.tryReserve(PAGE));
            assertThrows(AlmagestException.class, () -> table.pin(5, 5, new Pin()));
            budget.release(16 * PAGE);
        }
        assertEquals(0, budget.reserved());
    }

    @Test
    void aCorruptPageIsRefusedToAllAndReadAgainLater() {
        MemoryBudget budget = MemoryBudget.root(1 << 20);
        NumberedPages source = new NumberedPages(4);
        try (BufferPool pool = BufferPool.open(budget, 1 << 20);
                PageTable table = pool.attach(source)) {
            Pin pin = new Pin();
            source.corruptPage = 2;
            assertThrows(CorruptionException.class, () -> table.pin(2, 3, pin));
            assertThrows(CorruptionException.class, () -> table.tryPin(2, 2, pin));
            source.corruptPage = -1;
            table.pin(2, 2, pin);
            check(pin, 2, source);
            pin.close();
            source.failing = true;
            AlmagestException failed = assertThrows(AlmagestException.class, () -> table.pin(1, 1, pin));
            assertEquals(SqlState.IO_ERROR, failed.state());
            source.failing = false;
            table.pin(1, 1, pin);
            pin.close();
        }
        assertEquals(0, budget.reserved());
    }

    @Test
    void aScanLeavesHotPagesAlone() {
        MemoryBudget budget = MemoryBudget.root(1 << 30);
        NumberedPages source = new NumberedPages(2_000);
        try (BufferPool pool = BufferPool.open(budget, 40L * PAGE, 0);
                PageTable table = pool.attach(source)) {
            Pin pin = new Pin();
            for (int round = 0; round < 3; round++) {
                for (int hot = 0; hot < 20; hot++) {
                    table.pin(hot, hot, pin);
                    pin.close();
                }
            }
            for (int page = 100; page < 1_500; page++) {
                table.pin(page, page, pin);
                pin.close();
            }
            long misses = pool.statistics().misses();
            for (int hot = 0; hot < 20; hot++) {
                table.pin(hot, hot, pin);
                pin.close();
            }
            assertEquals(misses, pool.statistics().misses());
        }
        assertEquals(0, budget.reserved());
    }

    @Test
    void manyThreadsShareThreeFrames() throws Exception {
        MemoryBudget budget = MemoryBudget.root(1 << 20);
        NumberedPages source = new NumberedPages(50);
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (BufferPool pool = BufferPool.open(budget, 3 * PAGE, 0);
                PageTable table = pool.attach(source)) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int seed = t;
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        work(table, source, new Random(seed));
                    } catch (Throwable failed) {
                        failures.add(failed);
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(List.of(), List.copyOf(failures));
            assertTrue(pool.statistics().residentBytes() <= 3 * PAGE);
        }
        assertEquals(0, budget.reserved());
        assertTrue(budget.peak() <= 3 * PAGE);
    }

    /// Holds two pages where that takes no waiting, else lets go and waits for one, as readers do.
    private static void work(PageTable table, NumberedPages source, Random random) {
        Pin first = new Pin();
        Pin second = new Pin();
        for (int round = 0; round < 3_000; round++) {
            int a = random.nextInt(50);
            int b = random.nextInt(50);
            if (!table.tryPin(a, a, first)) {
                table.pin(a, a, first);
            }
            if (!table.tryPin(b, Math.min(49, b + 3), second)) {
                first.close();
                table.pin(b, b, second);
            } else {
                check(first, a, source);
            }
            check(second, b, source);
            first.close();
            second.close();
        }
    }

    @Test
    void manyThreadsThatWantOnePageReadItOnce() throws Exception {
        MemoryBudget budget = MemoryBudget.root(1 << 24);
        NumberedPages source = new NumberedPages(300);
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (BufferPool pool = BufferPool.open(budget, 1 << 24);
                PageTable table = pool.attach(source)) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 6; t++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        Pin pin = new Pin();
                        for (int page = 0; page < 300; page++) {
                            table.pin(page, page, pin);
                            check(pin, page, source);
                            pin.close();
                        }
                    } catch (Throwable failed) {
                        failures.add(failed);
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(List.of(), List.copyOf(failures));
            assertEquals(300, source.reads.get());
            assertEquals(6 * 300, pool.statistics().hits() + pool.statistics().misses());
        }
        assertEquals(0, budget.reserved());
    }
}
