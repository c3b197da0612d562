package org.almagest.columnar.vector;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.Value;

/// Single values in and out of vectors: for constants, results and tests, never for hot loops.
public final class Cells {
    private Cells() {}

    /// Answers the value of a row; text as `OfText`, whatever the column's logical type.
    public static Value get(ColumnVector vector, int row) {
        if (vector.isNull(row)) {
            return Value.NULL;
        }
        return switch (vector) {
            case BooleanColumnVector booleans -> Value.of((long) booleans.get(row));
            case IntColumnVector ints -> Value.of((long) ints.get(row));
            case LongColumnVector longs -> Value.of(longs.get(row));
            case HugeColumnVector huges -> Value.of(huges.get(row));
            case FloatColumnVector floats -> Value.of((double) floats.get(row));
            case DoubleColumnVector doubles -> Value.of(doubles.get(row));
            case TextColumnVector text -> Value.of(text.text(row));
            case ArrayColumnVector arrays -> array(arrays, row);
        };
    }

    /// Answers the bytes of a row of a BLOB.
    public static Value getBytes(TextColumnVector vector, int row) {
        List<Byte> bytes = new ArrayList<>();
        for (int i = 0; i < vector.length(row); i++) {
            bytes.add(vector.bytes()[vector.start(row) + i]);
        }
        return new Value.OfBytes(List.copyOf(bytes));
    }

    private static Value array(ArrayColumnVector arrays, int row) {
        List<Value> elements = new ArrayList<>();
        for (int i = 0; i < arrays.length(row); i++) {
            elements.add(get(arrays.child(), arrays.start(row) + i));
        }
        return new Value.OfArray(elements);
    }

    /// Sets a row of a flat vector; text and arrays in ascending order of rows.
    public static void set(ColumnVector vector, int row, Value value) {
        if (value.isNull()) {
            setNull(vector, row);
            return;
        }
        switch (vector) {
            case BooleanColumnVector booleans -> booleans.set(row, (byte) number(value));
            case IntColumnVector ints -> ints.set(row, Math.toIntExact(number(value)));
            case LongColumnVector longs -> longs.set(row, number(value));
            case HugeColumnVector huges -> huges.set(row, ((Value.OfHuge) value).value());
            case FloatColumnVector floats -> floats.set(row, (float) ((Value.OfDouble) value).value());
            case DoubleColumnVector doubles -> doubles.set(row, ((Value.OfDouble) value).value());
            case TextColumnVector text -> setText(text, row, value);
            case ArrayColumnVector arrays -> setArray(arrays, row, ((Value.OfArray) value).elements());
        }
    }

    /// Sets a row NULL, in a vector of any kind.
    public static void setNull(ColumnVector vector, int row) {
        switch (vector) {
            case TextColumnVector text -> text.appendNull(row);
            case ArrayColumnVector arrays -> arrays.appendNull(row);
            default -> vector.setNull(row);
        }
    }

    private static long number(Value value) {
        return ((Value.OfLong) value).value();
    }

    private static void setText(TextColumnVector vector, int row, Value value) {
        byte[] bytes = switch (value) {
            case Value.OfText text -> text.value().getBytes(StandardCharsets.UTF_8);
            case Value.OfBytes blob -> {
                byte[] copy = new byte[blob.value().size()];
                for (int i = 0; i < copy.length; i++) {
                    copy[i] = blob.value().get(i);
                }
                yield copy;
            }
            default -> throw new IllegalArgumentException("not text: " + value);
        };
        vector.append(row, bytes, 0, bytes.length);
    }

    private static void setArray(ArrayColumnVector vector, int row, List<Value> elements) {
        int at = vector.offsets()[row];
        ColumnVector child = vector.ensureChild(at + elements.size());
        for (int i = 0; i < elements.size(); i++) {
            set(child, at + i, elements.get(i));
        }
        vector.offsets()[row + 1] = at + elements.size();
        vector.setValid(row);
    }
}
