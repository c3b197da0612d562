package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
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

/// The tables of a joint load appear together or not at all, whatever fails and whenever.
final class JointLoadTest {
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

    /// Answers the number of rows by table.
    private static TreeMap<String, Integer> tables(Database database) {
        TreeMap<String, Integer> rows = new TreeMap<>();
        try (CatalogSnapshot snapshot = database.snapshot()) {
            for (TableSnapshot table : snapshot.tables()) {
                List<Long> ids = TestTables.ids(table);
                assertEquals(LongStream.range(0, ids.size()).boxed().toList(), ids);
                rows.put(table.name(), ids.size());
            }
        }
        return rows;
    }

    private static void makeOld(Database database) {
        database.writer().createTable("old", TestTables.STARS);
        database.writer().createTable("more", TestTables.STARS);
        database.writer().insertRows("more", TestTables.stars(0, 5));
        database.writer().insertRows("old", TestTables.stars(0, 7));
    }

    private static void load(Database database) {
        JointLoad joint = database.jointLoad();
        try (TableSink created = joint.create("new", TestTables.STARS);
                TableSink appended = joint.append("more");
                TableSink replaced = joint.replace("old", TestTables.STARS)) {
            TestTables.load(created, 0, 3_000);
            TestTables.load(appended, 5, 20);
            TestTables.load(replaced, 0, 40);
            joint.commit(List.of(created, appended, replaced));
        }
    }

    private static final TreeMap<String, Integer> BEFORE = new TreeMap<>(java.util.Map.of("old", 7, "more", 5));
    private static final TreeMap<String, Integer> AFTER =
            new TreeMap<>(java.util.Map.of("old", 40, "more", 25, "new", 3_000));

    @Test
    void tablesAppearTogetherAndInOneCommit() {
        try (Database database = open()) {
            makeOld(database);
            long before;
            try (CatalogSnapshot snapshot = database.snapshot()) {
                before = snapshot.lsn();
            }
            load(database);
            assertEquals(AFTER, tables(database));
            try (CatalogSnapshot snapshot = database.snapshot()) {
                assertEquals(before + 1, snapshot.lsn());
            }
        }
        try (Database database = open()) {
            assertEquals(AFTER, tables(database));
        }
    }

    @Test
    void aNameThatWasTakenMeanwhileLeavesAllTablesAsTheyWere() throws IOException {
        try (Database database = open()) {
            makeOld(database);
            JointLoad joint = database.jointLoad();
            try (TableSink first = joint.create("first", TestTables.STARS);
                    TableSink second = joint.create("second", TestTables.STARS)) {
                TestTables.load(first, 0, 10);
                TestTables.load(second, 0, 10);
                database.writer().createTable("second", TestTables.STARS);
                AlmagestException taken =
                        assertThrows(AlmagestException.class, () -> joint.commit(List.of(first, second)));
                assertEquals(SqlState.DUPLICATE_TABLE, taken.state());
            }
            database.writer().dropTable("second");
            assertEquals(BEFORE, tables(database));
            assertEquals(0, segmentFiles());
        }
    }

    private int segmentFiles() throws IOException {
        int count = 0;
        for (String table : files.list(ROOT + "/data")) {
            count += files.list(ROOT + "/data/" + table).size();
        }
        return count;
    }

    @Test
    void oneNameTwiceIsRefused() {
        try (Database database = open()) {
            JointLoad joint = database.jointLoad();
            try (TableSink one = joint.create("same", TestTables.STARS);
                    TableSink other = joint.replace("same", TestTables.STARS)) {
                AlmagestException twice =
                        assertThrows(AlmagestException.class, () -> joint.commit(List.of(one, other)));
                assertEquals(SqlState.DUPLICATE_TABLE, twice.state());
            }
            assertEquals(new TreeMap<>(), tables(database));
        }
    }

    @Test
    void aSinkOfAJointLoadCannotBeCommittedAlone() {
        try (Database database = open();
                TableSink sink = database.jointLoad().create("alone", TestTables.STARS)) {
            assertThrows(IllegalStateException.class, sink::commit);
        }
    }

    /// Lets every write of the load fail in turn; what is there afterwards, and after the database
    /// is opened again, is all or nothing.
    @Test
    void aDiskThatFailsAtAnyMomentGivesAllOrNothing() {
        boolean passed = false;
        int failures = 0;
        for (int n = 1; !passed; n++) {
            CrashFileSystem disk = new CrashFileSystem();
            try (Database database = Database.open(disk, ROOT, OpenMode.CREATE, budget, pool)) {
                makeOld(database);
                disk.failAt(n, n % 2 == 0 ? Fault.ERROR : Fault.DISK_FULL);
                try {
                    load(database);
                    passed = true;
                } catch (AlmagestException failed) {
                    failures++;
                }
                disk.heal();
                assertEquals(passed ? AFTER : BEFORE, tables(database), "failure " + n);
            }
            try (Database database = Database.open(disk, ROOT, OpenMode.CREATE, budget, pool)) {
                TreeMap<String, Integer> found = tables(database);
                assertTrue(found.equals(AFTER) || !passed && found.equals(BEFORE), "failure " + n + ": " + found);
            }
        }
        assertTrue(failures > 5, "failures " + failures);
    }
}
