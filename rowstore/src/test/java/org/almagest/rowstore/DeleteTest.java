package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.segment.RowPlaces;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.rowstore.io.CrashFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Deletes that meet what others do at the same time.
final class DeleteTest {
    private static final String ROOT = "/sky.almagest";
    private static final ObjectName A = ObjectName.inMain("a");

    private final MemoryBudget budget = MemoryBudget.root(512 << 20);
    private final BufferPool pool = BufferPool.open(budget, 32 << 20);
    private final CrashFileSystem files = new CrashFileSystem();
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(files, ROOT, OpenMode.CREATE, budget, pool);
        database.writer().createTable("a", TestTables.STARS);
    }

    @AfterEach
    void close() {
        CheckReport report = database.check(Optional.empty(), 1, () -> false);
        assertEquals(List.of(), report.faults());
        database.close();
        pool.close();
        assertEquals(0, budget.reserved());
    }

    private void reopen() {
        database.close();
        database = Database.open(files, ROOT, OpenMode.WRITE, budget, pool);
    }

    private void insert(long first, int count) {
        database.writer().insertRows("a", TestTables.stars(first, count));
    }

    private void load(long first, int count) {
        try (TableSink sink = database.writer().appendSink("a")) {
            TestTables.load(sink, first, count);
            sink.commit();
        }
    }

    private static RowPlaces places(TableSnapshot table, LongPredicate wanted) {
        RowPlaces places = new RowPlaces();
        TableSnapshot placed = table.withPlaces();
        try (Scan scan = placed.scan(ScanRequest.of(List.of(3, 0)));
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(2);
            for (var morsel = scan.claim(); morsel.isPresent(); morsel = scan.claim()) {
                reader.open(morsel.get());
                while (reader.next(batch)) {
                    for (int i = 0; i < batch.size(); i++) {
                        if (wanted.test(((LongColumnVector) batch.column(1)).get(batch.row(i)))) {
                            places.add(((LongColumnVector) batch.column(0)).get(batch.row(i)));
                        }
                    }
                }
            }
        }
        return places;
    }

    private static void delete(Transaction transaction, LongPredicate wanted) {
        try (CatalogSnapshot snapshot = transaction.snapshot()) {
            transaction.deleteRows(A, places(snapshot.table(A).orElseThrow(), wanted));
        }
    }

    private void delete(LongPredicate wanted) {
        try (Transaction transaction = database.transaction()) {
            delete(transaction, wanted);
            transaction.commit();
        }
    }

    private List<Long> ids() {
        try (CatalogSnapshot snapshot = database.snapshot()) {
            TableSnapshot table = snapshot.table(A).orElseThrow();
            List<Long> ids = TestTables.ids(table);
            assertEquals(ids.size(), table.rowCount().orElseThrow());
            return ids;
        }
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private static List<Long> range(long from, long to, LongPredicate left) {
        return LongStream.range(from, to).filter(left).boxed().toList();
    }

    private int segments() {
        try (CatalogSnapshot snapshot = database.snapshot()) {
            return snapshot.table(A).orElseThrow().segments().size();
        }
    }

    private static void assertConflict(Transaction transaction, String words) {
        AlmagestException failure = assertThrows(AlmagestException.class, transaction::commit);
        assertEquals(SqlState.SERIALIZATION_FAILURE, failure.state());
        assertTrue(failure.getMessage().contains(words), failure.getMessage());
    }

    @Test
    void whoReadsAlreadyStillSeesTheRows() {
        load(0, 3_000);
        insert(3_000, 100);
        try (CatalogSnapshot before = database.snapshot()) {
            delete(id -> true);
            assertEquals(List.of(), ids());
            assertEquals(0, segments());
            assertEquals(range(0, 3_100), TestTables.ids(before.table(A).orElseThrow()));
        }
    }

    @Test
    void theFirstToDeleteARowWins() {
        load(0, 3_000);
        insert(3_000, 100);
        try (Transaction late = database.transaction();
                Transaction apart = database.transaction();
                Transaction ofDelta = database.transaction()) {
            delete(late, id -> id % 10 == 0);
            delete(apart, id -> id % 10 == 1);
            delete(ofDelta, id -> id == 3_005);
            delete(id -> id == 2_990 || id == 3_005);
            assertConflict(late, "rows of table a were deleted or updated");
            assertConflict(ofDelta, "rows of table a were deleted or updated");
            apart.commit();
        }
        assertEquals(range(0, 3_100, id -> id % 10 != 1 && id != 2_990 && id != 3_005), ids());
    }

    @Test
    void whoDeletesFromASegmentThatIsGoneFails() {
        load(0, 2_000);
        try (Transaction late = database.transaction()) {
            delete(late, id -> id == 5);
            try (Transaction other = database.transaction()) {
                assertEquals(2_000, other.deleteAll(A));
                other.commit();
            }
            assertConflict(late, "rows of table a were deleted or updated");
        }
    }

    @Test
    void ownRowsMayGoWhileOthersInsert() {
        insert(0, 10);
        try (Transaction transaction = database.transaction()) {
            transaction.insertRows(A, TestTables.stars(100, 10));
            delete(transaction, id -> id == 3 || id == 104);
            insert(10, 5);
            transaction.insertRows(A, TestTables.stars(110, 2));
            delete(transaction, id -> id == 111);
            transaction.commit();
        }
        List<Long> expected = new ArrayList<>(range(0, 15, id -> id != 3));
        expected.addAll(range(100, 111, id -> id != 104));
        assertEquals(expected, ids());
        reopen();
        assertEquals(expected, ids());
        database.checkpoint();
        reopen();
        assertEquals(expected, ids());
        database.writer().flushDelta("a");
        assertEquals(expected, ids());
    }

    @Test
    void manyOwnRowsAreLoadedWithoutThoseThatWereDeleted() {
        try (Transaction transaction = database.transaction()) {
            transaction.insertRows(A, TestTables.stars(0, 1_000));
            delete(transaction, id -> id < 10);
            transaction.insertRows(A, TestTables.stars(1_000, 131_000));
            delete(transaction, id -> id == 1_500);
            transaction.commit();
        }
        assertEquals(range(10, 132_000, id -> id != 1_500), ids());
    }

    @Test
    void aFlushMovesRowsAwayFromADeleteThatCameBefore() {
        insert(0, 100);
        try (Transaction late = database.transaction()) {
            delete(late, id -> id == 50);
            delete(id -> id == 7);
            database.writer().flushDelta("a");
            assertConflict(late, "inserted rows of table a were moved into a segment");
        }
        assertEquals(range(0, 100, id -> id != 7), ids());
        delete(id -> id == 50);
        assertEquals(range(0, 100, id -> id != 7 && id != 50), ids());
    }

    @Test
    void anIndexThatIsMadeMeanwhileHasNoRunOfASegmentThatIsGone() {
        load(0, 2_000);
        load(2_000, 2_000);
        try (Transaction index = database.transaction()) {
            index.createIndex(A, new NewIndex("by_id", IndexMethod.BTREE, List.of(0), false, false), () -> false);
            delete(id -> id < 2_000);
            index.commit();
        }
        assertEquals(1, segments());
        assertEquals(range(2_000, 4_000), ids());
    }

    @Test
    void whoAltersATableFailsWhenRowsWereDeletedAndOthersInserted() {
        insert(0, 10);
        try (Transaction late = database.transaction()) {
            late.alterTable(A, ObjectName.inMain("b"), TestTables.STARS);
            delete(id -> id == 3);
            insert(10, 1);
            assertConflict(late, "rows of table a were deleted or updated");
        }
    }

    @Test
    void aSavepointHasTheRowsAgain() {
        load(0, 2_000);
        insert(2_000, 10);
        try (Transaction transaction = database.transaction()) {
            delete(transaction, id -> id % 2 == 0);
            Transaction.Savepoint odd = transaction.savepoint();
            delete(transaction, id -> true);
            transaction.rollbackTo(odd);
            transaction.commit();
        }
        assertEquals(range(0, 2_010, id -> id % 2 == 1), ids());
    }
}
