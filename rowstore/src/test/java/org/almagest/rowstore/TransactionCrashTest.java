package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.IndexAccess;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.CheckRule;
import org.almagest.columnar.schema.ColumnDefault;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.schema.TableRules;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.schema.ViewDefinition;
import org.almagest.columnar.segment.RowPlaces;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.rowstore.io.CrashFileSystem;
import org.almagest.rowstore.io.CrashFileSystem.Fault;
import org.junit.jupiter.api.Test;

/// Transactions of random changes (rows, loads, deletes and updates, columns that come and go, indexes, tables, views,
/// schemas)
/// against a model of text; the power fails in the middle of some. Of each there is everything or
/// nothing.
///
/// `-Dalmagest.seed=N` begins with another seed, `-Dalmagest.crash.runs=N` does more of them.
final class TransactionCrashTest {
    private static final String ROOT = "/sky.almagest";
    private static final int TRANSACTIONS = 25;

    private final MemoryBudget budget = MemoryBudget.root(512 << 20);
    private final BufferPool pool = BufferPool.open(budget, 32 << 20);

    @Test
    void aTransactionIsThereAsAWholeOrNotAtAll() {
        long first = Long.getLong("almagest.seed", 20_260);
        for (long seed = first; seed < first + Integer.getInteger("almagest.crash.runs", 40); seed++) {
            try {
                new Run(new Random(seed)).run();
            } catch (RuntimeException | Error failure) {
                throw new AssertionError("failed with -Dalmagest.seed=" + seed, failure);
            }
        }
        pool.close();
        assertEquals(0, budget.reserved());
    }

    /// A table: rows as texts, columns by id and name.
    private record Table(TableSchema schema, List<Map<Integer, Value>> rows, Map<String, Integer> indexes) {
        /// Answers the table with other columns; indexes of columns that go are gone.
        Table with(TableSchema other) {
            Map<String, Integer> left = new TreeMap<>(indexes);
            left.values().removeIf(id -> other.withId(id).isEmpty());
            return new Table(other, rows, left);
        }

        Table with(List<Map<Integer, Value>> others) {
            return new Table(schema, others, indexes);
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>(List.of(schema.toString()));
            indexes.forEach((name, id) -> lines.add("index " + name + " of " + id));
            for (Map<Integer, Value> row : rows) {
                lines.add(line(schema, row));
            }
            return lines;
        }
    }

    private static String line(TableSchema schema, Map<Integer, Value> row) {
        List<String> cells = new ArrayList<>();
        for (ColumnDefinition column : schema.columns()) {
            cells.add(
                    String.valueOf(row.getOrDefault(column.id(), column.absent().before())));
        }
        return cells.toString();
    }

    private final class Run {
        private final Random random;
        private CrashFileSystem files = new CrashFileSystem();
        private Database database;
        private Map<ObjectName, Table> model = new TreeMap<>();
        private Map<String, String> views = new TreeMap<>();
        private long nextValue;

        Run(Random random) {
            this.random = random;
        }

        void run() {
            database = open();
            for (int i = 0; i < TRANSACTIONS; i++) {
                step();
            }
            database.close();
            database = open();
            assertEquals(expected(), found());
            CheckReport report = database.check(Optional.empty(), 1, () -> false);
            assertEquals(List.of(), report.faults());
            assertEquals(List.of(), report.unreferenced());
            database.close();
        }

        private Database open() {
            return Database.open(files, ROOT, OpenMode.CREATE, budget, pool);
        }

        private void step() {
            boolean faulty = random.nextInt(3) == 0;
            if (faulty) {
                files.failAt(1 + random.nextInt(30), Fault.POWER_LOSS);
            }
            List<String> before = expected();
            Map<ObjectName, Table> oldModel = new TreeMap<>(model);
            Map<String, String> oldViews = new TreeMap<>(views);
            try {
                transact();
                if (!files.hasFailed()) {
                    files.heal();
                    assertEquals(expected(), found());
                    return;
                }
            } catch (AlmagestException failure) {
                if (!files.hasFailed()) {
                    throw failure;
                }
            }
            List<String> after = expected();
            try {
                database.close();
            } catch (AlmagestException dead) {
                // The file system is.
            }
            files = files.crash(random);
            database = open();
            List<String> found = found();
            if (found.equals(before)) {
                model = oldModel;
                views = oldViews;
            } else {
                assertEquals(after, found, "the state before or after the transaction");
            }
        }

        private void transact() {
            if (random.nextInt(8) == 0) {
                database.checkpoint();
            }
            Map<ObjectName, Table> oldModel = new TreeMap<>(model);
            Map<String, String> oldViews = new TreeMap<>(views);
            try (Transaction transaction = database.transaction()) {
                for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                    change(transaction);
                    if (random.nextInt(6) == 0) {
                        assertEquals(expected(), found(transaction));
                    }
                }
                if (random.nextInt(5) == 0) {
                    model = oldModel;
                    views = oldViews;
                } else {
                    transaction.commit();
                }
            }
        }

