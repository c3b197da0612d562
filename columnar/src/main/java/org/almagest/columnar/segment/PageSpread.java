package org.almagest.columnar.segment;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.type.ScalarType;

/// How far the values of a page lie apart, from the zone maps of integer columns.
final class PageSpread {
    private PageSpread() {}

    /// Answers the average width of a page's values as a share of that of all values; empty where
    /// there are no bounds or all values are the same.
    static OptionalDouble of(ColumnDefinition column, List<SegmentFile> segments) {
        if (column.type() == ScalarType.UBIGINT) {
            return OptionalDouble.empty();
        }
        double widths = 0;
        int pages = 0;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (SegmentFile file : segments) {
            OpenSegment segment = file.open();
            OptionalInt position = segment.position(column.id());
            if (position.isEmpty()
                    || !(segment.footer().zones().get(position.getAsInt()) instanceof ZoneMaps.LongZones zones)) {
                return OptionalDouble.empty();
            }
            int ofPages = zones.entries() - segment.footer().rowGroups();
            for (int e = 0; e < ofPages; e++) {
                if (zones.bounded()[e] == ZoneMaps.BOUNDED) {
                    widths += (double) zones.max()[e] - zones.min()[e];
                    least = Math.min(least, zones.min()[e]);
                    greatest = Math.max(greatest, zones.max()[e]);
                    pages++;
                }
            }
        }
        return pages == 0 || greatest <= least
                ? OptionalDouble.empty()
                : OptionalDouble.of(widths / pages / (greatest - least));
    }
}
