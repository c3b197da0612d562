package org.almagest.rowstore;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.almagest.columnar.scan.AllRows;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.columnar.vector.Batch;
import org.almagest.rowstore.delta.DeltaScannable;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.TableVersion;

/// Copies a delta, as of a snapshot, into segments and puts them in its place in one commit. Rows
/// that are inserted meanwhile stay in the delta. Nothing happens when the table is dropped or its
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
            requireUnchanged(newest);
            List<Edit> edits = new ArrayList<>();
            segments.forEach(segment -> edits.add(new Edit.AddSegment(table.id(), segment)));
            edits.add(new Edit.ClearDelta(table.id(), lsn));
            return edits;
        });
    }

    private void requireUnchanged(CatalogVersion newest) {
        boolean same = newest.table(table.id())
                .filter(now -> now.deltaLsn() == table.deltaLsn())
                .isPresent();
        if (!same) {
            throw new SupersededException();
        }
    }

    /// The delta that was copied is not the table's any more.
    private static final class SupersededException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
