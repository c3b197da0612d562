package org.almagest.rowstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.IndexKeys;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.rowstore.delta.EncodedRows;
import org.almagest.rowstore.delta.RowEncoder;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.TableIndex;
import org.almagest.rowstore.manifest.TableVersion;

/// Changes a database, one commit per call or per sink. A call that returns is durable.
/// Thread-safe.
///
/// Few rows go through `insertRows` into the log and the delta; many rows go through a sink into
/// segments, of which the log gets only the names. Nobody compares their keys here: rows for a table with a
/// unique index are refused, with 0A000, or with 40001 where the index came while they were written.
public final class TableWriter {
    private final WritableDatabase database;
    private final SinkCommits sinkCommits;

    /// What a sink's commit is handed to once its segments are durable.
    interface SinkCommits {
        void commit(CommitPipeline.Decision decision);
    }

    TableWriter(WritableDatabase database) {
        this(database, database::commit);
    }

    TableWriter(WritableDatabase database, SinkCommits sinkCommits) {
        this.database = database;
        this.sinkCommits = sinkCommits;
    }

    /// Makes an empty table; 42P07 when the name is taken.
    public void createTable(String name, TableSchema schema) {
        checkSchema(name, schema);
        int id = database.newTableId();
        database.commit(newest -> {
            requireFree(newest, name);
            return List.of(new Edit.CreateTable(id, CatalogVersion.MAIN, name, schema));
        });
    }

    /// Drops a table; snapshots that have it go on reading it.
    public void dropTable(String name) {
        database.commit(
                newest -> List.of(new Edit.DropTable(require(newest, name).id())));
    }

    /// Renames a table or its columns, or changes what is said of them. Ids, order and types of the
    /// columns stay.
    public void alterTable(String name, String newName, TableSchema schema) {
        checkSchema(newName, schema);
        database.commit(newest -> {
            TableVersion table = require(newest, name);
            if (!table.name().equals(newName)) {
                requireFree(newest, newName);
            }
            requireSameColumns(table.schema(), schema);
            return List.of(new Edit.AlterTable(table.id(), newName, schema));
        });
    }

    /// Appends rows in one commit and answers how many. Meant for the rows of an INSERT; more than
    /// a delta holds go into a segment.
    public long insertRows(String name, List<Batch> batches) {
        long rows = batches.stream().mapToLong(Batch::size).sum();
        if (rows == 0) {
            return 0;
        }
        if (rows > WritableDatabase.DELTA_ROWS) {
            return insertInBulk(name, batches);
        }
        TableVersion table = requireNotUnique(require(database.visible(), name));
        EncodedRows encoded = RowEncoder.encode(table.schema(), batches);
        CatalogVersion version = database.commit(newest -> {
            requireStill(newest, table);
            return List.of(new Edit.Rows(table.id(), encoded));
        });
        version.table(table.id()).ifPresent(database::maintain);
        return rows;
    }

    private long insertInBulk(String name, List<Batch> batches) {
        try (TableSink sink = appendSink(name)) {
            try (TableSink.Part part = sink.part(0)) {
                batches.forEach(part::append);
            }
            return sink.commit();
        }
    }

    /// Opens a sink behind the rows that a table has when the sink commits.
    public TableSink appendSink(String name) {
        TableVersion table = requireNotUnique(require(database.visible(), name));
        return database.sink(table.id(), table.schema(), segments -> {
            database.indexRuns().commit(table, database.visible(), segments, sinkCommits, newest -> {
                requireStill(newest, table);
                return additions(table.id(), segments);
            });
        });
    }

    /// Opens a sink for a new table, which appears with all its rows when the sink commits; 42P07
    /// when the name is taken, now or then.
    public TableSink createTableWithSink(String name, TableSchema schema) {
        requireFree(database.visible(), name);
        return newTableSink(name, schema, (newest, create) -> {
            requireFree(newest, name);
            return List.of(create);
        });
    }

    /// Opens a sink for a table that takes the place of the one with this name, if there is one,
    /// when the sink commits.
    public TableSink replaceTableWithSink(String name, TableSchema schema) {
        return newTableSink(name, schema, (newest, create) -> {
            Optional<TableVersion> old = newest.table(name);
            return old.isPresent() ? List.of(new Edit.DropTable(old.get().id()), create) : List.of(create);
        });
    }

