package org.almagest.rowstore.manifest;

import java.util.List;
import java.util.Map;
import org.almagest.rowstore.log.Edit;

/// What edits make of the indexes of a table. Fails with an `IllegalArgumentException` for edits that
/// do not fit it.
final class IndexChange {
    private IndexChange() {}

    static TableVersion created(TableVersion table, Edit.CreateIndex create) {
        TableIndex index = new TableIndex(
                create.name(), create.method(), create.columnIds(), create.unique(), create.primary(), Map.of());
        require(table.index(create.name()).isEmpty() && index.fits(table.schema()), create, "a new name and columns");
        return table.withIndex(index);
    }

    static TableVersion withRun(TableVersion table, Edit.AddRun add, long lsn) {
        long rows = table.segments().stream()
                .filter(each -> each.description().path().equals(add.segmentFileName()))
                .mapToLong(each -> each.description().rows())
                .findFirst()
                .orElse(-1);
        TableIndex index = table.index(add.index())
                .filter(each -> !each.runs().containsKey(add.segmentFileName()))
                .filter(each ->
                        each.isSample() ? add.run().rows() <= rows : add.run().rows() == rows)
                .orElseThrow(() -> new IllegalArgumentException(
                        add + " needs an index of the table and a segment of as many rows without a run"));
        return table.withIndex(index.plus(add.segmentFileName(), new StoredSegment(add.run(), lsn)));
    }

    static TableVersion without(TableVersion table, Edit.DropIndex drop, List<Retired> retired) {
        TableIndex index = table.index(drop.name())
                .orElseThrow(() -> new IllegalArgumentException(drop + " needs the name of an index of the table"));
        index.runs().values().forEach(run -> retired.add(new Retired.Segment(table.id(), run)));
        return table.withoutIndex(drop.name());
    }

    /// Answers the table without the runs of a segment that goes.
    static TableVersion withoutRuns(TableVersion table, String segment, List<Retired> retired) {
        TableVersion left = table;
        for (TableIndex index : table.indexes()) {
            StoredSegment run = index.runs().get(segment);
            if (run != null) {
                retired.add(new Retired.Segment(table.id(), run));
                left = left.withIndex(index.without(segment));
            }
        }
        return left;
    }

    private static void require(boolean condition, Edit edit, String expected) {
        if (!condition) {
            throw new IllegalArgumentException(edit + " needs " + expected);
        }
    }
}
