package org.almagest.rowstore.delta;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.TypeOrder;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Answers of a row whether it has one of many values: they are sorted once, and each row is looked up among
/// them. NULL is none of them; NaN equals itself, -0.0 equals 0.0, texts are equal by their bytes.
final class ListedValues {
    private ListedValues() {}

    /// Makes the test; empty when the column's type has another kind of value. A NULL in the list is like nothing.
    static Optional<RowTest> test(List<Value> values, DataType type) {
        List<Value> listed = values.stream().filter(value -> !value.isNull()).toList();
        if (listed.isEmpty()) {
            return Optional.of((vector, row) -> false);
        }
        boolean comparable = listed.stream()
                .allMatch(value -> ValueOrder.against(value, type).isPresent());
        return comparable ? Optional.of(notNull(among(listed, type))) : Optional.empty();
    }

    private static RowTest notNull(RowTest test) {
        return (vector, row) -> !vector.isNull(row) && test.holds(vector, row);
    }

    private static RowTest among(List<Value> values, DataType type) {
        return switch (type.physical()) {
            case BOOLEAN -> {
                long[] sorted = longs(values);
                yield (vector, row) -> Arrays.binarySearch(sorted, ((BooleanColumnVector) vector).get(row)) >= 0;
            }
            case INT -> {
                long[] sorted = longs(values);
                yield (vector, row) -> Arrays.binarySearch(sorted, ((IntColumnVector) vector).get(row)) >= 0;
            }
            case LONG -> {
                long[] sorted = longs(values);
                yield (vector, row) -> Arrays.binarySearch(sorted, ((LongColumnVector) vector).get(row)) >= 0;
            }
            case FLOAT -> {
                double[] sorted = doubles(values);
                yield (vector, row) -> isAmong(sorted, ((FloatColumnVector) vector).get(row));
            }
            case DOUBLE -> {
                double[] sorted = doubles(values);
                yield (vector, row) -> isAmong(sorted, ((DoubleColumnVector) vector).get(row));
            }
            case HUGE -> {
                Set<BigInteger> all = new HashSet<>();
                values.forEach(value -> all.add(((Value.OfHuge) value).value()));
                yield (vector, row) -> all.contains(((HugeColumnVector) vector).get(row));
            }
            case BYTES -> {
                byte[][] sorted = values.stream().map(TypeOrder::bytes).toArray(byte[][]::new);
                Arrays.sort(sorted, Arrays::compareUnsigned);
                yield (vector, row) -> isAmong(sorted, vector, row);
            }
            case ARRAY -> throw new IllegalArgumentException("arrays are not compared: " + type);
        };
    }

    private static long[] longs(List<Value> values) {
        long[] sorted = values.stream()
                .mapToLong(value -> ((Value.OfLong) value).value())
                .toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double[] doubles(List<Value> values) {
        double[] sorted = values.stream()
                .mapToDouble(value -> withOneZero(((Value.OfDouble) value).value()))
                .toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    /// Searches in the order of `Double.compare`, to which any NaN is like any other.
    private static boolean isAmong(double[] sorted, double number) {
        return Arrays.binarySearch(sorted, withOneZero(number)) >= 0;
    }

    /// Makes 0.0 of -0.0.
    private static double withOneZero(double number) {
        return number + 0.0;
    }

    private static boolean isAmong(byte[][] sorted, ColumnVector vector, int row) {
        TextColumnVector text = (TextColumnVector) vector;
        byte[] bytes = text.bytes();
        int start = text.start(row);
        int end = start + text.length(row);
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            byte[] listed = sorted[middle];
            int order = Arrays.compareUnsigned(listed, 0, listed.length, bytes, start, end);
            if (order == 0) {
                return true;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return false;
    }
}
