package org.almagest.columnar.segment;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.Fault;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.statistics.ColumnSketch;
import org.almagest.columnar.statistics.DensityMap;

/// Holds what the catalog says of a column of a segment to the footer and to the values: bounds and
/// counts must be the same, the sketches those that the values make, the density map possible. One
/// thread.
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

    /// `sketcher` has seen all values; empty when some could not be read.
    void run(Optional<ColumnSketcher> sketcher) {
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
        sketcher.ifPresent(seen -> check(stored.sketch(), seen, actual));
        stored.sketch().density().ifPresent(map -> check(map, actual));
    }

    private void check(ColumnSketch stored, ColumnSketcher seen, ColumnStatistics bounds) {
        long numbers = description.rows()
                - bounds.nullCount().orElse(0)
                - bounds.nanCount().orElse(0);
        ColumnSketch actual = seen.sketch(description.bytes(), numbers);
        try {
            stored.distinct()
                    .filter(sketch -> !actual.distinct().equals(Optional.of(sketch)))
                    .ifPresent(sketch -> fault("a sketch of " + sketch, text(actual.distinct())));
            stored.quantiles()
                    .filter(quantiles -> !actual.quantiles().equals(Optional.of(quantiles)))
                    .ifPresent(quantiles -> fault(quantiles.toString(), text(actual.quantiles())));
        } catch (CorruptionException damage) {
            fault(damage.found(), damage.expected());
        }
    }

    private static String text(Optional<?> sketch) {
        return sketch.map(Object::toString).orElse("none");
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
