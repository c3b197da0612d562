package org.almagest.columnar.scan;

import java.util.EnumMap;
import java.util.Map;

/// What a scan would read of a source, counted from zone maps without reading a page.
///
/// Pages are one column's, as in `ScanMetrics`. `rowsLeft` stand in pages that zone maps do not rule out,
/// `rowsCertain` in pages of which they say that every row satisfies all predicates: what comes out lies
/// between the two. `runs` are the stretches of neighbouring pages that are left. Bloom filters are not
/// asked.
///
/// @param values how many values of the columns stand in pages that are left, by the effort of decoding them
/// @param allValues the same of all pages
public record ScanSurvey(
        long rows,
        long rowsLeft,
        long rowsCertain,
        long pages,
        long pagesLeft,
        long bytes,
        long bytesLeft,
        long runs,
        Map<Decoding, Long> values,
        Map<Decoding, Long> allValues) {
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

    public ScanSurvey {
        values = Map.copyOf(values);
        allValues = Map.copyOf(allValues);
        if (rowsCertain > rowsLeft || rowsLeft > rows || pagesLeft > pages || bytesLeft > bytes) {
            throw new IllegalArgumentException("more is left than there is: " + rowsLeft + " of " + rows + " rows");
        }
    }

    /// Answers the survey of rows of which no zone map says anything.
    public static ScanSurvey unknown(long rows) {
        return new ScanSurvey(rows, rows, 0, 0, 0, 0, 0, 0, Map.of(), Map.of());
    }

    /// Adds two surveys, such as those of a table's segments.
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
                sum(values, other.values),
                sum(allValues, other.allValues));
    }

    private static Map<Decoding, Long> sum(Map<Decoding, Long> a, Map<Decoding, Long> b) {
        Map<Decoding, Long> sum = new EnumMap<>(Decoding.class);
        a.forEach((decoding, count) -> sum.merge(decoding, count, Long::sum));
        b.forEach((decoding, count) -> sum.merge(decoding, count, Long::sum));
        return sum;
    }
}
