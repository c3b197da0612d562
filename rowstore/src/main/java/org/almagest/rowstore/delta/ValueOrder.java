package org.almagest.rowstore.delta;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Compares a row that is not NULL with a fixed value: negative when the row is less.
@FunctionalInterface
interface ValueOrder {
    int compare(ColumnVector vector, int row);

    /// Makes the order against a value; empty when the column's type has another kind of value.
    static Optional<ValueOrder> against(Value value, DataType type) {
        ValueOrder order = switch (type.physical()) {
            case BOOLEAN ->
                value instanceof Value.OfLong(long v)
                        ? (vector, row) -> Long.compare(((BooleanColumnVector) vector).get(row), v)
                        : null;
            case INT ->
                value instanceof Value.OfLong(long v)
                        ? (vector, row) -> Long.compare(((IntColumnVector) vector).get(row), v)
                        : null;
            case LONG -> value instanceof Value.OfLong(long v) ? againstLong(v, type) : null;
            case HUGE ->
                value instanceof Value.OfHuge(BigInteger v)
                        ? (vector, row) -> ((HugeColumnVector) vector).get(row).compareTo(v)
                        : null;
            case FLOAT ->
                value instanceof Value.OfDouble(double v)
                        ? (vector, row) -> compareDoubles(((FloatColumnVector) vector).get(row), v)
                        : null;
            case DOUBLE ->
                value instanceof Value.OfDouble(double v)
                        ? (vector, row) -> compareDoubles(((DoubleColumnVector) vector).get(row), v)
                        : null;
            case BYTES -> againstBytes(value);
            case ARRAY -> null;
        };
        return Optional.ofNullable(order);
    }

    private static ValueOrder againstLong(long value, DataType type) {
        return type == ScalarType.UBIGINT
                ? (vector, row) -> Long.compareUnsigned(((LongColumnVector) vector).get(row), value)
                : (vector, row) -> Long.compare(((LongColumnVector) vector).get(row), value);
    }

    private static ValueOrder againstBytes(Value value) {
        return switch (value) {
            case Value.OfText(String text) -> bytesOrder(text.getBytes(StandardCharsets.UTF_8));
            case Value.OfBytes(List<Byte> bytes) -> {
                byte[] array = new byte[bytes.size()];
                for (int i = 0; i < array.length; i++) {
                    array[i] = bytes.get(i);
                }
                yield bytesOrder(array);
            }
            default -> null;
        };
    }

    private static ValueOrder bytesOrder(byte[] bytes) {
        return (vector, row) -> {
            TextColumnVector text = (TextColumnVector) vector;
            int start = text.start(row);
            return Arrays.compareUnsigned(text.bytes(), start, start + text.length(row), bytes, 0, bytes.length);
        };
    }

    /// Orders NaN above every number and equal to itself; the zeros are equal.
    static int compareDoubles(double left, double right) {
        if (left < right) {
            return -1;
        }
        if (left > right) {
            return 1;
        }
        return left == right ? 0 : Boolean.compare(Double.isNaN(left), Double.isNaN(right));
    }
}
