package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.CheckRule;
import org.almagest.columnar.schema.ColumnDefault;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.schema.ViewDefinition;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.rowstore.io.CrashFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TransactionTest {
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
        database.writer().createTable("a", TestTables.STARS);
    }

    @AfterEach
    void close() {
        database.close();
        pool.close();
        assertEquals(0, budget.reserved());
    }

    private void reopen() {
        database.close();
        database = Database.open(files, ROOT, OpenMode.WRITE, budget, pool);
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private List<Long> committed(ObjectName name) {
        try (CatalogSnapshot snapshot = database.snapshot()) {
            return snapshot.table(name).map(TestTables::ids).orElse(List.of(-1L));
        }
    }

    private static List<Long> seen(Transaction transaction, ObjectName name) {
        try (CatalogSnapshot snapshot = transaction.snapshot()) {
            return snapshot.table(name).map(TestTables::ids).orElse(List.of(-1L));
        }
    }

    private static void load(Transaction transaction, ObjectName name, long first, int count) {
        try (TableSink sink = transaction.appendSink(name)) {
            TestTables.load(sink, first, count);
            sink.commit();
        }
    }

    private int segmentFiles(int tableId) {
        try {
            return files.list(ROOT + "/data/t" + String.format("%06d", tableId)).size();
        } catch (IOException gone) {
            return 0;
        }
    }

    @Test
    void itsChangesAreSeenByItAloneUntilItCommits() {
        try (Transaction transaction = database.transaction()) {
            transaction.insertRows(A, TestTables.stars(0, 10));
            transaction.createTable(B, TestTables.STARS);
            load(transaction, B, 100, 2000);
            transaction.insertRows(B, TestTables.stars(50, 5));
            assertEquals(range(0, 10), seen(transaction, A));
            assertEquals(2005, seen(transaction, B).size());
            assertEquals(List.of(), committed(A));
            assertEquals(List.of(-1L), committed(B));
            transaction.insertRows(A, TestTables.stars(10, 1));
            assertEquals(range(0, 11), seen(transaction, A), "rows behind a copy that was made before");
            transaction.commit();
        }
        assertEquals(range(0, 11), committed(A));
        assertEquals(2005, committed(B).size());
        long lsn;
        try (CatalogSnapshot snapshot = database.snapshot()) {
            lsn = snapshot.lsn();
        }
        assertEquals(2, lsn, "one commit for all");
        reopen();
        assertEquals(range(0, 11), committed(A));
    }

    @Test
    void goingBackAgainAndAgainTakesNoMoreMemory() {
        database.writer().insertRows("a", TestTables.stars(0, 20_000));
        try (Transaction transaction = database.transaction()) {
            Transaction.Savepoint savepoint = transaction.savepoint();
            transaction.insertRows(A, TestTables.stars(30_000, 1));
            assertEquals(20_001, seen(transaction, A).size());
            long once = budget.reserved();
            for (int round = 0; round < 5; round++) {
                transaction.rollbackTo(savepoint);
                transaction.insertRows(A, TestTables.stars(40_000, 1));
                assertEquals(20_001, seen(transaction, A).size());
                assertEquals(once, budget.reserved(), "round " + round);
            }
            try (CatalogSnapshot before = transaction.snapshot()) {
                transaction.rollbackTo(savepoint);
                transaction.insertRows(A, TestTables.stars(50_000, 2));
                assertEquals(20_002, seen(transaction, A).size());
                List<Long> ids = TestTables.ids(before.table(A).orElseThrow());
                assertEquals(40_000L, ids.getLast(), "a snapshot keeps what it had");
                assertEquals(20_001, ids.size());
            }
            assertEquals(once, budget.reserved());
            transaction.commit();
        }
        assertEquals(20_002, committed(A).size());
    }

    @Test
    void whatIsRolledBackLeavesNothing() {
        database.writer().insertRows("a", TestTables.stars(0, 3));
        long reserved = budget.reserved();
        try (Transaction transaction = database.transaction()) {
            transaction.insertRows(A, TestTables.stars(10, 10));
            load(transaction, A, 100, 5000);
            transaction.createTable(B, TestTables.STARS);
            load(transaction, B, 100, 5000);
            assertEquals(5013, seen(transaction, A).size());
            assertEquals(1, segmentFiles(1));
        }
        assertEquals(range(0, 3), committed(A));
        assertEquals(0, segmentFiles(1));
        assertEquals(0, segmentFiles(2));
        assertEquals(reserved, budget.reserved());
    }

    @Test
    void aSavepointKeepsWhatWasBefore() {
        try (Transaction transaction = database.transaction()) {
            transaction.insertRows(A, TestTables.stars(0, 2));
            Transaction.Savepoint savepoint = transaction.savepoint();
            transaction.insertRows(A, TestTables.stars(2, 2));
            load(transaction, A, 1000, 10);
            CatalogSnapshot before = transaction.snapshot();
            transaction.rollbackTo(savepoint);
            transaction.insertRows(A, TestTables.stars(4, 2));
            assertEquals(List.of(0L, 1L, 4L, 5L), seen(transaction, A));
            assertEquals(14, TestTables.ids(before.table(A).orElseThrow()).size(), "a reader keeps what it saw");
            before.close();
            transaction.dropTable(A);
            assertEquals(List.of(-1L), seen(transaction, A));
            transaction.rollbackTo(savepoint);
            transaction.commit();
        }
        assertEquals(List.of(0L, 1L), committed(A));
        assertEquals(0, segmentFiles(1), "the segment of the part that was undone is gone");
    }

    @Test
    void manySmallInsertsBecomeASegment() {
        try (Transaction transaction = database.transaction()) {
            for (int i = 0; i < 140; i++) {
                transaction.insertRows(A, TestTables.stars(i * 1000L, 1000));
            }
            assertEquals(range(0, 140_000), seen(transaction, A));
            transaction.commit();
        }
        assertEquals(range(0, 140_000), committed(A));
        assertEquals(1, segmentFiles(1));
    }

    private static TableSchema plus(TableSchema schema, String name, Value before) {
        List<ColumnDefinition> columns = new ArrayList<>(schema.columns());
        columns.add(ColumnDefinition.of(schema.nextColumnId(), name, ScalarType.BIGINT)
                .withAbsent(new ColumnDefault("42", before)));
        return schema.withColumns(columns);
    }

    private static List<Object> values(Scannable table, int column) {
        List<Object> values = new ArrayList<>();
        var request = org.almagest.columnar.scan.ScanRequest.of(List.of(column));
        try (var scan = table.scan(request);
                var reader = scan.reader()) {
            var batch = new org.almagest.columnar.vector.Batch(1);
            for (var morsel = scan.claim(); morsel.isPresent(); morsel = scan.claim()) {
                reader.open(morsel.get());
                while (reader.next(batch)) {
                    for (int i = 0; i < batch.size(); i++) {
                        values.add(org.almagest.columnar.vector.Cells.get(batch.column(0), batch.row(i)));
                    }
                }
            }
        }
        return values;
    }

    @Test
    void aNewColumnHasItsValueInRowsFromBefore() {
        try (TableSink sink = database.writer().appendSink("a")) {
            TestTables.load(sink, 0, 3000);
            sink.commit();
        }
        database.writer().insertRows("a", TestTables.stars(3000, 5));
        try (Transaction transaction = database.transaction()) {
            transaction.insertRows(A, TestTables.stars(3005, 5));
            transaction.alterTable(A, A, plus(TestTables.STARS, "extra", Value.of(7L)));
            try (CatalogSnapshot snapshot = transaction.snapshot()) {
                assertEquals(
                        java.util.Collections.nCopies(3010, Value.of(7L)),
                        values(snapshot.table(A).orElseThrow(), 3));
            }
            transaction.commit();
        }
        for (int round = 0; round < 3; round++) {
            assertEquals(range(0, 3010), committed(A));
            try (CatalogSnapshot snapshot = database.snapshot()) {
                TableSnapshot table = snapshot.table(A).orElseThrow();
                assertEquals(java.util.Collections.nCopies(3010, Value.of(7L)), values(table, 3));
                var statistics = table.statistics(3).orElseThrow();
                assertEquals(Value.of(7L), statistics.min().orElseThrow());
                assertEquals(Value.of(7L), statistics.max().orElseThrow());
                assertEquals("42", table.schema().column(3).absent().expression());
            }
            if (round == 0) {
                reopen();
            } else if (round == 1) {
                database.writer().flushDelta("a");
                database.checkpoint();
                reopen();
            }
        }
    }

    @Test
    void theIdOfADroppedColumnIsNotUsedAgain() {
        TableSchema wider = plus(TestTables.STARS, "extra", Value.NULL);
        alter(A, wider);
        TableSchema narrow = wider.withColumns(wider.columns().subList(0, 3))
                .withRules(wider.rules().withChecks(List.of(new CheckRule("c", "id > 0"))));
        narrow = narrow.withRules(
                new org.almagest.columnar.schema.TableRules(narrow.rules().checks(), 4));
        alter(A, narrow);
        database.checkpoint();
        reopen();
        try (CatalogSnapshot snapshot = database.snapshot()) {
            TableSchema schema = snapshot.table(A).orElseThrow().schema();
            assertEquals(4, schema.nextColumnId());
            assertEquals("id > 0", schema.rules().checks().getFirst().condition());
        }
    }

    private void alter(ObjectName name, TableSchema schema) {
        try (Transaction transaction = database.transaction()) {
            transaction.alterTable(name, name, schema);
            transaction.commit();
        }
    }

    private static void refused(SqlState state, org.junit.jupiter.api.function.Executable work) {
        assertEquals(state, assertThrows(AlmagestException.class, work).state());
    }

    @Test
    void theFirstCommitterWins() {
        try (Transaction one = database.transaction();
                Transaction two = database.transaction()) {
            one.insertRows(A, TestTables.stars(0, 1));
            two.insertRows(A, TestTables.stars(1, 1));
            one.commit();
            two.commit();
        }
        assertEquals(List.of(0L, 1L), committed(A), "appending goes together with appending");
        TableSchema wider = plus(TestTables.STARS, "extra", Value.NULL);
        try (Transaction alter = database.transaction();
                Transaction insert = database.transaction();
                Transaction drop = database.transaction()) {
            alter.alterTable(A, A, wider);
            insert.insertRows(A, TestTables.stars(2, 1));
            drop.dropTable(A);
            insert.commit();
            refused(SqlState.SERIALIZATION_FAILURE, alter::commit);
            drop.commit();
        }
        database.writer().createTable("a", TestTables.STARS);
        try (Transaction insert = database.transaction();
                Transaction alter = database.transaction();
                Transaction drop = database.transaction()) {
            insert.insertRows(A, TestTables.stars(3, 1));
            load(insert, A, 10, 100);
            drop.dropTable(A);
            alter.alterTable(A, B, wider);
            alter.commit();
            refused(SqlState.SERIALIZATION_FAILURE, insert::commit);
            refused(SqlState.SERIALIZATION_FAILURE, drop::commit);
        }
        assertEquals(0, segmentFiles(2));
        try (Transaction one = database.transaction();
                Transaction two = database.transaction()) {
            one.createTable(A, TestTables.STARS);
            two.createView(A, new ViewDefinition("SELECT 1", List.of(), List.of("main"), ""));
            two.commit();
            refused(SqlState.DUPLICATE_TABLE, one::commit);
        }
    }

    @Test
    void aFlushBesideATransactionIsNoConflict() {
        database.writer().insertRows("a", TestTables.stars(0, 50));
        try (Transaction transaction = database.transaction()) {
            transaction.alterTable(A, A, plus(TestTables.STARS, "extra", Value.of(1L)));
            database.writer().flushDelta("a");
            transaction.commit();
        }
        assertEquals(range(0, 50), committed(A));
    }

    @Test
    void schemasAndViewsAreKept() {
        ObjectName inSky = new ObjectName("sky", "a");
        ViewDefinition view = new ViewDefinition("SELECT * FROM a", List.of("x"), List.of("sky", "main"), "few");
        try (Transaction transaction = database.transaction()) {
            refused(SqlState.UNDEFINED_SCHEMA, () -> transaction.createTable(inSky, TestTables.STARS));
            transaction.putSchema("sky", "words");
            transaction.createTable(inSky, TestTables.STARS);
            transaction.createView(new ObjectName("sky", "v"), view);
            refused(SqlState.DUPLICATE_TABLE, () -> transaction.createView(inSky, view));
            transaction.commit();
        }
        for (int round = 0; round < 2; round++) {
            try (CatalogSnapshot snapshot = database.snapshot()) {
                assertEquals(List.of("main", "sky"), snapshot.schemaNames());
                assertEquals("words", snapshot.schemaDescription("sky").orElseThrow());
                assertTrue(snapshot.table(inSky).isPresent());
                assertEquals(
                        view,
                        snapshot.view(new ObjectName("sky", "V")).orElseThrow().definition());
            }
            if (round == 0) {
                reopen();
                database.checkpoint();
                reopen();
            }
        }
        try (Transaction drop = database.transaction();
                Transaction create = database.transaction()) {
            drop.dropTable(inSky);
            drop.dropView(new ObjectName("sky", "v"));
            drop.dropSchema("sky");
            create.createTable(new ObjectName("sky", "late"), TestTables.STARS);
            create.commit();
            refused(SqlState.SERIALIZATION_FAILURE, drop::commit);
        }
    }

    @Test
    void namesMayBeExchanged() {
        database.writer().createTable("b", TestTables.STARS);
        database.writer().insertRows("b", TestTables.stars(5, 1));
        try (Transaction transaction = database.transaction()) {
            transaction.alterTable(A, ObjectName.inMain("c"), TestTables.STARS);
            transaction.alterTable(B, A, TestTables.STARS);
            transaction.alterTable(ObjectName.inMain("c"), B, TestTables.STARS);
            transaction.commit();
        }
        assertEquals(List.of(5L), committed(A));
        assertEquals(List.of(), committed(B));
        reopen();
        assertEquals(List.of(5L), committed(A));
    }

    @Test
    void whoReadsOnKeepsTheSegmentsOfACommittedTransaction() {
        CatalogSnapshot reader;
        try (Transaction transaction = database.transaction()) {
            load(transaction, A, 0, 2000);
            reader = transaction.snapshot();
            transaction.commit();
        }
        database.writer().dropTable("a");
        assertEquals(range(0, 2000), TestTables.ids(reader.table(A).orElseThrow()));
        reader.close();
        assertEquals(0, segmentFiles(1));
    }

    @Test
    void aTruncatedTableIsEmpty() {
        database.writer().insertRows("a", TestTables.stars(0, 50));
        try (Transaction transaction = database.transaction();
                Transaction other = database.transaction()) {
            other.insertRows(A, TestTables.stars(60, 1));
            transaction.truncate(A);
            assertEquals(List.of(), seen(transaction, A));
            transaction.insertRows(A, TestTables.stars(70, 1));
            transaction.commit();
            refused(SqlState.SERIALIZATION_FAILURE, other::commit);
        }
        assertEquals(List.of(70L), committed(A));
    }

    @Test
    void aDatabaseThatIsReadOnlyRefusesChanges() {
        database.close();
        database = Database.open(files, ROOT, OpenMode.READ_ONLY, budget, pool);
        try (Transaction transaction = database.transaction()) {
            assertFalse(transaction.hasChanges());
            refused(SqlState.READ_ONLY, () -> transaction.insertRows(A, TestTables.stars(0, 1)));
            assertEquals(List.of(), seen(transaction, A));
        }
    }
}
