package org.almagest.bench.pool;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Locale;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.vector.Batch;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;

/// Decoding of each column's pages in the pool, on one thread, against the rate at which one thread
/// reads memory, in compressed bytes. The third figure decodes the same morsel again and again,
/// whose pages the caches have: where it is lower than memory's, it is the bar.
final class DecodeRace {
    private static final long MEMORY_BYTES = 1L << 29;

    private final String database;

    DecodeRace(String database) {
        this.database = database;
    }

    void run(int rounds) {
        try (Engine engine = Engine.open(EngineOptions.of(database, OpenMode.READ_ONLY));
                CatalogSnapshot snapshot = engine.database().snapshot();
                Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(MEMORY_BYTES, 4096).fill((byte) 1);
            Scannable table = snapshot.table("gaia").orElseThrow();
            System.out.println("column: pages in the pool, GB/s of compressed bytes; reading memory; pages in caches");
            for (int column = 0; column < table.schema().columnCount(); column++) {
                double decode = 0;
                double read = 0;
                double cached = 0;
                for (int round = 0; round < rounds; round++) {
                    decode = Math.max(decode, decodeAll(table, column));
                    read = Math.max(read, readMemory(memory));
                    cached = Math.max(cached, decodeOne(table, column));
                }
                System.out.printf(
                        Locale.ROOT,
                        "%-20s %6.2f %6.2f %6.2f  %.0f %% of the lower%n",
                        table.schema().column(column).name(),
                        decode,
                        read,
                        cached,
                        100 * decode / Math.min(read, cached));
            }
        }
    }

    private static double readMemory(MemorySegment memory) {
        long start = System.nanoTime();
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        for (long at = 0; at < MEMORY_BYTES; at += 32) {
            a += memory.get(ValueLayout.JAVA_LONG, at);
            b += memory.get(ValueLayout.JAVA_LONG, at + 8);
            c += memory.get(ValueLayout.JAVA_LONG, at + 16);
            d += memory.get(ValueLayout.JAVA_LONG, at + 24);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (a + b + c + d == 0) {
            throw new IllegalStateException("memory holds ones");
        }
        return MEMORY_BYTES / seconds / 1e9;
    }

    private static double decodeAll(Scannable table, int column) {
        try (Scan scan = table.scan(ScanRequest.of(List.of(column)));
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(1);
            long start = System.nanoTime();
            for (var morsel = scan.claim(); morsel.isPresent(); morsel = scan.claim()) {
                drain(reader, morsel.get(), batch);
            }
            return scan.metrics().bytesRead() / (double) (System.nanoTime() - start);
        }
    }

    private static double decodeOne(Scannable table, int column) {
        try (Scan scan = table.scan(ScanRequest.of(List.of(column)));
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(1);
            Morsel morsel = scan.claim().orElseThrow();
            drain(reader, morsel, batch);
            reader.open(morsel);
            long before = scan.metrics().bytesRead();
            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                drain(reader, morsel, batch);
            }
            long nanos = System.nanoTime() - start;
            reader.open(morsel);
            return (scan.metrics().bytesRead() - before) / (double) nanos;
        }
    }

    private static void drain(MorselReader reader, Morsel morsel, Batch batch) {
        reader.open(morsel);
        while (reader.next(batch)) {
            batch.column(0).settle();
        }
    }
}
