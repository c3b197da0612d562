package org.almagest.exec.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// IN a list of constants: binary search in sorted keys. A miss is NULL where the list has a NULL.
final class InListKernels {
    private InListKernels() {}

    static RowsKernel of(DataType type, List<Value> values, boolean negated) {
        List<Value> present = new ArrayList<>();
        for (Value value : values) {
            if (!value.isNull()) {
                present.add(value);
            }
        }
        Membership membership = new Membership(present.size() < values.size(), negated);
        return switch (type.physical()) {
            case BOOLEAN, INT, LONG -> integers(sorted(present, false), membership);
            case FLOAT, DOUBLE -> integers(sorted(present, true), membership);
            case BYTES -> texts(present, membership);
            case HUGE, ARRAY -> anyType(type, present, membership);
        };
    }

    /// What a hit and a miss give.
    private record Membership(boolean listHasNull, boolean negated) {
        void set(BooleanColumnVector result, int row, boolean hit) {
            if (!hit && listHasNull) {
                result.setNull(row);
            } else {
                result.values()[row] = (byte) (hit != negated ? 1 : 0);
            }
        }
    }

    private static long[] sorted(List<Value> values, boolean floating) {
        long[] keys = new long[values.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = floating ? key(((Value.OfDouble) values.get(i)).value()) : ((Value.OfLong) values.get(i)).value();
        }
        Arrays.sort(keys);
        return keys;
    }

    /// Answers the same bits for values that are equal: one NaN, one zero.
    private static long key(double value) {
        return Double.doubleToLongBits(value + 0.0);
    }

    private static RowsKernel integers(long[] keys, Membership membership) {
        return (inputs, result, rows, count) -> {
            BooleanColumnVector out = (BooleanColumnVector) result;
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                membership.set(out, row, Arrays.binarySearch(keys, key(inputs[0], row)) >= 0);
            }
        };
    }

    private static long key(ColumnVector vector, int row) {
        return switch (vector) {
            case BooleanColumnVector v -> v.get(row);
            case IntColumnVector v -> v.get(row);
            case LongColumnVector v -> v.get(row);
            case FloatColumnVector v -> key(v.get(row));
            case DoubleColumnVector v -> key(v.get(row));
            default -> throw new IllegalStateException("no key for " + vector.physicalType());
        };
    }

    private static RowsKernel texts(List<Value> values, Membership membership) {
        TextColumnVector list = new TextColumnVector(values.size());
        Set<Integer> lengths = new HashSet<>();
        List<byte[]> sorted = new ArrayList<>();
        for (Value value : values) {
            TextColumnVector one = new TextColumnVector(1);
            Cells.set(one, 0, value);
            byte[] bytes = Arrays.copyOf(one.bytes(), one.length(0));
            lengths.add(bytes.length);
            sorted.add(bytes);
        }
        sorted.sort(Arrays::compareUnsigned);
        for (int i = 0; i < sorted.size(); i++) {
            list.append(i, sorted.get(i), 0, sorted.get(i).length);
        }
        int longest = lengths.stream().mapToInt(Integer::intValue).max().orElse(-1);
        return (inputs, result, rows, count) -> {
            TextColumnVector text = (TextColumnVector) inputs[0];
            BooleanColumnVector out = (BooleanColumnVector) result;
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                membership.set(out, row, text.length(row) <= longest && contains(list, sorted.size(), text, row));
            }
        };
    }

    private static boolean contains(TextColumnVector list, int size, TextColumnVector text, int row) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = RowOrder.text(list, middle, text, row);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    private static RowsKernel anyType(DataType type, List<Value> values, Membership membership) {
        List<ColumnVector> list = new ArrayList<>();
        for (Value value : values) {
            ColumnVector one = ColumnVector.allocate(type, 1);
            Cells.set(one, 0, value);
            list.add(one);
        }
        return (inputs, result, rows, count) -> {
            BooleanColumnVector out = (BooleanColumnVector) result;
            for (int i = 0; i < count; i++) {
                boolean hit = false;
                for (int k = 0; k < list.size() && !hit; k++) {
                    hit = RowOrder.compare(type, inputs[0], rows[i], list.get(k), 0) == 0;
                }
                membership.set(out, rows[i], hit);
            }
        };
    }
}
