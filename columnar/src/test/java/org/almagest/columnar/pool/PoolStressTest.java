package org.almagest.columnar.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.memory.MemoryBudget;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many threads scan with many columns each, as readers do, through pools from a few frames to
/// room for everything, while pages are read ahead and reads fail: every page has the right bytes,
/// the limit holds, nobody waits for ever, and all memory comes back. `almagest.seed` runs one
/// case again.
@Timeout(120)
class PoolStressTest {
    private static final int THREADS = 8;
    private static final int PAGES = 400;
    private static final int MOST_BYTES = 64 << 10;
    private static final long SEED = Long.getLong("almagest.seed", 1_510L);

    @ParameterizedTest
    @ValueSource(longs = {64 << 10, 200 << 10, 1 << 20, 6 << 20, 80 << 20})
    void everyPageIsRight(long limit) throws Exception {
        for (int failEvery : new int[] {0, 20}) {
            run(limit, failEvery);
        }
    }

    private static void run(long limit, int failEvery) throws Exception {
        String run = "seed " + SEED + ", limit " + limit + ", a failure every " + failEvery;
        MemoryBudget budget = MemoryBudget.root(1L << 30);
        ConcurrentLinkedQueue<Throwable> wrong = new ConcurrentLinkedQueue<>();
        LongAdder right = new LongAdder();
        RandomPages source = new RandomPages(PAGES, SEED, MOST_BYTES);
        source.failEvery = failEvery;
        try (BufferPool pool = BufferPool.open(budget, limit)) {
            try (PageTable table = pool.attach(source)) {
                List<Thread> threads = new ArrayList<>();
                for (int t = 0; t < THREADS; t++) {
                    Random random = new Random(SEED + t);
                    threads.add(Thread.ofPlatform().start(() -> {
                        try {
                            new WideReader(table, source, random, right).scan();
                        } catch (Throwable failed) {
                            wrong.add(failed);
                        }
                    }));
                }
                for (Thread thread : threads) {
                    thread.join();
                }
                assertEquals(List.of(), List.copyOf(wrong), run);
                assertTrue(right.sum() > 1_000, run);
                source.failEvery = 0;
                assertTrue(pool.statistics().residentBytes() <= limit, run);
                Pin pin = new Pin();
                for (int page = 0; page < PAGES; page++) {
                    table.pin(page, page, pin);
                    source.check(pin, page);
                    pin.close();
                }
            }
        }
        assertTrue(budget.peak() <= limit, run + ": " + budget.peak());
        assertEquals(0, budget.reserved(), run);
    }

    /// Holds up to twelve pages at a time, lets go of all when a frame is wanted, and now and then
    /// asks for pages ahead.
    private static final class WideReader {
        private final PageTable table;
        private final RandomPages source;
        private final Random random;
        private final LongAdder right;
        private final Pin[] pins = new Pin[12];

        WideReader(PageTable table, RandomPages source, Random random, LongAdder right) {
            this.table = table;
            this.source = source;
            this.random = random;
            this.right = right;
            java.util.Arrays.setAll(pins, _ -> new Pin());
        }

        void scan() {
            for (int round = 0; round < 150; round++) {
                int first = random.nextInt(PAGES);
                if (random.nextInt(4) == 0) {
                    int end = Math.min(PAGES, first + 60);
                    table.readAhead(IntStream.range(first, end).toArray(), () -> true);
                }
                for (Pin pin : pins) {
                    int page = Math.min(PAGES - 1, first + random.nextInt(40));
                    take(page, Math.min(PAGES - 1, page + random.nextInt(8)), pin);
                }
                release();
            }
        }

        private void take(int page, int ahead, Pin pin) {
            try {
                if (!table.tryPin(page, ahead, pin)) {
                    release();
                    table.pin(page, ahead, pin);
                }
                source.check(pin, page);
                right.increment();
            } catch (AlmagestException failed) {
                assertEquals(SqlState.IO_ERROR, failed.state(), failed.getMessage());
                release();
            }
        }

        private void release() {
            for (Pin pin : pins) {
                pin.close();
            }
        }
    }
}
