package org.almagest.rowstore;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.segment.DeletedRows;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.manifest.StoredSegment;
import org.almagest.rowstore.manifest.TableVersion;

/// What a transaction has deleted from a table, as edits of the newest version: first committer wins.
///
/// ```text
/// rows of a segment       that another deleted, or whose segment is gone: 40001
///                         all that are left: the segment goes
/// rows of the delta       that another deleted, or that a flush has moved into a segment: 40001
/// rows of its own         lie behind what others have appended meanwhile
/// ```
final class DeleteEdits {
    private DeleteEdits() {}

    /// Adds the edits; they come behind those that bring the transaction's own rows.
    ///
    /// @param before the table that the transaction started from, `now` the newest one, before the edits
    /// @param rewritten whether the edits bring the delta's rows anew
    static void add(
            List<Edit> edits,
            Optional<TableVersion> before,
            Optional<TableVersion> now,
            TableVersion mine,
            boolean rewritten) {
        for (StoredSegment segment : mine.segments()) {
            String name = segment.description().path();
            Optional<StoredSegment> old = before.flatMap(table -> table.segment(name));
            DeletedRows rows =
                    segment.deleted().minus(old.map(StoredSegment::deleted).orElse(DeletedRows.NONE));
            if (!rows.isEmpty()) {
                StoredSegment newest = old.isEmpty()
                        ? segment.withDeleted(DeletedRows.NONE)
                        : now.flatMap(table -> table.segment(name)).orElseThrow(() -> conflict(mine));
                requireApart(newest.deleted(), rows, mine);
                boolean all = newest.liveRows() == rows.count();
                edits.add(all ? new Edit.DropSegment(mine.id(), name) : new Edit.Deletes(mine.id(), name, rows));
            }
        }
        DeletedRows ofDelta = ofDelta(before, now, mine, rewritten);
        if (!ofDelta.isEmpty()) {
            edits.add(new Edit.DeltaDeletes(mine.id(), ofDelta));
        }
    }

    private static DeletedRows ofDelta(
            Optional<TableVersion> before, Optional<TableVersion> now, TableVersion mine, boolean rewritten) {
        int rowsBefore = before.map(DeleteEdits::deltaRows).orElse(0);
        int rowsNow = now.map(DeleteEdits::deltaRows).orElse(0);
        DeletedRows own = mine.delta().deleted().from(rowsBefore).shifted(rowsNow);
        if (before.isEmpty() || now.isEmpty()) {
            return own;
        }
        DeletedRows gone = now.get().delta().deleted();
        DeletedRows rows = mine.delta()
                .deleted()
                .before(rowsBefore)
                .minus(before.get().delta().deleted());
        if (!rows.isEmpty()) {
            if (now.get().deltaLsn() != before.get().deltaLsn()) {
                throw TransactionCommit.conflict(
                        "inserted rows of table " + mine.objectName() + " were moved into a segment");
            }
            requireApart(gone, rows, mine);
        }
        return rows.plus(own).plus(rewritten ? gone : DeletedRows.NONE);
    }

    private static int deltaRows(TableVersion table) {
        return Math.toIntExact(table.delta().rowCount());
    }

    private static void requireApart(DeletedRows gone, DeletedRows rows, TableVersion table) {
        if (gone.intersects(rows)) {
            throw conflict(table);
        }
    }

    private static RuntimeException conflict(TableVersion table) {
        return TransactionCommit.conflict("rows of table " + table.objectName() + " were deleted or updated");
    }
}
