package org.almagest.columnar.segment;

import java.util.Arrays;
import org.almagest.columnar.encoding.ColumnValues;
import org.almagest.columnar.type.DataType;

/// Tells in which order rows are; the answer stops at the first one that is not.
///
/// ```text
/// UNSORTED    rows as they come, or some that are NULL or NaN
/// SORTED      no value is less than the one before it
/// ASCENDING   each value is greater than the one before it
/// ```
final class SortedRows {
    static final byte UNSORTED = 0;
    static final byte SORTED = 1;
    static final byte ASCENDING = 2;

    private SortedRows() {}

    /// Answers the order of some rows, the strictest that holds.
    static byte orderOf(ColumnBuffer buffer, DataType type, int from, int count) {
        if (!isSorted(buffer, type, from, count, 0)) {
            return UNSORTED;
        }
        return isSorted(buffer, type, from, count, 1) ? ASCENDING : SORTED;
    }

    /// Answers whether each value compares with the one before it by `least`, 0 or 1, at least.
    private static boolean isSorted(ColumnBuffer buffer, DataType type, int from, int count, int least) {
        for (int i = from; buffer.validity().length > 0 && i < from + count; i++) {
            if (!buffer.isValid(i)) {
                return false;
            }
        }
        return switch (buffer) {
            case IntBuffer ints -> isSorted(ints.values(), 0, from, count, least);
            case LongBuffer longs -> isSorted(longs.values(), ZoneStatistics.flip(type), from, count, least);
            case FloatBuffer floats -> isSorted(floats.values(), 0, from, count, least);
            case DoubleBuffer doubles -> isSorted(doubles.values(), 0, from, count, least);
            case BytesBuffer bytes -> isSorted(bytes.values(), 0, from, count, least);
            case HugeBuffer huge -> {
                long[] high = ((ColumnValues.Longs) huge.highValues()).values();
                long[] low = ((ColumnValues.Longs) huge.lowValues()).values();
                yield isSorted(high, low, from, count, least);
            }
            case ArrayBuffer _ -> false;
        };
    }

    private static boolean isSorted(ColumnValues values, long flip, int from, int count, int least) {
        return switch (values) {
            case ColumnValues.Ints(var ints, var _, int _) -> isSorted(ints, from, count, least);
            case ColumnValues.Longs(var longs, var _, int _) -> isSorted(longs, flip, from, count, least);
            case ColumnValues.Floats(var floats, var _, int _) -> isSorted(floats, from, count, least);
            case ColumnValues.Doubles(var doubles, var _, int _) -> isSorted(doubles, from, count, least);
            case ColumnValues.Bytes(var offsets, var bytes, var _, int _) ->
                isSorted(offsets, bytes, from, count, least);
        };
    }

    private static boolean isSorted(int[] values, int from, int count, int least) {
        for (int i = from + 1; i < from + count; i++) {
            if (Integer.compare(values[i], values[i - 1]) < least) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSorted(long[] values, long flip, int from, int count, int least) {
        for (int i = from + 1; i < from + count; i++) {
            if (Long.compare(values[i] ^ flip, values[i - 1] ^ flip) < least) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSorted(float[] values, int from, int count, int least) {
        for (int i = from + 1; i < from + count; i++) {
            if (!(values[i] > values[i - 1] || least == 0 && values[i] == values[i - 1])) {
                return false;
            }
        }
        return count == 0 || values[from] == values[from];
    }

    private static boolean isSorted(double[] values, int from, int count, int least) {
        for (int i = from + 1; i < from + count; i++) {
            if (!(values[i] > values[i - 1] || least == 0 && values[i] == values[i - 1])) {
                return false;
            }
        }
        return count == 0 || values[from] == values[from];
    }

    private static boolean isSorted(int[] offsets, byte[] bytes, int from, int count, int least) {
        for (int i = from + 1; i < from + count; i++) {
            int order = Arrays.compareUnsigned(bytes, offsets[i], offsets[i + 1], bytes, offsets[i - 1], offsets[i]);
            if (order < least) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSorted(long[] high, long[] low, int from, int count, int least) {
        for (int i = from + 1; i < from + count; i++) {
            if (ZoneBuilder.compareHuge(high[i], low[i], high[i - 1], low[i - 1]) < least) {
                return false;
            }
        }
        return true;
    }
}