        private void change(Transaction transaction) {
            ObjectName name = new ObjectName(random.nextBoolean() ? "main" : "sky", "t" + random.nextInt(3));
            if (!name.schema().equals("main") && !views.containsKey("schema sky")) {
                transaction.putSchema("sky", "words " + nextValue);
                views.put("schema sky", "words " + nextValue++);
            }
            Table table = model.get(name);
            if (table == null) {
                TableSchema schema = TableSchema.of(List.of(ColumnDefinition.of(0, "c0", ScalarType.BIGINT)));
                transaction.createTable(name, schema);
                model.put(name, new Table(schema, List.of(), Map.of()));
                return;
            }
            switch (random.nextInt(18)) {
                case 0, 1 -> append(transaction, name, table, 1 + random.nextInt(30), false);
                case 2 -> append(transaction, name, table, 1 + random.nextInt(2000), true);
                case 3, 4 -> addColumn(transaction, name, table);
                case 5 -> dropColumn(transaction, name, table);
                case 6 -> view(transaction, name);
                case 8, 9, 10 -> index(transaction, name, table);
                case 11, 12, 13 -> delete(transaction, name, table);
                case 14, 15 -> update(transaction, name, table);
                case 16 -> {
                    long rows = transaction.deleteAll(name);
                    assertEquals(table.rows().size(), rows);
                    model.put(name, table.with(List.of()));
                }
                case 7 -> {
                    transaction.truncate(name);
                    model.put(name, table.with(List.of()));
                }
                default -> {
                    transaction.dropTable(name);
                    model.remove(name);
                }
            }
        }

        private void index(Transaction transaction, ObjectName name, Table table) {
            int id = table.schema()
                    .column(random.nextInt(table.schema().columnCount()))
                    .id();
            String index = name.name() + "_" + id;
            Map<String, Integer> indexes = new TreeMap<>(table.indexes());
            if (indexes.remove(index) != null) {
                transaction.dropIndex(name, index);
            } else {
                IndexMethod method = random.nextInt(3) == 0 ? IndexMethod.HASH : IndexMethod.BTREE;
                transaction.createIndex(name, new NewIndex(index, method, List.of(id), false, false), () -> false);
                indexes.put(index, id);
            }
            model.put(name, new Table(table.schema(), table.rows(), indexes));
        }

        private void view(Transaction transaction, ObjectName table) {
            ObjectName name = ObjectName.inMain("v");
            String query = "SELECT " + nextValue++ + " FROM " + table;
            ViewDefinition view = new ViewDefinition(query, List.of(), List.of("main"), "");
            if (views.containsKey("view v")) {
                transaction.changeView(name, name, view);
            } else {
                transaction.createView(name, view);
            }
            views.put("view v", query);
        }

        private void append(Transaction transaction, ObjectName name, Table table, int rows, boolean load) {
            Batch batch = Batch.allocate(table.schema().columns().stream()
                    .map(ColumnDefinition::type)
                    .toList());
            List<Batch> batches = new ArrayList<>();
            List<Map<Integer, Value>> all = new ArrayList<>(table.rows());
            for (int r = 0; r < rows; r++) {
                if (batch.rowCount() == ColumnVector.BATCH_ROWS) {
                    batches.add(batch);
                    batch = Batch.allocate(table.schema().columns().stream()
                            .map(ColumnDefinition::type)
                            .toList());
                }
                Map<Integer, Value> row = new TreeMap<>();
                for (int c = 0; c < table.schema().columnCount(); c++) {
                    Value value = Value.of(nextValue++);
                    Cells.set(batch.column(c), batch.rowCount(), value);
                    row.put(table.schema().column(c).id(), value);
                }
                batch.setRowCount(batch.rowCount() + 1);
                all.add(row);
            }
            batches.add(batch);
            if (load) {
                try (TableSink sink = transaction.appendSink(name)) {
                    try (TableSink.Part part = sink.part(0)) {
                        batches.forEach(part::append);
                    }
                    sink.commit();
                }
            } else {
                transaction.insertRows(name, batches);
            }
            model.put(name, table.with(all));
        }

        /// Deletes some rows; perhaps a run of them, perhaps all that there are.
        private Table delete(Transaction transaction, ObjectName name, Table table) {
            List<Map<Integer, Value>> left = new ArrayList<>(table.rows());
            // Rows of which all columns came later are equal; of those, as many go.
            Map<String, Integer> gone = new HashMap<>();
            int count = 0;
            int from = left.isEmpty() ? 0 : random.nextInt(left.size());
            int most = random.nextInt(4) == 0 ? left.size() : 1 + random.nextInt(60);
            for (int i = Math.min(left.size(), from + most) - 1; i >= from; i--) {
                if (most > 60 || random.nextBoolean()) {
                    gone.merge(line(table.schema(), left.remove(i)), 1, Integer::sum);
                    count++;
                }
            }
            RowPlaces places = new RowPlaces();
            try (CatalogSnapshot snapshot = transaction.snapshot()) {
                TableSnapshot placed = snapshot.table(name).orElseThrow().withPlaces();
                List<Integer> columns = new ArrayList<>();
                for (int c = 0; c < placed.schema().columnCount(); c++) {
                    columns.add(c);
                }
                ScannedRows.of(placed, ScanRequest.of(columns)).forEach(row -> {
                    int comma = row.lastIndexOf(", ");
                    String place = row.substring(comma).replaceAll("[^-0-9]", "");
                    String shown = row.substring(0, comma) + "]";
                    if (gone.getOrDefault(shown, 0) > 0) {
                        gone.merge(shown, -1, Integer::sum);
                        places.add(Long.parseLong(place));
                    }
                });
            }
            assertEquals(count, places.count());
            transaction.deleteRows(name, places);
            Table fewer = table.with(left);
            model.put(name, fewer);
            return fewer;
        }

