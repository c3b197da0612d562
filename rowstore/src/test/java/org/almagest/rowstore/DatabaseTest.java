package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.LongColumnVector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {
    @TempDir
    private Path directory;

    private final MemoryBudget budget = MemoryBudget.root(512 << 20);
    private final BufferPool pool = BufferPool.open(budget, 64 << 20);
    private final LocalFileSystem files = new LocalFileSystem();

    @AfterEach
    void allMemoryIsGivenBack() {
        pool.close();
        assertEquals(0, budget.reserved());
    }

    private Database open(OpenMode mode) {
        return Database.open(files, directory.resolve("sky.almagest").toString(), mode, budget, pool);
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private static void expect(Database database, String table, List<Long> ids) {
        try (CatalogSnapshot snapshot = database.snapshot()) {
            TableSnapshot found = snapshot.table(table).orElseThrow();
            assertEquals(ids, TestTables.ids(found));
            assertEquals(ids.size(), found.rowCount().orElseThrow());
        }
    }

    @Test
    void reopeningFindsEverything() {
        try (Database database = open(OpenMode.CREATE)) {
            TableWriter writer = database.writer();
            writer.createTable("stars", TestTables.STARS);
            assertEquals(10, writer.insertRows("stars", TestTables.stars(0, 10)));
            try (TableSink sink = writer.appendSink("stars")) {
                TestTables.load(sink, 10, 5000);
                assertEquals(5000, sink.commit());
            }
            writer.insertRows("STARS", TestTables.stars(5010, 3));
            expect(database, "stars", range(0, 5013));
        }
        for (OpenMode mode : List.of(OpenMode.WRITE, OpenMode.READ_ONLY, OpenMode.CREATE)) {
            try (Database database = open(mode);
                    CatalogSnapshot snapshot = database.snapshot()) {
                TableSnapshot stars = snapshot.table("stars").orElseThrow();
                assertEquals(range(0, 5013), TestTables.ids(stars));
                assertEquals(13, stars.deltaRows());
                assertEquals(TestTables.STARS, stars.schema());
                assertEquals(
                        List.copyOf(TestTables.STARS.properties().keySet()),
                        List.copyOf(stars.schema().properties().keySet()));
                assertEquals("table stars", stars.describe());
            }
        }
    }

    @Test
    void aCheckpointKeepsEverything() throws IOException {
        try (Database database = open(OpenMode.CREATE)) {
            TableWriter writer = database.writer();
            writer.createTable("stars", TestTables.STARS);
            writer.createTable("empty", TestTables.STARS);
            writer.insertRows("stars", TestTables.stars(0, 100));
            database.checkpoint();
            writer.insertRows("stars", TestTables.stars(100, 100));
            expect(database, "stars", range(0, 200));
            writer.insertRows("stars", TestTables.stars(200, 9000));
            database.checkpoint();
            expect(database, "stars", range(0, 9200));
            try (CatalogSnapshot snapshot = database.snapshot()) {
                assertEquals(0, snapshot.table("stars").orElseThrow().deltaRows());
            }
            writer.insertRows("stars", TestTables.stars(9200, 1));
        }
        try (Database database = open(OpenMode.WRITE)) {
            expect(database, "stars", range(0, 9201));
            expect(database, "empty", List.of());
        }
        Path root = directory.resolve("sky.almagest");
        try (var names = Files.list(root)) {
            assertEquals(
                    List.of("CURRENT", "LOCK", "data", "log", "manifest-000005"),
                    names.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void aSinkThatIsNotCommittedLeavesNothing() throws IOException {
        try (Database database = open(OpenMode.CREATE)) {
            TableWriter writer = database.writer();
            try (TableSink sink = writer.createTableWithSink("stars", TestTables.STARS)) {
                TestTables.load(sink, 0, 200_000);
            }
            try (CatalogSnapshot snapshot = database.snapshot()) {
                assertTrue(snapshot.tables().isEmpty());
            }
        }
        try (var left = Files.list(directory.resolve("sky.almagest/data"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void replacingIsOneStepAndOldSnapshotsReadOn() throws IOException {
        try (Database database = open(OpenMode.CREATE)) {
            TableWriter writer = database.writer();
            load(writer.replaceTableWithSink("stars", TestTables.STARS), 0, 2000);
            writer.insertRows("stars", TestTables.stars(2000, 5));
            try (CatalogSnapshot before = database.snapshot()) {
                load(writer.replaceTableWithSink("stars", TestTables.STARS), 7000, 10);
                expect(database, "stars", range(7000, 7010));
                assertEquals(
                        range(0, 2005), TestTables.ids(before.table("stars").orElseThrow()));
                writer.dropTable("stars");
                assertEquals(
                        range(0, 2005), TestTables.ids(before.table("stars").orElseThrow()));
            }
            try (var left = Files.list(directory.resolve("sky.almagest/data"))) {
                assertEquals(List.of(), left.toList());
            }
        }
    }

    private static void load(TableSink sink, long first, int count) {
        try (sink) {
            TestTables.load(sink, first, count);
            sink.commit();
        }
    }

    @Test
    void predicatesHoldOverSegmentsAndDelta() {
        try (Database database = Database.inMemory(budget, pool)) {
            TableWriter writer = database.writer();
            load(writer.createTableWithSink("stars", TestTables.STARS), 0, 3000);
            writer.insertRows("stars", TestTables.stars(3000, 1500));
            try (CatalogSnapshot snapshot = database.snapshot()) {
                TableSnapshot stars = snapshot.table("stars").orElseThrow();
                assertEquals(
                        range(2900, 3101),
                        TestTables.ids(
                                stars, List.of(new ColumnPredicate.Between(0, Value.of(2900L), Value.of(3100L)))));
                assertEquals(
                        LongStream.range(0, 4500)
                                .filter(id -> id % 7 == 0)
                                .boxed()
                                .toList(),
                        TestTables.ids(stars, List.of(new ColumnPredicate.IsNull(1, false))));
                assertEquals(
                        LongStream.range(0, 4500)
                                .filter(id -> id % 7 != 0 && (id % 11 == 0 || id * 0.001 > 4.0))
                                .boxed()
                                .toList(),
                        TestTables.ids(
                                stars, List.of(new ColumnPredicate.Compare(1, Comparison.GREATER, Value.of(4.0)))));
                assertEquals(
                        Value.of(0L), stars.statistics(0).orElseThrow().min().orElseThrow());
                assertEquals(
                        Value.of(4499L), stars.statistics(0).orElseThrow().max().orElseThrow());
                assertEquals(643, stars.statistics(1).orElseThrow().nullCount().orElseThrow());
            }
        }
    }

    @Test
    void aLargeDeltaBecomesASegment() {
        try (Database database = open(OpenMode.CREATE)) {
            TableWriter writer = database.writer();
            writer.createTable("stars", TestTables.STARS);
            for (int i = 0; i < 7; i++) {
                writer.insertRows("stars", TestTables.stars(i * 20_000L, 20_000));
            }
            try (CatalogSnapshot snapshot = database.snapshot()) {
                TableSnapshot stars = snapshot.table("stars").orElseThrow();
                assertEquals(0, stars.deltaRows());
                assertEquals(1, stars.segments().size());
            }
            writer.insertRows("stars", TestTables.stars(140_000, 150_000));
            try (CatalogSnapshot snapshot = database.snapshot()) {
                assertEquals(0, snapshot.table("stars").orElseThrow().deltaRows());
            }
            expect(database, "stars", range(0, 290_000));
        }
        try (Database database = open(OpenMode.WRITE)) {
            expect(database, "stars", range(0, 290_000));
        }
    }

    @Test
    void alteringChangesNamesAndWords() {
        TableSchema changed = new TableSchema(
                List.of(
                        TestTables.STARS.column(0).withName("source_id"),
                        TestTables.STARS.column(1),
                        TestTables.STARS.column(2)),
                "the same stars",
                java.util.Map.of());
        try (Database database = open(OpenMode.CREATE)) {
            TableWriter writer = database.writer();
            load(writer.createTableWithSink("stars", TestTables.STARS), 0, 100);
            writer.insertRows("stars", TestTables.stars(100, 1));
            writer.alterTable("stars", "suns", changed);
            expect(database, "suns", range(0, 101));
            TableSchema fewer = TableSchema.of(List.of(TestTables.STARS.column(0)));
            assertEquals(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    assertThrows(AlmagestException.class, () -> writer.alterTable("suns", "suns", fewer))
                            .state());
        }
        try (Database database = open(OpenMode.READ_ONLY);
                CatalogSnapshot snapshot = database.snapshot()) {
            assertTrue(snapshot.table("stars").isEmpty());
            assertEquals(changed, snapshot.table("Suns").orElseThrow().schema());
        }
    }

    @Test
    void wrongStatementsAreRefused() {
        try (Database database = open(OpenMode.CREATE)) {
            TableWriter writer = database.writer();
            writer.createTable("stars", TestTables.STARS);
            refused(SqlState.DUPLICATE_TABLE, () -> writer.createTable("stars", TestTables.STARS));
            refused(
                    SqlState.DUPLICATE_TABLE,
                    () -> writer.createTableWithSink("stars", TestTables.STARS).close());
            refused(SqlState.UNDEFINED_TABLE, () -> writer.dropTable("none"));
            refused(SqlState.UNDEFINED_TABLE, () -> writer.insertRows("none", TestTables.stars(0, 1)));
            List<Batch> withNull = TestTables.stars(0, 3);
            ((LongColumnVector) withNull.getFirst().column(0)).setNull(1);
            refused(SqlState.NOT_NULL_VIOLATION, () -> writer.insertRows("stars", withNull));
            try (TableSink sink = writer.appendSink("stars")) {
                TestTables.load(sink, 0, 10);
                writer.dropTable("stars");
                refused(SqlState.UNDEFINED_TABLE, sink::commit);
            }
            try (CatalogSnapshot snapshot = database.snapshot()) {
                assertEquals(List.of(), snapshot.tables());
            }
        }
    }

    private static void refused(SqlState state, Runnable statement) {
        assertEquals(
                state, assertThrows(AlmagestException.class, statement::run).state());
    }

    @Test
    void whatIsNoDatabaseIsNotOpened() throws IOException {
        refused(SqlState.FILE_NOT_FOUND, () -> open(OpenMode.WRITE).close());
        refused(SqlState.FILE_NOT_FOUND, () -> open(OpenMode.READ_ONLY).close());
        Path root = directory.resolve("sky.almagest");
        Files.writeString(root, "a file");
        refused(SqlState.WRONG_OBJECT_TYPE, () -> open(OpenMode.WRITE).close());
        refused(SqlState.DUPLICATE_FILE, () -> open(OpenMode.CREATE).close());
        Files.delete(root);
        Files.createDirectory(root);
        refused(SqlState.WRONG_OBJECT_TYPE, () -> open(OpenMode.READ_ONLY).close());
        Files.writeString(root.resolve("thesis.tex"), "years of work");
        refused(SqlState.DUPLICATE_FILE, () -> open(OpenMode.CREATE).close());
        assertFalse(Files.exists(root.resolve("LOCK")));
        Files.delete(root.resolve("thesis.tex"));
        open(OpenMode.CREATE).close();
        assertTrue(Database.isDatabase(files, root.toString()));
    }

    @Test
    void readersDoNotWriteAndSeeTheirSnapshot() {
        try (Database writing = open(OpenMode.CREATE)) {
            load(writing.writer().createTableWithSink("stars", TestTables.STARS), 0, 1000);
            writing.writer().insertRows("stars", TestTables.stars(1000, 1));
            try (Database reading = open(OpenMode.READ_ONLY)) {
                refused(SqlState.READ_ONLY, reading::writer);
                refused(SqlState.READ_ONLY, reading::checkpoint);
                writing.writer().dropTable("stars");
                writing.checkpoint();
                expect(reading, "stars", range(0, 1001));
            }
        }
    }

    @Test
    void theSecondWriterLearnsWhoHasIt() {
        try (Database database = open(OpenMode.CREATE)) {
            AlmagestException busy = assertThrows(AlmagestException.class, () -> open(OpenMode.WRITE));
            assertEquals(SqlState.OBJECT_IN_USE, busy.state());
            assertTrue(
                    busy.getMessage().contains("pid " + ProcessHandle.current().pid()), busy.getMessage());
            database.writer().createTable("still", TestTables.STARS);
        }
        open(OpenMode.WRITE).close();
    }
}
