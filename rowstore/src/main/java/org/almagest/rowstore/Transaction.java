package org.almagest.rowstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.schema.ViewDefinition;
import org.almagest.columnar.segment.RowPlaces;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.columnar.vector.Batch;
import org.almagest.rowstore.delta.DeltaBuffer;
import org.almagest.rowstore.delta.DeltaRewrite;
import org.almagest.rowstore.delta.DeltaScannable;
import org.almagest.rowstore.delta.DeltaView;
import org.almagest.rowstore.delta.EncodedRows;
import org.almagest.rowstore.delta.RowEncoder;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.ColumnGroup;
import org.almagest.rowstore.manifest.StoredSegment;
import org.almagest.rowstore.manifest.StoredView;
import org.almagest.rowstore.manifest.TableIndex;
import org.almagest.rowstore.manifest.TableVersion;

/// Changes that appear together, as one commit, or not at all: rows, loads, tables, views, schemas.
///
/// ```text
/// base, pinned ──> state ──> state ──> ...      each change makes the next one; a savepoint is one
///                    └─> snapshot()             what the transaction's own statements see
/// commit           base, state, newest version ──> edits ──> one record of the log
/// ```
///
/// It sees the database as of its start and its own changes. What others commit meanwhile it does
/// not see; where the two do not go together its commit fails with 40001 (`TransactionCommit`).
/// Loads write their segments at once, unnamed by the log; a transaction that does not commit
/// removes them, and so does the next open after a crash.
///
/// One thread at a time; snapshots may be closed by any.
public final class Transaction implements AutoCloseable {
    private final WritableDatabase database;
    private final String databaseName;
    private final boolean readOnly;
    private final CatalogVersion base;
    private final TransactionRows rows;
    private final OwnSegments segments;
    private TransactionState state;
    private boolean ended;
    private int holders = 1;
    private Optional<Long> pinnedCommit = Optional.empty();

    /// A state that the transaction can go back to.
    public static final class Savepoint {
        private final TransactionState state;

        private Savepoint(TransactionState state) {
            this.state = state;
        }
    }

    Transaction(WritableDatabase database, String databaseName, boolean readOnly) {
        this.database = database;
        this.databaseName = databaseName;
        this.readOnly = readOnly;
        base = database.pins().pin();
        rows = new TransactionRows(database.budget(), base.lsn() + 1);
        segments = new OwnSegments(database.segmentFiles());
        state = new TransactionState(base, Map.of());
    }

    /// Answers what the transaction sees now; the caller closes it, perhaps after the transaction.
    public CatalogSnapshot snapshot() {
        requireOpen();
        List<DeltaBuffer> held = new ArrayList<>();
        CatalogVersion seen = state.catalog();
        try {
            for (var inserted : state.inserted().entrySet()) {
                TableVersion table = rows.seen(seen.table(inserted.getKey()).orElseThrow(), inserted.getValue());
                table.delta().buffer().retain();
                held.add(table.delta().buffer());
                seen = seen.with(table);
            }
        } catch (RuntimeException | Error failed) {
            held.forEach(DeltaBuffer::release);
            throw failed;
        }
        synchronized (this) {
            holders++;
        }
        return new CatalogSnapshot(seen, database.segmentFiles(), () -> {
            held.forEach(DeltaBuffer::release);
            release();
        });
    }

    /// Answers whether anything was changed.
    public boolean hasChanges() {
        return state.catalog() != base || !state.inserted().isEmpty();
    }

    public Savepoint savepoint() {
        return new Savepoint(state);
    }

    /// Undoes what was done since a savepoint of this transaction.
    public void rollbackTo(Savepoint savepoint) {
        requireOpen();
        state = savepoint.state;
        rows.forget();
    }

    // ---- tables ----

    /// Makes an empty table; 42P07 when the name is taken.
    public void createTable(ObjectName name, TableSchema schema) {
        requireWritable();
        TableWriter.checkSchema(name.toString(), schema);
        requireFree(name);
        DeltaView delta = DeltaView.empty(rows.newBuffer());
        long lsn = base.lsn() + 1;
        int id = database.newTableId();
        segments.made(id);
        change(state.catalog()
                .with(new TableVersion(id, name.schema(), name.name(), schema, lsn, List.of(), delta, lsn)));
    }

    /// Drops a table with its rows.
    public void dropTable(ObjectName name) {
        requireWritable();
        drop(require(name));
    }

    private void drop(TableVersion table) {
        state = state.with(state.catalog().withoutTable(table.id())).withoutInserted(table.id());
    }

    /// Puts an empty table in the place of one, with the same schema: all rows are gone.
    public void truncate(ObjectName name) {
        requireWritable();
        TableVersion table = require(name);
        drop(table);
        createTable(table.objectName(), table.schema());
        change(state.catalog()
                .with(require(table.objectName())
                        .withIndexes(table.indexes().stream()
                                .map(TableIndex::withoutRuns)
                                .toList())));
    }

