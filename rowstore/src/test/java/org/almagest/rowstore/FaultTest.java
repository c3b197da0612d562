package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.scan.TableSink;
import org.almagest.rowstore.io.CrashFileSystem;
import org.almagest.rowstore.io.CrashFileSystem.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FaultTest {
    private static final String ROOT = "/sky.almagest";

    private final MemoryBudget budget = MemoryBudget.root(256 << 20);
    private final BufferPool pool = BufferPool.open(budget, 32 << 20);
    private final CrashFileSystem files = new CrashFileSystem();

    @AfterEach
    void allMemoryIsGivenBack() {
        pool.close();
        assertEquals(0, budget.reserved());
    }

    private Database open() {
        return Database.open(files, ROOT, OpenMode.CREATE, budget, pool);
    }

    private static List<Long> stars(Database database) {
        try (CatalogSnapshot snapshot = database.snapshot()) {
            return TestTables.ids(snapshot.table("stars").orElseThrow());
        }
    }

    private static List<Long> range(long end) {
        return LongStream.range(0, end).boxed().toList();
    }

    @Test
    void afterAFailedSyncNoCommitPasses() {
        try (Database database = open()) {
            TableWriter writer = database.writer();
            writer.createTable("stars", TestTables.STARS);
            writer.insertRows("stars", TestTables.stars(0, 3));
            files.failAt(2, Fault.ERROR);
            AlmagestException first =
                    assertThrows(AlmagestException.class, () -> writer.insertRows("stars", TestTables.stars(3, 1)));
            assertEquals(SqlState.IO_ERROR, first.state());
            assertTrue(first.getMessage().contains("/log/000002.log"), first.getMessage());
            files.heal();
            AlmagestException later = assertThrows(AlmagestException.class, () -> writer.dropTable("stars"));
            assertTrue(later.getMessage().contains("takes no more changes"), later.getMessage());
            assertTrue(database.fenced().isPresent());
            assertEquals(range(3), stars(database));
        }
        try (Database database = open()) {
            assertEquals(range(3), stars(database));
            database.writer().insertRows("stars", TestTables.stars(3, 1));
            assertEquals(range(4), stars(database));
        }
    }

    @Test
    void aFullDiskIsSaidAndLeavesNothing() throws IOException {
        try (Database database = open()) {
            TableWriter writer = database.writer();
            writer.createTable("stars", TestTables.STARS);
            AlmagestException full = assertThrows(AlmagestException.class, () -> {
                try (TableSink sink = writer.createTableWithSink("more", TestTables.STARS)) {
                    files.failAt(1, Fault.DISK_FULL);
                    TestTables.load(sink, 0, 5000);
                    sink.commit();
                }
            });
            assertEquals(SqlState.DISK_FULL, full.state());
            assertTrue(full.getMessage().contains("/data/t000002/"), full.getMessage());
            assertEquals(List.of(), files.list(ROOT + "/data"));
            files.heal();
            assertTrue(database.fenced().isEmpty());
            writer.insertRows("stars", TestTables.stars(0, 3));
            files.failAt(1, Fault.DISK_FULL);
            AlmagestException log =
                    assertThrows(AlmagestException.class, () -> writer.insertRows("stars", TestTables.stars(3, 3)));
            assertEquals(SqlState.DISK_FULL, log.state());
            assertTrue(log.getMessage().contains("/log/"), log.getMessage());
            assertTrue(log.hint().orElseThrow().contains("free"), log.hint().toString());
            files.heal();
        }
        try (Database database = open()) {
            assertEquals(range(3), stars(database));
        }
    }

    @Test
    void aCheckpointThatFailsLeavesTheLastGoodState() throws IOException {
        try (Database database = open()) {
            database.writer().createTable("stars", TestTables.STARS);
            database.writer().insertRows("stars", TestTables.stars(0, 9_000));
        }
        for (Fault fault : List.of(Fault.DISK_FULL, Fault.ERROR)) {
            for (int n = 1; n < 30; n++) {
                try (Database database = open()) {
                    files.failAt(n, fault);
                    try {
                        database.checkpoint();
                    } catch (AlmagestException failure) {
                        SqlState expected = fault == Fault.DISK_FULL ? SqlState.DISK_FULL : SqlState.IO_ERROR;
                        assertEquals(expected, failure.state(), failure.getMessage());
                        assertTrue(failure.getMessage().contains(ROOT), failure.getMessage());
                    }
                    assertEquals(range(9_000), stars(database));
                    files.heal();
                }
                try (Database database = open()) {
                    assertEquals(range(9_000), stars(database));
                    assertTrue(database.check(java.util.Optional.empty(), 1, () -> false)
                            .isSound());
                }
            }
        }
    }

    @Test
    void aDatabaseThatCannotBeMadeLeavesNothing() throws IOException {
        for (int n = 1; n < 30; n++) {
            files.failAt(n, Fault.ERROR);
            try {
                open().close();
            } catch (AlmagestException failure) {
                assertEquals(SqlState.IO_ERROR, failure.state());
                boolean whole = files.exists(ROOT + "/CURRENT");
                assertTrue(whole || !files.exists(ROOT), "all or nothing after failing change " + n);
            }
            files.heal();
            open().close();
            for (String path :
                    List.of("CURRENT", "LOCK", "manifest-000001", "log/000002.log", "log/000002.seal", "log", "data")) {
                files.delete(ROOT + "/" + path);
            }
            files.delete(ROOT);
        }
    }

    @Test
    void manyCommittersShareSyncs() throws InterruptedException {
        int threads = 16;
        int each = 50;
        try (Database database = open()) {
            database.writer().createTable("stars", TestTables.STARS);
            long before = files.changes();
            List<Thread> committers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                long first = (long) t * each;
                committers.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < each; i++) {
                        database.writer().insertRows("stars", TestTables.stars(first + i, 1));
                    }
                }));
            }
            for (Thread committer : committers) {
                committer.join();
            }
            assertEquals(range(threads * each), stars(database));
            assertTrue(files.changes() - before <= 2L * threads * each, "at most a write and a sync per commit");
        }
        try (Database database = open()) {
            assertEquals(range(threads * each), stars(database));
        }
    }

    @Test
    void aRefusedReservationRefusesTheInsertAlone() {
        MemoryBudget small = MemoryBudget.root(24 << 20);
        BufferPool ownPool = BufferPool.open(small, 1 << 20);
        try (Database database = Database.open(files, ROOT, OpenMode.CREATE, small, ownPool)) {
            TableWriter writer = database.writer();
            writer.createTable("stars", TestTables.STARS);
            writer.insertRows("stars", TestTables.stars(0, 10));
            small.reserve((24 << 20) - small.reserved(), "the test");
            AlmagestException refused = assertThrows(
                    AlmagestException.class, () -> writer.insertRows("stars", TestTables.stars(10, 100_000)));
            assertEquals(SqlState.OUT_OF_MEMORY, refused.state());
            small.release(20 << 20);
            writer.insertRows("stars", TestTables.stars(10, 5));
            assertEquals(range(15), stars(database));
        }
        try (Database database = open()) {
            assertEquals(range(15), stars(database));
        }
        ownPool.close();
    }
}
