package org.almagest.sql.session;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Combinations;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.segment.ColumnStorage;
import org.almagest.columnar.segment.SegmentFile;
import org.almagest.columnar.statistics.DensityMap;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.cast.TextForm;
import org.almagest.rowstore.TableSnapshot;

/// SHOW STATS: a row for each column of a table with what its statistics say; values as text. The
/// footers of its segments tell what is sorted.
final class StatisticsListing {
    private static final double[] RANKS = {0.01, 0.25, 0.5, 0.75, 0.99};

    /// The places of two columns of the listing.
    private static final int ROWS = 2;

    private static final int DISTINCT = 5;

    private static final List<ResultColumn> BY_COLUMN = List.of(
            Session.column("column_name", ScalarType.VARCHAR),
            Session.column("column_type", ScalarType.VARCHAR),
            Session.column("rows", ScalarType.BIGINT),
            Session.column("nulls", ScalarType.BIGINT),
            Session.column("nans", ScalarType.BIGINT),
            Session.column("distinct", ScalarType.BIGINT),
            Session.column("min", ScalarType.VARCHAR),
            Session.column("p01", ScalarType.VARCHAR),
            Session.column("p25", ScalarType.VARCHAR),
            Session.column("p50", ScalarType.VARCHAR),
            Session.column("p75", ScalarType.VARCHAR),
            Session.column("p99", ScalarType.VARCHAR),
            Session.column("max", ScalarType.VARCHAR),
            Session.column("sky_cells", ScalarType.BIGINT),
            Session.column("sorted_rows", ScalarType.BIGINT),
            Session.column("bytes", ScalarType.BIGINT));

    static final List<ResultColumn> COLUMNS =
            Stream.concat(BY_COLUMN.stream(), SampleListing.COLUMNS.stream()).toList();

    private StatisticsListing() {}

    static List<List<Value>> rows(TableSnapshot table) {
        List<List<Value>> rows = new ArrayList<>();
        for (int c = 0; c < table.schema().columnCount(); c++) {
            rows.add(row(table, c));
        }
        table.combinations().forEach(group -> rows.add(row(table, group)));
        return rows;
    }

    /// Answers the row of columns whose combinations were counted.
    private static List<Value> row(TableSnapshot table, Combinations group) {
        List<Value> row = new ArrayList<>(Collections.nCopies(COLUMNS.size(), Value.NULL));
        String names = group.columns().stream()
                .sorted()
                .map(position -> table.schema().column(position).name())
                .collect(Collectors.joining(", "));
        row.set(0, Value.of("(" + names + ")"));
        row.set(ROWS, number(table.rowCount()));
        row.set(DISTINCT, Value.of(group.count()));
        row.set(BY_COLUMN.size(), Value.of(group.countedRows()));
        row.set(COLUMNS.size() - 1, Value.of(group.isStale(table.rowCount().orElse(0))));
        return row;
    }

    private static List<Value> row(TableSnapshot table, int position) {
        ColumnDefinition column = table.schema().column(position);
        DataType type = column.type();
        Optional<ColumnStatistics> known = table.statistics(position);
        List<Value> row = new ArrayList<>();
        row.add(Value.of(column.name()));
        row.add(Value.of(type.sqlName()));
        row.add(number(table.rowCount()));
        row.add(number(known.map(ColumnStatistics::nullCount).orElse(OptionalLong.empty())));
        row.add(
                type.isFloating()
                        ? number(known.map(ColumnStatistics::nanCount).orElse(OptionalLong.empty()))
                        : Value.NULL);
        row.add(number(known.map(ColumnStatistics::distinct).orElse(OptionalLong.empty())));
        row.add(text(type, known.flatMap(ColumnStatistics::min)));
        Optional<double[]> quantiles =
                known.flatMap(statistics -> statistics.sketch().quantiles()).map(points -> points.quantiles(RANKS));
        for (int i = 0; i < RANKS.length; i++) {
            int rank = i;
            row.add(text(type, quantiles.map(values -> value(type, values[rank]))));
        }
        row.add(text(type, known.flatMap(ColumnStatistics::max)));
        row.add(known.flatMap(statistics -> statistics.sketch().density())
                .map(DensityMap::filledCells)
                .map(cells -> Value.of((long) cells))
                .orElse(Value.NULL));
        row.add(Value.of(sortedRows(table, column.id())));
        row.add(Value.of(storedBytes(table, column.id())));
        row.addAll(SampleListing.cells(table, position));
        return row;
    }

    private static long sortedRows(TableSnapshot table, int columnId) {
        return table.segments().stream()
                .mapToLong(segment ->
                        segment.storage(columnId).orElse(ColumnStorage.NONE).sortedRows())
                .sum();
    }

    private static long storedBytes(TableSnapshot table, int columnId) {
        long bytes = 0;
        for (SegmentFile segment : table.segments()) {
            bytes += segment.description()
                    .column(columnId)
                    .map(summary -> summary.storedBytes())
                    .orElse(0L);
        }
        return bytes;
    }

    private static Value number(OptionalLong number) {
        return number.isPresent() ? Value.of(number.getAsLong()) : Value.NULL;
    }

    /// Makes a value of a type of a number as it is stored.
    private static Value value(DataType type, double number) {
        if (type.isFloating()) {
            return Value.of(number);
        }
        var whole = new BigDecimal(number).setScale(0, RoundingMode.HALF_UP).toBigInteger();
        if (type == ScalarType.INTERVAL) {
            return Value.of(IntervalValue.ofLength(whole).number());
        }
        return switch (type.physical()) {
            case HUGE -> Value.of(whole);
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE, BYTES, ARRAY -> Value.of(whole.longValue());
        };
    }

    private static Value text(DataType type, Optional<Value> value) {
        if (value.isEmpty() || value.get().isNull()) {
            return Value.NULL;
        }
        ColumnVector cell = ColumnVector.allocate(type, 1);
        Cells.set(cell, 0, value.get());
        return Value.of(TextForm.of(type, cell, 0));
    }
}