        private void update(Transaction transaction, ObjectName name, Table table) {
            Table fewer = delete(transaction, name, table);
            append(transaction, name, fewer, table.rows().size() - fewer.rows().size(), false);
        }

        private void addColumn(Transaction transaction, ObjectName name, Table table) {
            int id = table.schema().nextColumnId();
            List<ColumnDefinition> columns = new ArrayList<>(table.schema().columns());
            Value before = random.nextBoolean() ? Value.NULL : Value.of(-1L - nextValue++);
            columns.add(
                    random.nextInt(columns.size() + 1),
                    ColumnDefinition.of(id, "c" + id, ScalarType.BIGINT).withAbsent(new ColumnDefault("1", before)));
            alter(transaction, name, table, columns, id + 1);
        }

        private void dropColumn(Transaction transaction, ObjectName name, Table table) {
            List<ColumnDefinition> columns = new ArrayList<>(table.schema().columns());
            if (columns.size() > 1) {
                columns.remove(random.nextInt(columns.size()));
                alter(transaction, name, table, columns, table.schema().nextColumnId());
            }
        }

        private void alter(
                Transaction transaction, ObjectName name, Table table, List<ColumnDefinition> columns, int nextId) {
            TableSchema schema = table.schema()
                    .withColumns(columns)
                    .withRules(new TableRules(List.of(new CheckRule("c", "c" + nextId + " > 0")), nextId));
            transaction.alterTable(name, name, schema);
            model.put(name, table.with(schema));
        }

        private List<String> expected() {
            List<String> lines = new ArrayList<>();
            model.forEach((name, table) -> {
                lines.add(name.toString());
                lines.addAll(sorted(table.lines()));
            });
            views.forEach((name, words) -> lines.add(name + ": " + words));
            return lines;
        }

        private List<String> found() {
            try (CatalogSnapshot snapshot = database.snapshot()) {
                return found(snapshot);
            }
        }

        private List<String> found(Transaction transaction) {
            try (CatalogSnapshot snapshot = transaction.snapshot()) {
                return found(snapshot);
            }
        }

        private List<String> found(CatalogSnapshot snapshot) {
            List<String> lines = new ArrayList<>();
            snapshot.tables().stream()
                    .sorted(java.util.Comparator.comparing(TableSnapshot::objectName))
                    .forEach(table -> {
                        lines.add(table.objectName().toString());
                        lines.addAll(sorted(lines(table)));
                    });
            snapshot.schemaDescription("sky").ifPresent(words -> lines.add("schema sky: " + words));
            snapshot.views()
                    .forEach(view -> lines.add(
                            "view " + view.name() + ": " + view.definition().query()));
            return lines;
        }
    }

    private static List<String> lines(TableSnapshot table) {
        List<String> lines = new ArrayList<>(List.of(table.schema().toString()));
        List<Integer> columns = new ArrayList<>();
        for (int c = 0; c < table.schema().columnCount(); c++) {
            columns.add(c);
        }
        List<String> rows = ScannedRows.of(table, ScanRequest.of(columns));
        table.indexes().stream()
                .sorted(Comparator.comparing(IndexDescription::name))
                .forEach(index -> {
                    int column = index.columns().getFirst();
                    lines.add("index " + index.name() + " of "
                            + table.schema().column(column).id());
                    checkIndex(table, index, columns, rows);
                });
        lines.addAll(rows);
        return lines;
    }

    /// Rows that an index finds are those that a scan finds.
    private static void checkIndex(
            TableSnapshot table, IndexDescription index, List<Integer> columns, List<String> rows) {
        int column = index.columns().getFirst();
        List<ColumnPredicate> wanted = new ArrayList<>();
        for (int i = 0; i < 3 && !rows.isEmpty(); i++) {
            String cell =
                    rows.get(rows.size() * i / 3).replaceAll("[\\[\\]]", "").split(", ")[column];
            wanted.add(
                    cell.contains("Null")
                            ? new ColumnPredicate.IsNull(column, false)
                            : new ColumnPredicate.Compare(
                                    column,
                                    Comparison.EQUAL,
                                    Value.of(Long.parseLong(cell.replaceAll("[^-0-9]", "")))));
        }
        for (ColumnPredicate predicate : wanted) {
            ScanRequest request = new ScanRequest(columns, List.of(predicate), List.of());
            List<String> scanned = sorted(ScannedRows.of(table, request));
            assertEquals(false, scanned.isEmpty());
            assertEquals(scanned, sorted(ScannedRows.of(table, request.through(new IndexAccess(index.name())))));
        }
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }
}
