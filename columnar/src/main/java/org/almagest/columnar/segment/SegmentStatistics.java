package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.statistics.ColumnSketch;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.Value;

/// Statistics of a column over several segments, from their descriptions alone.
public final class SegmentStatistics {
    private SegmentStatistics() {}

    /// Merges what segments say of a column; empty where there is no segment.
    public static Optional<ColumnStatistics> merge(ColumnDefinition column, List<SegmentDescription> segments) {
        if (segments.isEmpty()) {
            return Optional.empty();
        }
        DataType type = column.type();
        ZoneBuilder total = ZoneBuilder.of(type.physical(), 1);
        long nulls = 0;
        long nans = 0;
        long rows = 0;
        List<ColumnSketch> sketches = new ArrayList<>();
        for (SegmentDescription segment : segments) {
            ZoneMaps zones = zones(column, segment);
            total.merge(0, zones, 0, ZoneStatistics.flip(type));
            nulls += zones.nulls()[0];
            nans += zones.nans(0);
            rows += segment.rows();
            segment.column(column.id())
                    .map(summary -> summary.statistics().sketch())
                    .or(() -> column.absent().before().isNull() ? Optional.empty() : Optional.of(ColumnSketch.NONE))
                    .ifPresent(sketches::add);
        }
        ColumnStatistics bounds = new ColumnStatistics(
                ZoneStatistics.min(type, total.zones(), 0),
                ZoneStatistics.max(type, total.zones(), 0),
                OptionalLong.of(nulls),
                type.isFloating() ? OptionalLong.of(nans) : OptionalLong.empty(),
                OptionalLong.empty());
        return Optional.of(bounds.withSketch(ColumnSketch.merge(sketches), rows - nulls));
    }

    /// Makes zone maps of one entry that speaks of a whole segment.
    static ZoneMaps zones(ColumnDefinition column, SegmentDescription segment) {
        int rows = Math.toIntExact(segment.rows());
        Optional<ColumnSummary> summary = segment.column(column.id());
        if (summary.isEmpty()) {
            return absentZones(column, rows);
        }
        ZoneMaps zones = ZoneBuilder.of(column.type().physical(), 1).zones();
        fill(zones, summary.get().statistics(), rows);
        return zones;
    }

    /// Makes zone maps of one entry that speaks of rows from before a column was added.
    static ZoneMaps absentZones(ColumnDefinition column, int rows) {
        ZoneMaps zones = ZoneBuilder.of(column.type().physical(), 1).zones();
        Value before = column.absent().before();
        boolean isNaN = before instanceof Value.OfDouble(double number) && Double.isNaN(number);
        if (before.isNull()) {
            zones.nulls()[0] = rows;
        } else if (isNaN && zones instanceof ZoneMaps.DoubleZones doubles) {
            doubles.nanCounts()[0] = rows;
        } else if (!(zones instanceof ZoneMaps.CountZones)) {
            ZoneStatistics.setBounds(zones, Optional.of(before), Optional.of(before));
        }
        return zones;
    }

    private static void fill(ZoneMaps zones, ColumnStatistics statistics, int rows) {
        int nulls = Math.toIntExact(statistics.nullCount().orElse(rows));
        int nans = Math.toIntExact(statistics.nanCount().orElse(0));
        zones.nulls()[0] = nulls;
        boolean hasValues = nulls + nans < rows || statistics.nullCount().isEmpty();
        if (zones instanceof ZoneMaps.DoubleZones doubles) {
            doubles.nanCounts()[0] = nans;
        }
        if (hasValues) {
            ZoneStatistics.setBounds(zones, statistics.min(), statistics.max());
        }
    }
}
