package org.almagest.columnar.segment;

import java.util.Arrays;
import org.almagest.columnar.encoding.ColumnValues;
import org.almagest.columnar.type.DataType;

/// Tells whether rows are sorted: no value is less than the one before it, and none is NULL or NaN.
/// The answer stops at the first one that is.
final class SortedRows {
    private SortedRows() {}

    static boolean isSorted(ColumnBuffer buffer, DataType type, int from, int count) {
        for (int i = from; buffer.validity().length > 0 && i < from + count; i++) {
            if (!buffer.isValid(i)) {
                return false;
            }
        }
        return switch (buffer) {
            case IntBuffer ints -> isSorted(ints.values(), 0, from, count);
            case LongBuffer longs -> isSorted(longs.values(), ZoneStatistics.flip(type), from, count);
            case FloatBuffer floats -> isSorted(floats.values(), 0, from, count);
            case DoubleBuffer doubles -> isSorted(doubles.values(), 0, from, count);
            case BytesBuffer bytes -> isSorted(bytes.values(), 0, from, count);
            case HugeBuffer huge -> {
                long[] high = ((ColumnValues.Longs) huge.highValues()).values();
                long[] low = ((ColumnValues.Longs) huge.lowValues()).values();
                yield isSorted(high, low, from, count);
            }
            case ArrayBuffer _ -> false;
        };
    }

    private static boolean isSorted(ColumnValues values, long flip, int from, int count) {
        return switch (values) {
            case ColumnValues.Ints(var ints, var _, int _) -> isSorted(ints, from, count);
            case ColumnValues.Longs(var longs, var _, int _) -> isSorted(longs, flip, from, count);
            case ColumnValues.Floats(var floats, var _, int _) -> isSorted(floats, from, count);
            case ColumnValues.Doubles(var doubles, var _, int _) -> isSorted(doubles, from, count);
            case ColumnValues.Bytes(var offsets, var bytes, var _, int _) -> isSorted(offsets, bytes, from, count);
        };
    }

    private static boolean isSorted(int[] values, int from, int count) {
        for (int i = from + 1; i < from + count; i++) {
            if (values[i] < values[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSorted(long[] values, long flip, int from, int count) {
        for (int i = from + 1; i < from + count; i++) {
            if ((values[i] ^ flip) < (values[i - 1] ^ flip)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSorted(float[] values, int from, int count) {
        for (int i = from + 1; i < from + count; i++) {
            if (!(values[i] >= values[i - 1])) {
                return false;
            }
        }
        return count == 0 || values[from] == values[from];
    }

    private static boolean isSorted(double[] values, int from, int count) {
        for (int i = from + 1; i < from + count; i++) {
            if (!(values[i] >= values[i - 1])) {
                return false;
            }
        }
        return count == 0 || values[from] == values[from];
    }

    private static boolean isSorted(int[] offsets, byte[] bytes, int from, int count) {
        for (int i = from + 1; i < from + count; i++) {
            int order = Arrays.compareUnsigned(bytes, offsets[i], offsets[i + 1], bytes, offsets[i - 1], offsets[i]);
            if (order < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSorted(long[] high, long[] low, int from, int count) {
        for (int i = from + 1; i < from + count; i++) {
            if (ZoneBuilder.compareHuge(high[i], low[i], high[i - 1], low[i - 1]) < 0) {
                return false;
            }
        }
        return true;
    }
}
