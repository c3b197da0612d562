package org.almagest.columnar.segment;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.type.ScalarType;

/// In how many pages a value of a column may stand, by the zone maps of numbers: the bounds of some pages
/// are looked for in all of them. Outliers count for no more than the pages that have them.
final class PageOverlap {
    private static final int SAMPLE = 64;

    private final double[] min;
    private final double[] max;
    private int pages;

    private PageOverlap(int room) {
        min = new double[room];
        max = new double[room];
    }

    /// Answers the share of the pages; empty where there are no bounds.
    static OptionalDouble of(ColumnDefinition column, List<SegmentFile> segments) {
        if (column.type() == ScalarType.UBIGINT) {
            return OptionalDouble.empty();
        }
        int room = 0;
        for (SegmentFile file : segments) {
            OpenSegment segment = file.open();
            OptionalInt position = segment.position(column.id());
            if (position.isEmpty()) {
                return OptionalDouble.empty();
            }
            room += segment.footer().zones().get(position.getAsInt()).entries();
        }
        PageOverlap overlap = new PageOverlap(room);
        for (SegmentFile file : segments) {
            SegmentFooter footer = file.open().footer();
            int position = file.open().position(column.id()).orElseThrow();
            if (!overlap.add(footer.zones().get(position), footer.rowGroups())) {
                return OptionalDouble.empty();
            }
        }
        return overlap.share();
    }

    /// Adds the pages of a segment; answers whether they have numbers for bounds.
    private boolean add(ZoneMaps zones, int rowGroups) {
        int ofPages = zones.entries() - rowGroups;
        switch (zones) {
            case ZoneMaps.LongZones(var nulls, var bounded, var least, var greatest) -> {
                for (int e = 0; e < ofPages; e++) {
                    add(bounded[e], least[e], greatest[e]);
                }
                return true;
            }
            case ZoneMaps.DoubleZones(var nulls, var bounded, var nans, var least, var greatest) -> {
                for (int e = 0; e < ofPages; e++) {
                    add(bounded[e], least[e], greatest[e]);
                }
                return true;
            }
            case ZoneMaps.HugeZones _, ZoneMaps.BytesZones _, ZoneMaps.CountZones _ -> {
                return false;
            }
        }
    }

    private void add(byte bounded, double least, double greatest) {
        if (bounded == ZoneMaps.BOUNDED) {
            min[pages] = least;
            max[pages] = greatest;
            pages++;
        }
    }

    private OptionalDouble share() {
        if (pages == 0) {
            return OptionalDouble.empty();
        }
        int sampled = Math.min(SAMPLE, pages);
        long met = 0;
        for (int s = 0; s < sampled; s++) {
            int page = (int) ((long) s * pages / sampled);
            met += pagesWith(min[page]) + pagesWith(max[page]);
        }
        return OptionalDouble.of(met / (2.0 * sampled * pages));
    }

    private int pagesWith(double value) {
        int met = 0;
        for (int page = 0; page < pages; page++) {
            met += min[page] <= value && value <= max[page] ? 1 : 0;
        }
        return met;
    }
}
