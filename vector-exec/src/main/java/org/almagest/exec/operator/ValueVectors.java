package org.almagest.exec.operator;

import java.math.BigInteger;
import java.util.List;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Puts values into vectors.
final class ValueVectors {
    private ValueVectors() {}

    /// Sets row `row` of a flat vector that is filled in ascending order.
    static void set(ColumnVector vector, int row, Value value) {
        if (value.isNull()) {
            setNull(vector, row);
            return;
        }
        switch (vector) {
            case BooleanColumnVector v -> v.set(row, (byte) ofLong(value));
            case IntColumnVector v -> v.set(row, (int) ofLong(value));
            case LongColumnVector v -> v.set(row, ofLong(value));
            case HugeColumnVector v -> v.set(row, ofHuge(value));
            case FloatColumnVector v -> v.set(row, (float) ofDouble(value));
            case DoubleColumnVector v -> v.set(row, ofDouble(value));
            case TextColumnVector v -> text(v, row, value);
            case ArrayColumnVector v -> array(v, row, value);
        }
    }

    private static void setNull(ColumnVector vector, int row) {
        switch (vector) {
            case TextColumnVector v -> v.appendNull(row);
            case ArrayColumnVector v -> v.appendNull(row);
            case BooleanColumnVector v -> v.setNull(row);
            case IntColumnVector v -> v.setNull(row);
            case LongColumnVector v -> v.setNull(row);
            case HugeColumnVector v -> v.setNull(row);
            case FloatColumnVector v -> v.setNull(row);
            case DoubleColumnVector v -> v.setNull(row);
        }
    }

    private static void text(TextColumnVector vector, int row, Value value) {
        if (value instanceof Value.OfBytes(List<Byte> list)) {
            byte[] bytes = new byte[list.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = list.get(i);
            }
            vector.append(row, bytes, 0, bytes.length);
        } else if (value instanceof Value.OfText(String text)) {
            vector.append(row, text);
        } else {
            throw mismatch(value);
        }
    }

    private static void array(ArrayColumnVector vector, int row, Value value) {
        if (!(value instanceof Value.OfArray(List<Value> elements))) {
            throw mismatch(value);
        }
        int at = vector.offsets()[row];
        ColumnVector child = vector.ensureChild(at + elements.size());
        for (int i = 0; i < elements.size(); i++) {
            set(child, at + i, elements.get(i));
        }
        vector.offsets()[row + 1] = at + elements.size();
        vector.setValid(row);
    }

    private static long ofLong(Value value) {
        if (value instanceof Value.OfLong(long number)) {
            return number;
        }
        throw mismatch(value);
    }

    private static double ofDouble(Value value) {
        if (value instanceof Value.OfDouble(double number)) {
            return number;
        }
        throw mismatch(value);
    }

    private static BigInteger ofHuge(Value value) {
        return switch (value) {
            case Value.OfHuge(BigInteger number) -> number;
            case Value.OfLong(long number) -> BigInteger.valueOf(number);
            default -> throw mismatch(value);
        };
    }

    private static IllegalStateException mismatch(Value value) {
        return new IllegalStateException("the value does not have its column's physical type: " + value);
    }
}