    /// Gives a table another name, other columns, defaults or checks. Columns of an id that was there
    /// keep their type; rows stay where they are, and a new column has in them what its `ColumnDefault`
    /// says. Indexes of columns that go are gone as well. Whether rows are as the schema wants them is
    /// the caller's affair.
    public void alterTable(ObjectName name, ObjectName newName, TableSchema schema) {
        requireWritable();
        TableWriter.checkSchema(newName.toString(), schema);
        TableVersion table = require(name);
        if (!table.objectName().equals(newName)) {
            requireFree(newName);
        }
        IndexEdits.requireRoom(state.catalog(), table, newName.schema());
        TableVersion altered = table.renamed(newName, schema)
                .withIndexes(table.indexes().stream()
                        .filter(index -> index.fits(schema))
                        .toList());
        if (!table.hasColumnsOf(schema)) {
            altered = altered.withDelta(rows.rewritten(table.delta(), table.schema(), schema));
            rewriteInserted(table, schema);
        }
        change(state.catalog().with(altered));
    }

    private void rewriteInserted(TableVersion table, TableSchema schema) {
        if (state.inserted().containsKey(table.id())) {
            DeltaRewrite rewrite = new DeltaRewrite(table.schema(), schema);
            List<EncodedRows> all = state.insertedInto(table.id()).all();
            state = state.withInserted(
                    table.id(),
                    InsertedRows.of(all.stream().map(rewrite::rewrite).toList()));
        }
    }

    /// Appends a few rows and answers how many; more than a delta holds go into segments.
    public long insertRows(ObjectName name, List<Batch> batches) {
        requireWritable();
        TableVersion table = require(name);
        EncodedRows encoded = RowEncoder.encode(table.schema(), batches);
        if (encoded.rowCount() > 0) {
            InsertedRows inserted = state.insertedInto(table.id()).plus(encoded);
            if (inserted.rowCount() <= WritableDatabase.DELTA_ROWS) {
                state = state.withInserted(table.id(), inserted);
            } else {
                load(table, inserted);
                state = state.withoutInserted(table.id());
            }
        }
        return encoded.rowCount();
    }

    /// Deletes rows by the places that a snapshot of this transaction gave them, where nothing was changed since but
    /// that rows were appended.
    public void deleteRows(ObjectName name, RowPlaces places) {
        requireWritable();
        change(state.catalog().with(require(name).without(places)));
    }

    /// Deletes all rows that the transaction sees; answers how many.
    public long deleteAll(ObjectName name) {
        requireWritable();
        TableVersion table = require(name);
        long inserted = state.insertedInto(table.id()).rowCount();
        change(state.catalog().with(table.without(table.allPlaces(inserted))));
        return table.rowCount() + inserted;
    }

    /// Writes inserted rows into segments, those that are deleted left out: they have become many.
    private void load(TableVersion table, InsertedRows inserted) {
        int own = Math.toIntExact(table.delta().rowCount());
        DeltaView alone =
                rows.alone(inserted).withDeleted(table.delta().deleted().from(own));
        DeltaView others = table.delta().withDeleted(table.delta().deleted().before(own));
        change(state.catalog().with(table.withDelta(others)));
        try (TableSink sink = appendSink(table.objectName())) {
            try (TableSink.Part part = sink.part(0)) {
                DeltaFlush.copy(new DeltaScannable(table.name(), table.schema(), alone), part);
            }
            sink.commit();
        }
    }

    /// Opens a sink behind the table's rows. Its commit makes the rows durable and visible to this
    /// transaction; to others they are when the transaction commits.
    public TableSink appendSink(ObjectName name) {
        requireWritable();
        TableVersion table = require(name);
        return database.sink(table.id(), table.schema(), made -> append(table.id(), made));
    }

    private void append(int tableId, List<SegmentDescription> made) {
        TableVersion table = state.catalog()
                .table(tableId)
                .orElseThrow(() -> new IllegalStateException("the table of a sink must stay until it commits"));
        for (SegmentDescription each : made) {
            StoredSegment segment = new StoredSegment(each, base.lsn() + 1);
            segments.add(tableId, segment);
            table = table.plus(segment);
        }
        for (TableIndex index : table.indexes()) {
            for (SegmentDescription each : made) {
                index = withRun(table, index, each, () -> false);
            }
            table = table.withIndex(index);
        }
        change(state.catalog().with(table));
    }

    private TableIndex withRun(
            TableVersion table, TableIndex index, SegmentDescription segment, BooleanSupplier cancelled) {
        SegmentDescription built = database.indexRuns().build(table, index, segment, cancelled);
        StoredSegment run = new StoredSegment(built, base.lsn() + 1);
        segments.add(table.id(), run);
        return index.plus(segment.path(), run);
    }

    // ---- indexes ----