    private TableSink newTableSink(
            String name, TableSchema schema, BiFunction<CatalogVersion, Edit, List<Edit>> creation) {
        checkSchema(name, schema);
        int id = database.newTableId();
        Edit create = new Edit.CreateTable(id, CatalogVersion.MAIN, name, schema);
        return database.sink(id, schema, segments -> {
            sinkCommits.commit(newest -> {
                List<Edit> edits = new ArrayList<>(creation.apply(newest, create));
                edits.addAll(additions(id, segments));
                return edits;
            });
        });
    }

    /// Writes a table's delta into a segment, if it has one.
    public void flushDelta(String name) {
        database.flush(require(database.visible(), name).id());
    }

    private static List<Edit> additions(int tableId, List<SegmentDescription> segments) {
        List<Edit> edits = new ArrayList<>();
        segments.forEach(segment -> edits.add(new Edit.AddSegment(tableId, segment)));
        return edits;
    }

    private static TableVersion require(CatalogVersion catalog, String name) {
        return catalog.table(name)
                .orElseThrow(() -> AlmagestException.of(SqlState.UNDEFINED_TABLE, "there is no table " + name));
    }

    private static TableVersion requireNotUnique(TableVersion table) {
        if (hasUniqueIndex(table)) {
            throw AlmagestException.of(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            "table " + table.name() + " has a unique index, and its keys are not compared here")
                    .hint("COPY " + table.name() + " FROM 'file' loads files into it, and compares the keys");
        }
        return table;
    }

    private static boolean hasUniqueIndex(TableVersion table) {
        return table.indexes().stream().anyMatch(TableIndex::unique);
    }

    private static void requireStill(CatalogVersion newest, TableVersion table) {
        TableVersion now = newest.table(table.id())
                .orElseThrow(() -> AlmagestException.of(
                                SqlState.UNDEFINED_TABLE,
                                "table " + table.name() + " was dropped or replaced while rows were written to it")
                        .hint("run the statement again"));
        if (!now.schema().equals(table.schema())) {
            throw AlmagestException.of(
                            SqlState.SERIALIZATION_FAILURE,
                            "table " + table.name() + " was altered while rows were written to it")
                    .hint("run the statement again");
        }
        if (hasUniqueIndex(now)) {
            throw AlmagestException.of(
                            SqlState.SERIALIZATION_FAILURE,
                            "table " + table.name() + " got a unique index while rows were written to it")
                    .hint("COPY " + table.name() + " FROM 'file' compares the keys");
        }
    }

    private static void requireFree(CatalogVersion catalog, String name) {
        if (catalog.hasName(name)) {
            throw AlmagestException.of(SqlState.DUPLICATE_TABLE, "table " + name + " exists already")
                    .hint("drop it first, or choose another name");
        }
    }

    static void checkSchema(String name, TableSchema schema) {
        if (name.isEmpty() || schema.columnCount() == 0) {
            throw AlmagestException.of(
                    SqlState.INVALID_TABLE_DEFINITION, "a table needs a name and at least one column: '" + name + "'");
        }
        for (ColumnDefinition column : schema.columns()) {
            if (column.type() == ScalarType.NULL) {
                throw AlmagestException.of(
                                SqlState.INVALID_TABLE_DEFINITION,
                                "column " + column.name() + " of table " + name + " has no type")
                        .hint("cast it, such as CAST(NULL AS DOUBLE)");
            }
            if (column.id() >= IndexKeys.leastReservedId()) {
                throw AlmagestException.of(
                                SqlState.INVALID_TABLE_DEFINITION, "table " + name + " has used up the ids of columns")
                        .hint("copy it with CREATE TABLE AS");
            }
        }
    }

    private static void requireSameColumns(TableSchema before, TableSchema after) {
        boolean same = before.columnCount() == after.columnCount();
        for (int c = 0; same && c < before.columnCount(); c++) {
            ColumnDefinition old = before.column(c);
            ColumnDefinition changed = after.column(c);
            same = old.id() == changed.id()
                    && old.type().equals(changed.type())
                    && old.nullable() == changed.nullable();
        }
        if (!same) {
            throw AlmagestException.of(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "ALTER TABLE changes names, units and descriptions; columns and their types stay as they are");
        }
    }
}
