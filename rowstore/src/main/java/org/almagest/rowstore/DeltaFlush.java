package org.almagest.rowstore;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.almagest.columnar.scan.AllRows;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.Clustering;
import org.almagest.columnar.segment.DeletedRows;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.columnar.vector.Batch;
import org.almagest.rowstore.delta.DeltaScannable;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.TableVersion;

/// Copies a delta, as of a snapshot, into segments and puts them in its place in one commit. Rows
/// that are inserted meanwhile stay in the delta, and deletes are carried over. Nothing happens when the table is
/// dropped or its
/// delta flushed meanwhile.
final class DeltaFlush {
    private final WritableDatabase database;
    private final TableVersion table;
    private final long lsn;

    /// Flushes the rows of commits up to `lsn`, the snapshot's.
    DeltaFlush(WritableDatabase database, TableVersion table, long lsn) {
        this.database = database;
        this.table = table;
        this.lsn = lsn;
    }

    void run() {
        try (TableSink sink = database.sink(table.id(), table.schema(), this::commit)) {
            try (TableSink.Part part = sink.part(0)) {
                copy(new DeltaScannable(table.name(), table.schema(), table.delta()), part);
            }
            sink.commit();
        } catch (SupersededException gone) {
            // The sink has removed what it wrote.
        }
    }

    /// Appends all rows of a delta to a part.
    static void copy(DeltaScannable rows, TableSink.Part part) {
        List<Integer> columns =
                IntStream.range(0, rows.schema().columnCount()).boxed().toList();
        try (AllRows all = AllRows.of(rows, columns)) {
            Batch batch = new Batch(columns.size());
            while (all.next(batch)) {
                part.append(batch);
            }
        }
    }

    private void commit(List<SegmentDescription> segments) {
        database.indexRuns().commit(table, database.visible(), segments, database::commit, newest -> {
            TableVersion now = requireUnchanged(newest);
            List<Edit> edits = new ArrayList<>();
            segments.forEach(segment -> edits.add(new Edit.AddSegment(table.id(), segment)));
            addDeletes(now, segments, edits);
            edits.add(new Edit.ClearDelta(table.id(), lsn));
            return edits;
        });
    }

    private TableVersion requireUnchanged(CatalogVersion newest) {
        return newest.table(table.id())
                .filter(now -> now.deltaLsn() == table.deltaLsn())
                .orElseThrow(SupersededException::new);
    }

    /// Deletes from the segments what was deleted from the delta meanwhile: rows are there in the delta's order, unless
    /// the table's layout has brought them into another.
    private void addDeletes(TableVersion now, List<SegmentDescription> segments, List<Edit> edits) {
        DeletedRows before = table.delta().deleted();
        DeletedRows meanwhile = now.delta()
                .deleted()
                .before(Math.toIntExact(table.delta().rowCount()))
                .minus(before);
        if (meanwhile.isEmpty()) {
            return;
        }
        if (!(table.schema().layout().clustering() instanceof Clustering.FileOrder)) {
            throw new SupersededException();
        }
        DeletedRows moved = meanwhile.without(before);
        int first = 0;
        for (SegmentDescription segment : segments) {
            int rows = Math.toIntExact(segment.rows());
            DeletedRows ofSegment = moved.from(first).before(rows);
            if (!ofSegment.isEmpty()) {
                edits.add(new Edit.Deletes(table.id(), segment.path(), ofSegment));
            }
            first += rows;
        }
    }

    /// The delta that was copied is not the table's any more.
    private static final class SupersededException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
