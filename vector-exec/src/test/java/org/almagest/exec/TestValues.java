package org.almagest.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
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

/// Values into vectors and out of them, one at a time, and random ones.
final class TestValues {
    private TestValues() {}

    static void set(ColumnVector vector, int row, Value value) {
        switch (vector) {
            case TextColumnVector v -> {
                if (value instanceof Value.OfText(String text)) {
                    v.append(row, text);
                } else {
                    v.appendNull(row);
                }
            }
            case ArrayColumnVector v -> {
                if (value instanceof Value.OfArray(List<Value> elements)) {
                    int at = v.offsets()[row];
                    ColumnVector child = v.ensureChild(at + elements.size());
                    for (int i = 0; i < elements.size(); i++) {
                        set(child, at + i, elements.get(i));
                    }
                    v.offsets()[row + 1] = at + elements.size();
                    v.setValid(row);
                } else {
                    v.appendNull(row);
                }
            }
            case BooleanColumnVector v -> v.set(row, (byte) integer(value));
            case IntColumnVector v -> v.set(row, (int) integer(value));
            case LongColumnVector v -> v.set(row, integer(value));
            case FloatColumnVector v -> v.set(row, (float) floating(value));
            case DoubleColumnVector v -> v.set(row, floating(value));
            case HugeColumnVector v ->
                v.set(row, value instanceof Value.OfHuge(var big) ? big : java.math.BigInteger.ZERO);
        }
        if (value.isNull()) {
            vector.setNull(row);
        }
    }

    private static long integer(Value value) {
        return value instanceof Value.OfLong(long number) ? number : 0;
    }

    private static double floating(Value value) {
        return value instanceof Value.OfDouble(double number) ? number : 0;
    }

    static Value get(ColumnVector vector, int row) {
        if (vector.isNull(row)) {
            return Value.NULL;
        }
        return switch (vector) {
            case BooleanColumnVector v -> Value.of((long) v.get(row));
            case IntColumnVector v -> Value.of((long) v.get(row));
            case LongColumnVector v -> Value.of(v.get(row));
            case HugeColumnVector v -> Value.of(v.get(row));
            case FloatColumnVector v -> Value.of((double) v.get(row));
            case DoubleColumnVector v -> Value.of(v.get(row));
            case TextColumnVector v -> Value.of(v.text(row));
            case ArrayColumnVector v -> {
                List<Value> elements = new ArrayList<>();
                for (int i = 0; i < v.length(row); i++) {
                    elements.add(get(v.child(), v.start(row) + i));
                }
                yield new Value.OfArray(elements);
            }
        };
    }

    /// Makes a value of few distinct ones, with NULL, NaN, infinities and both zeros among them.
    static Value random(Random random, DataType type, int distinct) {
        if (random.nextInt(10) == 0) {
            return Value.NULL;
        }
        int pick = random.nextInt(distinct);
        return switch (type.physical()) {
            case BOOLEAN -> Value.of((long) (pick & 1));
            case INT -> Value.of((long) (pick % 120 - 60));
            case LONG -> Value.of(pick % 7 == 3 ? Long.MIN_VALUE / 4 + pick : pick * 1_000_003L - 17);
            case HUGE ->
                Value.of(java.math.BigInteger.valueOf(pick - 5).shiftLeft(70).add(java.math.BigInteger.valueOf(pick)));
            case FLOAT -> Value.of(special(pick, (float) (pick * 0.37 - 3)));
            case DOUBLE -> Value.of(special(pick, pick * 0.123456789 - 3));
            case BYTES ->
                Value.of(pick == 0 ? "" : "text with a long beginning " + pick % 31 + (pick % 3 == 0 ? "é" : ""));
            case ARRAY -> new Value.OfArray(List.of(Value.of(pick * 1.0), Value.NULL));
        };
    }

    private static double special(int pick, double otherwise) {
        return switch (pick % 37) {
            case 1 -> Double.NaN;
            case 2 -> 0.0;
            case 3 -> -0.0;
            default -> otherwise;
        };
    }

    static List<List<Value>> table(Random random, List<DataType> types, int rows, int distinct) {
        List<List<Value>> table = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            List<Value> row = new ArrayList<>();
            for (DataType type : types) {
                row.add(random(random, type, distinct));
            }
            table.add(row);
        }
        return table;
    }

    static boolean isText(DataType type) {
        return type.physical() == PhysicalType.BYTES;
    }
}
