package org.almagest.columnar.scan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a scan would read of a source, counted from zone maps without reading a page.
///
/// Pages are one column's, as in `ScanMetrics`. `rowsLeft` stand in pages that zone maps do not rule out,
/// `rowsCertain` in pages of which they say that every row satisfies all predicates: what comes out lies
/// between the two. `runs` are the stretches of neighbouring pages that are left. Bloom filters are not
/// asked: `bloomFilters` says how many row groups' would be.
///
/// @param columns what there is of each column that is read
public record ScanSurvey(
        long rows,
        long rowsLeft,
        long rowsCertain,
        long pages,
        long pagesLeft,
        long bytes,
        long bytesLeft,
        long runs,
        long bloomFilters,
        List<Column> columns) {
    /// What it takes to decode a page.
    public enum Decoding {
        /// One value, or runs of them.
        REPEATED,
        /// Packed integers, codes of a dictionary, plain numbers.
        PACKED,
        /// Floats made of packed integers.
        REAL,
        /// Text, each value by itself.
        TEXT,
        /// A page in the form of a block codec.
        SQUEEZED
    }

    /// How many values of a column stand in pages that are left, by the effort of decoding them.
    ///
    /// @param position of the column in the schema
    public record Column(int position, Map<Decoding, Long> values) {
        public Column {
            values = Map.copyOf(values);
        }

        private Column plus(Column other) {
            Map<Decoding, Long> sum = new EnumMap<>(Decoding.class);
            sum.putAll(values);
            other.values.forEach((decoding, count) -> sum.merge(decoding, count, Long::sum));
            return new Column(position, sum);
        }
    }

    public ScanSurvey {
        columns = List.copyOf(columns);
        if (rowsCertain > rowsLeft || rowsLeft > rows || pagesLeft > pages || bytesLeft > bytes) {
            throw new IllegalArgumentException("more is left than there is: " + rowsLeft + " of " + rows + " rows");
        }
    }

    /// Answers the survey of rows of which no zone map says anything.
    public static ScanSurvey unknown(long rows) {
        return unknown(rows, rows);
    }

    /// Answers the survey of rows of which nothing is known but that zone maps leave some.
    public static ScanSurvey unknown(long rows, long rowsLeft) {
        return new ScanSurvey(rows, rowsLeft, 0, 0, 0, 0, 0, 0, 0, List.of());
    }

    /// Adds two surveys, such as those of a table's segments and of its delta.
    public ScanSurvey plus(ScanSurvey other) {
        return new ScanSurvey(
                rows + other.rows,
                rowsLeft + other.rowsLeft,
                rowsCertain + other.rowsCertain,
                pages + other.pages,
                pagesLeft + other.pagesLeft,
                bytes + other.bytes,
                bytesLeft + other.bytesLeft,
                runs + other.runs,
                bloomFilters + other.bloomFilters,
                sum(columns, other.columns));
    }

    private static List<Column> sum(List<Column> some, List<Column> others) {
        List<Column> sum = new ArrayList<>(some);
        for (Column other : others) {
            int at = sum.stream().map(Column::position).toList().indexOf(other.position());
            if (at < 0) {
                sum.add(other);
            } else {
                sum.set(at, sum.get(at).plus(other));
            }
        }
        return sum;
    }
}
