package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.Fault;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.rowstore.io.CrashFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Indexes that transactions make and drop at the same time.
final class TransactionIndexTest {
    private static final String ROOT = "/sky.almagest";
    private static final ObjectName A = ObjectName.inMain("a");
    private static final ObjectName B = ObjectName.inMain("b");

    private final MemoryBudget budget = MemoryBudget.root(512 << 20);
    private final BufferPool pool = BufferPool.open(budget, 32 << 20);
    private final CrashFileSystem files = new CrashFileSystem();
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(files, ROOT, OpenMode.CREATE, budget, pool);
        for (String name : List.of("a", "b")) {
            database.writer().createTable(name, TestTables.STARS);
            try (Transaction transaction = database.transaction()) {
                load(transaction, ObjectName.inMain(name), 0, 2_000);
                transaction.commit();
            }
        }
    }

    @AfterEach
    void close() {
        database.close();
        pool.close();
        assertEquals(0, budget.reserved());
    }

    private static void load(Transaction transaction, ObjectName name, long first, int count) {
        try (TableSink sink = transaction.appendSink(name)) {
            TestTables.load(sink, first, count);
            sink.commit();
        }
    }

    private static void create(Transaction transaction, ObjectName table, String name) {
        transaction.createIndex(table, new NewIndex(name, IndexMethod.BTREE, List.of(1), false, false), () -> false);
    }

    private static void refused(SqlState state, Executable work) {
        assertEquals(state, assertThrows(AlmagestException.class, work).state());
    }

    private List<String> indexes(ObjectName table) {
        try (CatalogSnapshot snapshot = database.snapshot()) {
            return snapshot.table(table).orElseThrow().indexes().stream()
                    .map(index -> index.name() + " " + index.segments() + "/" + index.allSegments())
                    .toList();
        }
    }

    private void drop(ObjectName table, String name) {
        try (Transaction transaction = database.transaction()) {
            transaction.dropIndex(table, name);
            transaction.commit();
        }
    }

    /// A sink that does something when it is to be committed.
    private record BeforeCommit(TableSink sink, Runnable work) implements TableSink {
        @Override
        public TableSchema schema() {
            return sink.schema();
        }

        @Override
        public Part part(long sequence) {
            return sink.part(sequence);
        }

        @Override
        public long commit() {
            work.run();
            return sink.commit();
        }

        @Override
        public void close() {
            sink.close();
        }
    }

    /// Reads everything anew, finds no file too many, and closes and opens the database.
    private void check() {
        CheckReport report = database.check(java.util.Optional.empty(), 1, () -> false);
        assertEquals(List.<Fault>of(), report.faults());
        assertEquals(List.of(), report.unreferenced());
        List<String> before = new ArrayList<>(indexes(A));
        database.close();
        database = Database.open(files, ROOT, OpenMode.WRITE, budget, pool);
        assertEquals(before, indexes(A));
    }

    @Test
    void aNameIsTakenOnceInASchemaWhateverItsCase() {
        try (Transaction one = database.transaction();
                Transaction two = database.transaction()) {
            create(one, A, "by_mag");
            create(two, B, "BY_MAG");
            one.commit();
            refused(SqlState.DUPLICATE_TABLE, two::commit);
        }
        assertEquals(List.of("by_mag 1/1"), indexes(A));
        assertEquals(List.of(), indexes(B));
        check();
    }

    @Test
    void aTableBringsItsIndexesIntoASchemaWhereTheirNamesAreFree() {
        try (Transaction transaction = database.transaction()) {
            transaction.putSchema("s", "");
            transaction.alterTable(B, new ObjectName("s", "b"), TestTables.STARS);
            create(transaction, A, "i");
            create(transaction, new ObjectName("s", "b"), "i");
            transaction.commit();
        }
        try (Transaction transaction = database.transaction()) {
            refused(
                    SqlState.DUPLICATE_TABLE,
                    () -> transaction.alterTable(new ObjectName("s", "b"), B, TestTables.STARS));
        }
        try (Transaction moves = database.transaction();
                Transaction makes = database.transaction()) {
            moves.dropIndex(A, "i");
            moves.alterTable(new ObjectName("s", "b"), B, TestTables.STARS);
            makes.createTable(ObjectName.inMain("c"), TestTables.STARS);
            create(makes, ObjectName.inMain("c"), "j");
            makes.commit();
            moves.commit();
        }
        assertEquals(List.of("i 1/1"), indexes(B));
        try (Transaction moves = database.transaction();
                Transaction makes = database.transaction()) {
            moves.alterTable(B, new ObjectName("s", "b"), TestTables.STARS);
            makes.createTable(new ObjectName("s", "d"), TestTables.STARS);
            create(makes, new ObjectName("s", "d"), "I");
            makes.commit();
            refused(SqlState.DUPLICATE_TABLE, moves::commit);
        }
        check();
    }

    @Test
    void whatOneDropsTheOtherCannotDropAgain() {
        try (Transaction transaction = database.transaction()) {
            create(transaction, A, "i");
            transaction.commit();
        }
        try (Transaction one = database.transaction();
                Transaction two = database.transaction();
                Transaction anew = database.transaction()) {
            one.dropIndex(A, "i");
            two.dropIndex(A, "i");
            anew.dropIndex(A, "i");
            anew.createIndex(A, new NewIndex("i", IndexMethod.HASH, List.of(0), false, false), () -> false);
            one.commit();
            refused(SqlState.SERIALIZATION_FAILURE, two::commit);
            refused(SqlState.SERIALIZATION_FAILURE, anew::commit);
        }
        assertEquals(List.of(), indexes(A));
        check();
    }

    @Test
    void rowsThatComeWhileAnIndexIsMadeAreThereWithAndWithoutIt() {
        try (Transaction makes = database.transaction();
                Transaction loads = database.transaction()) {
            create(makes, A, "i");
            load(loads, A, 2_000, 500);
            loads.commit();
            makes.commit();
        }
        assertEquals(List.of("i 1/2"), indexes(A));
        try (Transaction loads = database.transaction();
                Transaction drops = database.transaction()) {
            load(loads, A, 2_500, 500);
            drops.dropIndex(A, "i");
            drops.commit();
            loads.commit();
        }
        assertEquals(List.of(), indexes(A));
        try (CatalogSnapshot snapshot = database.snapshot()) {
            assertEquals(3_000, TestTables.ids(snapshot.table(A).orElseThrow()).size());
        }
        check();
    }

    @Test
    void runsThatACommitLeavesOutAreRemoved() {
        try (Transaction transaction = database.transaction()) {
            create(transaction, A, "i");
            create(transaction, B, "j");
            transaction.commit();
        }
        JointLoad joint = database.jointLoad();
        // The runs for b are there when a is committed.
        try (TableSink a = new BeforeCommit(joint.append("a"), () -> drop(B, "j"));
                TableSink b = joint.append("b")) {
            TestTables.load(a, 3_000, 100);
            TestTables.load(b, 2_000, 100);
            joint.commit(List.of(b, a));
        }
        assertEquals(List.of("i 2/2"), indexes(A));
        assertEquals(List.of(), indexes(B));
        check();
        try (Transaction loads = database.transaction();
                Transaction drops = database.transaction()) {
            load(loads, A, 4_000, 100);
            drops.dropIndex(A, "i");
            drops.commit();
            loads.commit();
        }
        assertEquals(List.of(), indexes(A));
        check();
        try (Transaction samples = database.transaction();
                Transaction deletes = database.transaction()) {
            samples.sample(B, () -> false);
            deletes.deleteAll(B);
            deletes.commit();
            samples.commit();
        }
        check();
    }

    @Test
    void theSameSegmentIsSampledTwiceAtTheSameTime() {
        try (Transaction samples = database.transaction();
                Transaction loads = database.transaction()) {
            samples.sample(A, () -> false);
            load(loads, A, 2_000, 500);
            loads.commit();
            samples.commit();
        }
        assertEquals(1, sampled());
        try (Transaction one = database.transaction();
                Transaction two = database.transaction()) {
            one.sample(A, () -> false);
            two.sample(A, () -> false);
            one.commit();
            two.commit();
        }
        assertEquals(2, sampled());
        check();
    }

    /// Answers how many segments of a table have been sampled.
    private int sampled() {
        try {
            return (int) files.list(ROOT + "/data/t000001").stream()
                    .filter(name -> name.endsWith(".idx"))
                    .count();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Test
    void theMakingOfAnIndexIsCancelled() {
        AtomicInteger asked = new AtomicInteger();
        try (Transaction transaction = database.transaction()) {
            refused(
                    SqlState.QUERY_CANCELED,
                    () -> transaction.createIndex(
                            A,
                            new NewIndex("i", IndexMethod.BTREE, List.of(1), false, false),
                            () -> asked.incrementAndGet() > 1));
        }
        assertEquals(2, asked.get());
        assertEquals(List.of(), indexes(A));
        try (CatalogSnapshot snapshot = database.snapshot()) {
            List<IndexDescription> none = snapshot.table(A).orElseThrow().indexes();
            assertTrue(none.isEmpty(), none.toString());
        }
        check();
    }

    private void createUnique(Transaction transaction) {
        transaction.createIndex(A, new NewIndex("u", IndexMethod.BTREE, List.of(1), true, false), () -> false);
    }

    @Test
    void rowsThatOthersAddToUniqueKeysAreAConflict() {
        try (Transaction made = database.transaction()) {
            createUnique(made);
            made.commit();
        }
        try (Transaction one = database.transaction();
                Transaction two = database.transaction();
                Transaction elsewhere = database.transaction()) {
            load(one, A, 2_000, 10);
            load(two, A, 3_000, 10);
            load(elsewhere, B, 2_000, 10);
            one.commit();
            refused(SqlState.SERIALIZATION_FAILURE, two::commit);
            elsewhere.commit();
        }
        check();
    }

    @Test
    void aUniqueIndexAndRowsAtTheSameTimeAreAConflict() {
        try (Transaction makes = database.transaction();
                Transaction adds = database.transaction()) {
            createUnique(makes);
            load(adds, A, 2_000, 10);
            adds.commit();
            refused(SqlState.SERIALIZATION_FAILURE, makes::commit);
        }
        try (Transaction makes = database.transaction();
                Transaction adds = database.transaction()) {
            createUnique(makes);
            load(adds, A, 3_000, 10);
            makes.commit();
            refused(SqlState.SERIALIZATION_FAILURE, adds::commit);
        }
        check();
        try (CatalogSnapshot snapshot = database.snapshot()) {
            assertEquals(1, snapshot.table(A).orElseThrow().uniqueIndexes().size());
        }
        database.checkpoint();
        check();
        try (CatalogSnapshot snapshot = database.snapshot()) {
            assertEquals(1, snapshot.table(A).orElseThrow().uniqueIndexes().size());
        }
    }

    @Test
    void aWriterThatComparesNoKeysLeavesUniqueKeysAlone() {
        try (TableSink begun = database.writer().appendSink("a")) {
            TestTables.load(begun, 2_000, 10);
            try (Transaction makes = database.transaction()) {
                createUnique(makes);
                makes.commit();
            }
            refused(SqlState.SERIALIZATION_FAILURE, begun::commit);
        }
        refused(SqlState.FEATURE_NOT_SUPPORTED, () -> database.writer().appendSink("a"));
        refused(SqlState.FEATURE_NOT_SUPPORTED, () -> database.jointLoad().append("a"));
        refused(SqlState.FEATURE_NOT_SUPPORTED, () -> database.writer().insertRows("a", TestTables.stars(2_000, 1)));
        check();
        try (CatalogSnapshot snapshot = database.snapshot()) {
            assertEquals(2_000, TestTables.ids(snapshot.table(A).orElseThrow()).size());
        }
    }

    @Test
    void theSamplingOfATableIsCancelled() {
        AtomicInteger asked = new AtomicInteger();
        try (Transaction transaction = database.transaction()) {
            refused(SqlState.QUERY_CANCELED, () -> transaction.sample(A, () -> asked.incrementAndGet() > 1));
        }
        assertEquals(2, asked.get());
        check();
    }
}
