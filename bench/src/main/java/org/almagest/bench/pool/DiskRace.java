package org.almagest.bench.pool;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.almagest.bench.pool.RecordedFiles.Range;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.pool.PoolStatistics;
import org.almagest.columnar.vector.Batch;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Result;

/// A full scan through a cold, small pool against a sequential read of the same bytes, in turn.
/// Both read past the page cache (O_DIRECT): there is nothing to drop.
final class DiskRace {
    private static final String QUERY =
            "SELECT count(*), avg(parallax), min(parallax), max(parallax), stddev(pmra) FROM gaia";

    private final String database;
    private final int threads;

    DiskRace(String database, int threads) {
        this.database = database;
        this.threads = threads;
    }

    void run(int alternations) throws IOException {
        ConcurrentLinkedQueue<Range> ranges = new ConcurrentLinkedQueue<>();
        scan(1L << 30, ranges);
        List<Range> inOrder = ranges.stream()
                .filter(range -> range.path().endsWith(".seg"))
                .sorted(Comparator.comparing(Range::path).thenComparingLong(Range::position))
                .toList();
        long bytes = inOrder.stream().mapToLong(Range::bytes).sum();
        long pool = Math.max(EngineOptions.LEAST_MEMORY_BYTES, bytes / 4);
        double[] sequential = new double[alternations];
        double[] scanned = new double[alternations];
        for (int i = -2; i < alternations; i++) {
            double read = sequential(inOrder);
            double scan = scan(pool, new ConcurrentLinkedQueue<>());
            if (i >= 0) {
                sequential[i] = read;
                scanned[i] = scan;
            }
        }
        java.util.Arrays.sort(sequential);
        java.util.Arrays.sort(scanned);
        double read = sequential[alternations / 2];
        double scan = scanned[alternations / 2];
        System.out.printf(
                Locale.ROOT,
                "Q1, pool of %,d bytes, %,d bytes from disk: scan %.0f ms (%.0f-%.0f), sequential read %.0f ms"
                        + " (%.0f-%.0f, %.2f GB/s): %.2fx%n",
                pool,
                bytes,
                scan,
                scanned[0],
                scanned[alternations - 1],
                read,
                sequential[0],
                sequential[alternations - 1],
                bytes / read / 1e6,
                scan / read);
    }

    private double scan(long memory, ConcurrentLinkedQueue<Range> ranges) {
        EngineOptions options = EngineOptions.of(database, OpenMode.READ_ONLY)
                .withThreads(threads)
                .withMemoryBytes(memory);
        try (Engine engine = Engine.open(options, new RecordedFiles(LocalFileSystem.direct(), ranges))) {
            long start = System.nanoTime();
            try (Result result = engine.session().execute(QUERY)) {
                Result.Rows rows = (Result.Rows) result;
                Batch batch = new Batch(rows.columns().size());
                while (rows.stream().next(batch)) {
                    if (batch.size() != 1) {
                        throw new IllegalStateException("one row, not " + batch.size());
                    }
                }
            }
            double millis = (System.nanoTime() - start) / 1e6;
            PoolStatistics pool = engine.pool().statistics();
            if (pool.residentBytes() > pool.limitBytes()) {
                throw new IllegalStateException("beyond the limit: " + pool);
            }
            return millis;
        }
    }

    /// Reads the ranges in order, each (up to 1 MiB of neighbouring pages) at once, on one thread.
    private static double sequential(List<Range> ranges) throws IOException {
        LocalFileSystem files = LocalFileSystem.direct();
        try (Arena arena = Arena.ofConfined()) {
            long most = ranges.stream().mapToLong(Range::bytes).max().orElse(1);
            MemorySegment memory = arena.allocate(most, 4096);
            long start = System.nanoTime();
            for (int i = 0; i < ranges.size(); ) {
                String path = ranges.get(i).path();
                try (ReadableFile file = files.open(path)) {
                    while (i < ranges.size() && ranges.get(i).path().equals(path)) {
                        Range range = ranges.get(i);
                        file.read(range.position(), memory.asSlice(0, range.bytes()));
                        i++;
                    }
                }
            }
            return (System.nanoTime() - start) / 1e6;
        }
    }
}
