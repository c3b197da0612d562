package org.almagest.columnar.segment;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.Fault;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.statistics.DensityMap;
import org.almagest.columnar.statistics.DistinctSketch;
import org.almagest.columnar.statistics.Quantiles;
import org.almagest.columnar.type.ScalarType;

/// Holds what the catalog says of a column of a segment to the footer and to the values: bounds and
/// counts must be the same, the sketch of distinct values that of the values, quantiles and density
/// map possible. One thread.
final class SummaryCheck {
    /// How far rounded counts may be off together.
    private static final double ROUNDED = 1.07;

    private final SegmentDescription description;
    private final OpenSegment segment;
    private final int position;
    private final ColumnDefinition column;
    private final List<Fault> faults;

    SummaryCheck(SegmentDescription description, OpenSegment segment, int position, List<Fault> faults) {
        this.description = description;
        this.segment = segment;
        this.position = position;
        this.faults = faults;
        column = segment.footer().schema().column(position);
    }

    /// `registers` have seen all values; empty when some could not be read.
    void run(Optional<byte[]> registers) {
        Optional<ColumnSummary> summary = description.column(column.id());
        if (summary.isEmpty()) {
            fault("a column that the catalog does not know", "one of its columns");
            return;
        }
        PageDirectory directory = segment.footer().directories().get(position);
        ZoneMaps zones = segment.footer().zones().get(position);
        expect("bytes", summary.get().storedBytes(), directory.storedBytes());
        ColumnStatistics stored = summary.get().statistics();
        ColumnStatistics actual = ZoneStatistics.of(column.type(), zones, directory.pages(), directory.rowGroups());
        expect("min", stored.min(), actual.min());
        expect("max", stored.max(), actual.max());
        expect("NULL rows", stored.nullCount(), actual.nullCount());
        expect("NaN rows", stored.nanCount(), actual.nanCount());
        registers.ifPresent(seen -> stored.sketch().distinct().ifPresent(sketch -> check(sketch, seen)));
        stored.sketch().quantiles().ifPresent(quantiles -> check(quantiles, zones, directory));
        stored.sketch().density().ifPresent(map -> check(map, actual));
    }

    private void check(DistinctSketch stored, byte[] registers) {
        DistinctSketch actual = DistinctSketch.of(registers).fold(stored.bits()).asStored();
        if (!stored.equals(actual)) {
            fault("a sketch of " + stored, actual.toString());
        }
    }

    private void check(Quantiles quantiles, ZoneMaps zones, PageDirectory directory) {
        double[] points = quantiles.points();
        ZoneBuilder total = ZoneBuilder.of(column.type().physical(), 1);
        for (int g = 0; g < directory.rowGroups(); g++) {
            total.merge(0, zones, directory.pages() + g, ZoneStatistics.flip(column.type()));
        }
        double[] bounds = bounds(total.zones());
        if (points[0] < bounds[0] || points[points.length - 1] > bounds[1]) {
            fault(
                    "quantiles from " + points[0] + " to " + points[points.length - 1],
                    "some within " + bounds[0] + " to " + bounds[1]);
        }
    }

    private double[] bounds(ZoneMaps zones) {
        return switch (zones) {
            case ZoneMaps.LongZones longs -> new double[] {number(longs.min()[0]), number(longs.max()[0])};
            case ZoneMaps.DoubleZones doubles -> new double[] {doubles.min()[0], doubles.max()[0]};
            case ZoneMaps.HugeZones huge ->
                new double[] {
                    ZoneStatistics.huge(huge.minHigh()[0], huge.minLow()[0]).doubleValue() - 1e24,
                    ZoneStatistics.huge(huge.maxHigh()[0], huge.maxLow()[0]).doubleValue() + 1e24
                };
            case ZoneMaps.BytesZones _, ZoneMaps.CountZones _ ->
                new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        };
    }

    private double number(long value) {
        return column.type() == ScalarType.UBIGINT && value < 0 ? value + 0x1p64 : value;
    }

    private void check(DensityMap map, ColumnStatistics actual) {
        long most = description.rows() - actual.nullCount().orElse(0);
        if (map.total() > most * ROUNDED) {
            fault("a density map of " + map.total() + " positions", "at most " + most);
        }
    }

    private void expect(String what, Object stored, Object actual) {
        if (!stored.equals(actual)) {
            fault("statistics in the catalog with " + what + " " + stored, what + " " + actual);
        }
    }

    private void fault(String found, String expected) {
        faults.add(new Fault(description.path(), "column " + column.name(), found, expected));
    }
}
