package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.scan.TableSink;
import org.almagest.rowstore.io.CrashFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Flipped bits and missing files: an error or the right answer, never a wrong one.
final class DamageTest {
    private static final String ROOT = "/sky.almagest";

    private final MemoryBudget budget = MemoryBudget.root(256 << 20);
    private final BufferPool pool = BufferPool.open(budget, 32 << 20);
    private final CrashFileSystem files = new CrashFileSystem();

    @AfterEach
    void allMemoryIsGivenBack() {
        pool.close();
        assertEquals(0, budget.reserved());
    }

    private Database open(OpenMode mode) {
        return Database.open(files, ROOT, mode, budget, pool);
    }

    /// Makes a database with a manifest of two tables and a log of inserts behind it.
    private Map<String, List<Long>> make() {
        try (Database database = open(OpenMode.CREATE)) {
            TableWriter writer = database.writer();
            writer.createTable("a", TestTables.STARS);
            try (TableSink sink = writer.createTableWithSink("b", TestTables.STARS)) {
                TestTables.load(sink, 0, 500);
                sink.commit();
            }
            writer.insertRows("a", TestTables.stars(0, 5));
            database.checkpoint();
            for (int i = 1; i < 4; i++) {
                writer.insertRows("a", TestTables.stars(i * 5, 5));
            }
            writer.createTable("c", TestTables.STARS);
            writer.insertRows("c", TestTables.stars(0, 1));
        }
        try (Database database = open(OpenMode.WRITE)) {
            return content(database);
        }
    }

    private static Map<String, List<Long>> content(Database database) {
        Map<String, List<Long>> content = new TreeMap<>();
        try (CatalogSnapshot snapshot = database.snapshot()) {
            for (TableSnapshot table : snapshot.tables()) {
                assertEquals(TestTables.STARS, table.schema());
                content.put(table.name(), TestTables.ids(table));
            }
        }
        return content;
    }

    private int flipEveryBit(String path, OpenMode mode, long step) throws IOException {
        Map<String, List<Long>> right = make();
        int refused = 0;
        long bits = files.size(path) * 8;
        for (long bit = 0; bit < bits; bit += step) {
            files.flipBit(path, bit);
            try (Database database = open(mode)) {
                assertEquals(right, content(database), "after flipping bit " + bit + " of " + path);
            } catch (CorruptionException damage) {
                assertTrue(damage.getMessage().contains(ROOT), damage.getMessage());
                refused++;
            } catch (AlmagestException other) {
                assertTrue(
                        other.state() == SqlState.FEATURE_NOT_SUPPORTED || other.state() == SqlState.WRONG_OBJECT_TYPE,
                        other.getMessage());
                refused++;
            }
            files.flipBit(path, bit);
        }
        assertEquals(right, content(mode), "after the last bit was turned back");
        return (int) (refused * 100L / ((bits + step - 1) / step));
    }

    private Map<String, List<Long>> content(OpenMode mode) {
        try (Database database = open(mode)) {
            return content(database);
        }
    }

    @Test
    void anyBitOfTheManifest() throws IOException {
        assertEquals(100, flipEveryBit(ROOT + "/manifest-000003", OpenMode.WRITE, 7));
    }

    @Test
    void anyBitOfCurrent() throws IOException {
        assertEquals(100, flipEveryBit(ROOT + "/CURRENT", OpenMode.WRITE, 1));
    }

    @Test
    void anyBitOfTheLogSeenByAReader() throws IOException {
        // A reader waits for a writer that might be at work, so every refusal takes a while.
        int refused = flipEveryBit(ROOT + "/log/000004.log", OpenMode.READ_ONLY, 997);
        assertTrue(refused > 80, "refused " + refused + " %");
    }

    @Test
    void anyBitOfTheLogOnDisk() throws IOException {
        // Of a log that was closed only the last record, which says so, may be taken for torn.
        Map<String, List<Long>> right = make();
        String path = ROOT + "/log/000004.log";
        long bits = files.size(path) * 8;
        int refused = 0;
        for (long bit = 0; bit < bits; bit++) {
            files.flipBit(path, bit);
            Recovery recovery = new Recovery(files, new org.almagest.rowstore.manifest.DatabaseLayout(ROOT), budget);
            try {
                Recovery.Recovered recovered = recovery.read();
                Map<String, Long> rows = new TreeMap<>();
                recovered
                        .catalog()
                        .tables()
                        .forEach(table -> rows.put(
                                table.name(),
                                table.delta().rowCount()
                                        + table.segments().stream()
                                                .mapToLong(segment ->
                                                        segment.description().rows())
                                                .sum()));
                right.forEach((name, ids) -> assertEquals(ids.size(), rows.get(name), name));
                Recovery.release(recovered.catalog());
            } catch (CorruptionException damage) {
                refused++;
            } catch (AlmagestException other) {
                assertEquals(SqlState.FEATURE_NOT_SUPPORTED, other.state());
                refused++;
            }
            files.flipBit(path, bit);
        }
        assertTrue(bits - refused <= 32 * 8, refused + " of " + bits + " refused");
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        make();
        for (String path : List.of(
                ROOT + "/log/000004.log",
                ROOT + "/manifest-000003",
                ROOT + "/data/t000002/" + files.list(ROOT + "/data/t000002").getFirst())) {
            files.rename(path, path + ".away");
            CorruptionException missing = assertThrows(CorruptionException.class, () -> open(OpenMode.WRITE));
            assertTrue(missing.getMessage().contains(path), missing.getMessage());
            files.rename(path + ".away", path);
        }
        open(OpenMode.WRITE).close();
    }
}