    /// Makes an index, with runs for all segments that there are; 42P07 where one of the same SQL schema
    /// has the name, 57014 soon after it is `cancelled`. Whether the keys of a unique one differ, and those of a
    /// primary key are not NULL, is the caller's affair; a commit fails where another's rows might have theirs.
    public void createIndex(ObjectName tableName, NewIndex made, BooleanSupplier cancelled) {
        requireWritable();
        TableVersion table = require(tableName);
        TableIndex index = made.withoutRuns();
        IndexEdits.requireFree(state.catalog(), table.schemaName(), index.name());
        IndexEdits.requireOnePrimaryKey(table, index);
        addRuns(table, index, cancelled);
    }

    /// Samples the rows of a table: makes the samples that its segments lack. Later loads sample theirs.
    public void sample(ObjectName tableName, BooleanSupplier cancelled) {
        requireWritable();
        TableVersion table = require(tableName);
        TableIndex none = TableIndex.sample(table.id());
        addRuns(table, table.index(none.name()).orElse(none), cancelled);
    }

    /// Keeps how many combinations of values some columns of a table have together.
    public void countGroup(ObjectName tableName, List<Integer> columnIds, long combinations, long rows) {
        requireWritable();
        change(state.catalog().with(require(tableName).withGroup(new ColumnGroup(columnIds, combinations, rows))));
    }

    private void addRuns(TableVersion table, TableIndex index, BooleanSupplier cancelled) {
        TableIndex complete = index;
        for (StoredSegment segment : table.segments()) {
            if (!index.runs().containsKey(segment.description().path())) {
                complete = withRun(table, complete, segment.description(), cancelled);
            }
        }
        change(state.catalog().with(table.withIndex(complete)));
    }

    /// Drops an index of a table.
    public void dropIndex(ObjectName tableName, String name) {
        requireWritable();
        TableVersion table = require(tableName);
        if (table.index(name).isEmpty()) {
            throw AlmagestException.of(SqlState.UNDEFINED_OBJECT, "there is no index " + name + " of " + tableName);
        }
        change(state.catalog().with(table.withoutIndex(name)));
    }

    // ---- views and schemas ----

    /// Makes a view; 42P07 when the name is taken.
    public void createView(ObjectName name, ViewDefinition view) {
        requireWritable();
        requireFree(name);
        change(state.catalog().with(new StoredView(database.newTableId(), name, view)));
    }

    /// Changes a view that is there.
    public void changeView(ObjectName name, ObjectName newName, ViewDefinition view) {
        requireWritable();
        StoredView old = requireView(name);
        if (!old.name().equals(newName)) {
            requireFree(newName);
        }
        change(state.catalog().with(new StoredView(old.id(), newName, view)));
    }

    public void dropView(ObjectName name) {
        requireWritable();
        change(state.catalog().withoutView(requireView(name).id()));
    }

    /// Makes an SQL schema, or changes what is said of it.
    public void putSchema(String name, String description) {
        requireWritable();
        change(state.catalog().withSchema(name, description));
    }

    /// Drops an SQL schema, in which nothing may stand any more; `main` stays.
    public void dropSchema(String name) {
        requireWritable();
        CatalogNames.requireEmpty(state.catalog(), name);
        change(state.catalog().withoutSchema(name));
    }

    private void change(CatalogVersion next) {
        state = state.with(next);
    }

    // ---- ending ----

    /// Makes all changes durable and visible in one step. Fails with 40001 where another transaction
    /// was faster; then, as after any failure, nothing of this one is left.
    public void commit() {
        requireOpen();
        try {
            if (hasChanges()) {
                CatalogVersion version = database.commit(this::decide);
                segments.keep(version);
                state.inserted().keySet().forEach(id -> version.table(id).ifPresent(database::maintain));
            }
        } finally {
            end();
        }
    }

    private List<Edit> decide(CatalogVersion newest) {
        List<Edit> edits = TransactionCommit.edits(base, state, newest);
        synchronized (this) {
            if (holders > 1) {
                // Who reads on must find the segments that this commit hands over to the catalog.
                database.pins().pin(newest.lsn() + 1);
                pinnedCommit = Optional.of(newest.lsn() + 1);
            }
        }
        return edits;
    }

    /// Undoes everything, unless it was committed.
    @Override
    public void close() {
        if (!ended) {
            end();
        }
    }

    private void end() {
        ended = true;
        release();
    }

    private void release() {
        synchronized (this) {
            holders--;
            if (holders > 0) {
                return;
            }
        }
        rows.release();
        segments.removeRest();
        pinnedCommit.ifPresent(database.pins()::unpin);
        database.pins().unpin(base.lsn());
    }

    // ---- checks ----

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("the transaction has ended");
        }
    }

    private void requireWritable() {
        requireOpen();
        if (readOnly) {
            throw WritableDatabase.readOnly(databaseName);
        }
    }

    private TableVersion require(ObjectName name) {
        return CatalogNames.table(state.catalog(), name);
    }

    private StoredView requireView(ObjectName name) {
        return CatalogNames.view(state.catalog(), name);
    }

    private void requireFree(ObjectName name) {
        CatalogNames.requireFree(state.catalog(), name);
    }
}
