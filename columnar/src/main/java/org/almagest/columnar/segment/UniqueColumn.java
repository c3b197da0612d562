package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.almagest.columnar.schema.ColumnDefinition;

/// Tells whether a column's values are all different, from what is stored of them alone: each row
/// group ascends, and no two of them overlap. Integers only; of others nothing is said.
final class UniqueColumn {
    private record Bounds(long low, long high) {}

    private UniqueColumn() {}

    static boolean isUnique(ColumnDefinition column, List<SegmentFile> segments) {
        long flip = ZoneStatistics.flip(column.type());
        List<Bounds> rowGroups = new ArrayList<>();
        for (SegmentFile file : segments) {
            OpenSegment segment = file.open();
            OptionalInt position = segment.position(column.id());
            if (position.isEmpty() || !collect(segment.footer(), position.getAsInt(), flip, rowGroups)) {
                return false;
            }
        }
        rowGroups.sort(Comparator.comparingLong(Bounds::low));
        for (int i = 1; i < rowGroups.size(); i++) {
            if (rowGroups.get(i).low() <= rowGroups.get(i - 1).high()) {
                return false;
            }
        }
        return true;
    }

    /// Adds the bounds of the row groups; answers false where one does not ascend.
    private static boolean collect(SegmentFooter footer, int position, long flip, List<Bounds> out) {
        if (!(footer.zones().get(position) instanceof ZoneMaps.LongZones zones)) {
            return false;
        }
        for (int e = zones.entries() - footer.rowGroups(); e < zones.entries(); e++) {
            if (footer.sorted().order(position, e) != SortedRows.ASCENDING || zones.bounded()[e] != ZoneMaps.BOUNDED) {
                return false;
            }
            out.add(new Bounds(zones.min()[e] ^ flip, zones.max()[e] ^ flip));
        }
        return true;
    }
}
