package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.Clustering;
import org.almagest.columnar.schema.Compression;
import org.almagest.columnar.schema.TableLayout;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.rowstore.codec.FieldReader;
import org.almagest.rowstore.codec.FieldWriter;
import org.almagest.rowstore.codec.LayoutCodec;
import org.almagest.rowstore.io.CrashFileSystem;
import org.almagest.rowstore.io.CrashFileSystem.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Layouts of tables last, rows come in their order, and a load whose sort goes through files
/// happens as a whole or not at all.
final class ClusteredTableTest {
    private static final String ROOT = "/sky.almagest";

    /// So many rows do not fit half of the budget of these tests.
    private static final int ROWS = 60_000;

    private static final TableSchema BY_MAGNITUDE =
            TestTables.STARS.withLayout(new TableLayout(new Clustering.ByColumns(List.of(1, 0)), Compression.ARCHIVE));

    private final MemoryBudget budget = MemoryBudget.root(10 << 20);
    private final MemoryBudget poolBudget = MemoryBudget.root(64 << 20);
    private final BufferPool pool = BufferPool.open(poolBudget, 32 << 20);
    private CrashFileSystem files = new CrashFileSystem();

    @AfterEach
    void allMemoryIsGivenBack() {
        pool.close();
        assertEquals(0, budget.reserved());
    }

    private Database open() {
        return Database.open(files, ROOT, OpenMode.CREATE, budget, pool);
    }

    private static void load(TableSink sink, long first, int rows) {
        try (sink) {
            TestTables.load(sink, first, rows);
            sink.commit();
        }
    }

    private static List<Long> range(long end) {
        return LongStream.range(0, end).boxed().toList();
    }

    private static List<Long> ids(Database database) {
        try (CatalogSnapshot snapshot = database.snapshot()) {
            return TestTables.ids(snapshot.table("stars").orElseThrow());
        }
    }

    private static TableSchema schema(Database database) {
        try (CatalogSnapshot snapshot = database.snapshot()) {
            return snapshot.table("stars").orElseThrow().schema();
        }
    }

    @Test
    void aLayoutLastsThroughLogAndManifestAndChangesOfNames() {
        try (Database database = open()) {
            database.writer().createTable("stars", BY_MAGNITUDE);
        }
        try (Database database = open()) {
            assertEquals(BY_MAGNITUDE, schema(database));
            database.checkpoint();
        }
        try (Database database = open()) {
            assertEquals(BY_MAGNITUDE, schema(database));
            database.writer().createTable("plain", TestTables.STARS);
            database.writer().alterTable("stars", "stars", TestTables.STARS);
            assertEquals(BY_MAGNITUDE, schema(database));
            database.checkpoint();
        }
        try (Database database = open()) {
            assertEquals(BY_MAGNITUDE, schema(database));
            try (CatalogSnapshot snapshot = database.snapshot()) {
                assertEquals(
                        TestTables.STARS, snapshot.table("plain").orElseThrow().schema());
            }
        }
    }

    @Test
    void theBytesOfALayoutStay() {
        byte[] columns = {1, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1};
        byte[] sky = {2, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0};
        assertArrayEquals(columns, bytes(BY_MAGNITUDE.layout()));
        assertArrayEquals(sky, bytes(TableLayout.DEFAULT.with(new Clustering.BySky(2, 1))));
        assertEquals(BY_MAGNITUDE, read(columns));
        for (int wrong : new int[] {0, 3, 9}) {
            byte[] damaged = columns.clone();
            damaged[0] = (byte) wrong;
            assertThrows(CorruptionException.class, () -> read(damaged));
        }
        byte[] noColumn = columns.clone();
        noColumn[5] = 77;
        assertThrows(CorruptionException.class, () -> read(noColumn));
    }

    private static byte[] bytes(TableLayout layout) {
        FieldWriter out = new FieldWriter();
        LayoutCodec.write(out, layout);
        return out.toByteArray();
    }

    private static TableSchema read(byte[] bytes) {
        return LayoutCodec.read(new FieldReader(bytes, 0, bytes.length, "layout"), TestTables.STARS);
    }

    @Test
    void rowsLieInTheOrderOfTheLayout() throws IOException {
        try (Database database = open()) {
            database.writer().createTable("stars", BY_MAGNITUDE);
            load(database.writer().appendSink("stars"), 0, ROWS);
            assertEquals(range(ROWS), ids(database));
            assertEquals(List.of("000001.seg"), segmentsOnly(files.list(ROOT + "/data/t000001")));
            List<Double> magnitudes = magnitudes(database);
            assertEquals(magnitudes.stream().sorted().toList(), magnitudes);
            database.writer().insertRows("stars", TestTables.stars(ROWS, 300));
            database.writer().flushDelta("stars");
            assertEquals(range(ROWS + 300), ids(database));
        }
    }

    /// Answers names with the number of the segment's file as if it were the first.
    private static List<String> segmentsOnly(List<String> names) {
        return names.stream()
                .map(name -> name.replaceFirst("^.*\\.seg$", "000001.seg"))
                .toList();
    }

    /// NULL stands for the greatest.
    private static List<Double> magnitudes(Database database) {
        List<Double> all = new ArrayList<>();
        try (CatalogSnapshot snapshot = database.snapshot();
                Scan scan = snapshot.table("stars").orElseThrow().scan(ScanRequest.of(List.of(1)));
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(1);
            for (var morsel = scan.claim(); morsel.isPresent(); morsel = scan.claim()) {
                reader.open(morsel.get());
                while (reader.next(batch)) {
                    DoubleColumnVector vector = (DoubleColumnVector) batch.column(0);
                    for (int i = 0; i < batch.size(); i++) {
                        int row = batch.row(i);
                        all.add(vector.isNull(row) ? Double.NaN : vector.get(row));
                    }
                }
            }
        }
        return all;
    }

    @Test
    void aFaultInTheSortLeavesTheLastGoodState() throws IOException {
        long seed = Long.getLong("almagest.seed", 1_510L);
        Random random = new Random(seed);
        start();
        int interrupted = 0;
        for (int run = 0; run < 25; run++) {
            String what = "-Dalmagest.seed=" + seed + ", run " + run;
            Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
            boolean loaded;
            Database database = open();
            files.failAt(1 + random.nextInt(60), fault);
            try {
                load(database.writer().appendSink("stars"), 100, ROWS);
            } catch (AlmagestException expected) {
                interrupted++;
            }
            boolean failed = files.hasFailed();
            try {
                database.close();
            } catch (AlmagestException expected) {
                // The file system may be dead.
            }
            files = failed && fault == Fault.POWER_LOSS ? files.crash(random) : healed();
            try (Database again = open()) {
                List<Long> found = ids(again);
                assertTrue(
                        found.equals(range(100)) || found.equals(range(100 + ROWS)),
                        what + ": " + found.size() + " rows");
                List<String> left = files.list(ROOT + "/data/t000001");
                assertTrue(left.stream().noneMatch(name -> name.endsWith(".tmp")), what + ": " + left);
                loaded = found.size() > 100;
            }
            if (loaded) {
                start();
            }
        }
        assertTrue(interrupted > 5, "faults must meet the sort: " + interrupted);
    }

    /// Makes a new database, whose table has a hundred rows.
    private void start() {
        files = new CrashFileSystem();
        try (Database database = open()) {
            database.writer().createTable("stars", BY_MAGNITUDE);
            load(database.writer().appendSink("stars"), 0, 100);
        }
    }

    private CrashFileSystem healed() {
        files.heal();
        return files;
    }
}
