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

    static Optional<ColumnStatistics> of(List<Scannable> parts, int column) {
        Optional<ColumnStatistics> sum = parts.getFirst().statistics(column);
        OptionalLong rows = parts.getFirst().rowCount();
        DataType type = parts.getFirst().schema().column(column).type();
        for (Scannable part : parts.subList(1, parts.size())) {
            Optional<ColumnStatistics> next = part.statistics(column);
            if (sum.isEmpty() || next.isEmpty()) {
                return Optional.empty();
            }
            sum = Optional.of(plus(sum.get(), rows, next.get(), part.rowCount(), type));
            rows = plus(rows, part.rowCount());
        }
        return sum;
    }

    private static ColumnStatistics plus(
            ColumnStatistics a, OptionalLong aRows, ColumnStatistics b, OptionalLong bRows, DataType type) {
        boolean aBare = hasNoValue(a, aRows);
        boolean bBare = hasNoValue(b, bRows);
        ColumnStatistics sum = new ColumnStatistics(
                bound(a, aBare, b, bBare, ColumnStatistics::min, -1, type),
                bound(a, aBare, b, bBare, ColumnStatistics::max, 1, type),
                plus(a.nullCount(), b.nullCount()),
                plus(a.nanCount(), b.nanCount()),
                OptionalLong.empty());
        long values = aRows.orElse(Long.MAX_VALUE / 2)
                + bRows.orElse(Long.MAX_VALUE / 2)
                - sum.nullCount().orElse(0);
        return sum.withSketch(ColumnSketch.merge(List.of(a.sketch(), b.sketch())), values);
    }

    /// Answers whether every row is known to be NULL or NaN, so that there is nothing to bound.
    private static boolean hasNoValue(ColumnStatistics statistics, OptionalLong rows) {
        long nans = statistics.nanCount().orElse(0);
        return rows.isPresent()
                && statistics.nullCount().isPresent()
                && statistics.nullCount().getAsLong() + nans == rows.getAsLong();
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
