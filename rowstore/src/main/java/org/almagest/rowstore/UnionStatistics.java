package org.almagest.rowstore;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.statistics.ColumnSketch;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;

/// Adds up what the parts of a table know of a column. What one part does not know, the whole does
/// not know; different values are counted by merging sketches.
final class UnionStatistics {
    private UnionStatistics() {}

    /// Merges what parts know of a column.
    ///
    /// @param stored how many rows each has that its statistics speak of, those that are deleted included
    static Optional<ColumnStatistics> of(List<Scannable> parts, List<Long> stored, int column) {
        Optional<ColumnStatistics> sum = parts.getFirst().statistics(column);
        long rows = stored.getFirst();
        DataType type = parts.getFirst().schema().column(column).type();
        for (int p = 1; p < parts.size(); p++) {
            Optional<ColumnStatistics> next = parts.get(p).statistics(column);
            if (sum.isEmpty() || next.isEmpty()) {
                return Optional.empty();
            }
            sum = Optional.of(plus(sum.get(), rows, next.get(), stored.get(p), type));
            rows += stored.get(p);
        }
        return sum;
    }

    private static ColumnStatistics plus(
            ColumnStatistics a, long aRows, ColumnStatistics b, long bRows, DataType type) {
        boolean aBare = hasNoValue(a, aRows);
        boolean bBare = hasNoValue(b, bRows);
        ColumnStatistics sum = new ColumnStatistics(
                bound(a, aBare, b, bBare, ColumnStatistics::min, -1, type),
                bound(a, aBare, b, bBare, ColumnStatistics::max, 1, type),
                plus(a.nullCount(), b.nullCount()),
                plus(a.nanCount(), b.nanCount()),
                OptionalLong.empty());
        long values = aRows + bRows - sum.nullCount().orElse(0);
        return sum.withSketch(ColumnSketch.merge(List.of(a.sketch(), b.sketch())), values);
    }

    /// Answers whether every row is known to be NULL or NaN, so that there is nothing to bound.
    private static boolean hasNoValue(ColumnStatistics statistics, long rows) {
        long nans = statistics.nanCount().orElse(0);
        return statistics.nullCount().isPresent() && statistics.nullCount().getAsLong() + nans == rows;
    }

    private static Optional<Value> bound(
            ColumnStatistics a,
            boolean aBare,
            ColumnStatistics b,
            boolean bBare,
            Function<ColumnStatistics, Optional<Value>> side,
            int sign,
            DataType type) {
        if (aBare || bBare) {
            return aBare ? side.apply(b) : side.apply(a);
        }
        return side.apply(a)
                .flatMap(left -> side.apply(b).map(right -> compare(left, right, type) * sign > 0 ? left : right));
    }

    private static int compare(Value left, Value right, DataType type) {
        if (left instanceof Value.OfLong(long a) && right instanceof Value.OfLong(long b)) {
            return type == ScalarType.UBIGINT ? Long.compareUnsigned(a, b) : Long.compare(a, b);
        }
        if (left instanceof Value.OfDouble(double a) && right instanceof Value.OfDouble(double b)) {
            return Double.compare(a, b);
        }
        if (left instanceof Value.OfHuge(var a) && right instanceof Value.OfHuge(var b)) {
            return a.compareTo(b);
        }
        if (left instanceof Value.OfText(String a) && right instanceof Value.OfText(String b)) {
            return java.util.Arrays.compareUnsigned(
                    a.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    b.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        throw new IllegalStateException("bounds of one column must be alike: " + left + ", " + right);
    }

    private static OptionalLong plus(OptionalLong a, OptionalLong b) {
        return a.isPresent() && b.isPresent() ? OptionalLong.of(a.getAsLong() + b.getAsLong()) : OptionalLong.empty();
    }
}
