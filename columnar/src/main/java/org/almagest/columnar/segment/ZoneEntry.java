package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.almagest.columnar.schema.ColumnDefinition;

/// An entry of a column's zone maps and the rows that it speaks of.
record ZoneEntry(ZoneMaps zones, int index, int rows) {
    ColumnFilter.Verdict judge(ColumnFilter filter) {
        return filter.zone(zones, index, rows);
    }

    int nulls() {
        return zones.nulls()[index];
    }

    /// Answers the entry of a segment as its description has it.
    static List<ZoneEntry> ofSegment(ColumnDefinition column, SegmentDescription segment) {
        int rows = Math.toIntExact(segment.rows());
        return List.of(new ZoneEntry(SegmentStatistics.zones(column, segment), 0, rows));
    }

    static List<ZoneEntry> ofRowGroup(ColumnDefinition column, OpenSegment segment, int rowGroup) {
        SegmentFooter footer = segment.footer();
        int rows = footer.rowGroupRows()[rowGroup];
        OptionalInt position = segment.position(column.id());
        if (position.isEmpty()) {
            return List.of(ofAbsent(column, rows));
        }
        int pages = footer.directories().get(position.getAsInt()).pages();
        return List.of(new ZoneEntry(footer.zones().get(position.getAsInt()), pages + rowGroup, rows));
    }

    /// Answers the entries of the pages of the 16,384 rows or less from `first` on.
    static List<ZoneEntry> ofCell(ColumnDefinition column, OpenSegment segment, int rowGroup, int first, int rows) {
        OptionalInt position = segment.position(column.id());
        if (position.isEmpty()) {
            return List.of(ofAbsent(column, rows));
        }
        ZoneMaps zones = segment.footer().zones().get(position.getAsInt());
        PageDirectory directory = segment.footer().directories().get(position.getAsInt());
        List<ZoneEntry> entries = new ArrayList<>();
        int end = directory.chunkStart()[rowGroup + 1];
        for (int p = directory.pageOf(rowGroup, first); p < end && directory.firstRow()[p] < first + rows; p++) {
            entries.add(new ZoneEntry(zones, p, directory.rows()[p]));
        }
        return entries;
    }

    /// Answers what is known of a column that a segment lacks: every row has what rows from before it
    /// have.
    static ZoneEntry ofAbsent(ColumnDefinition column, int rows) {
        return new ZoneEntry(SegmentStatistics.absentZones(column, rows), 0, rows);
    }
}
