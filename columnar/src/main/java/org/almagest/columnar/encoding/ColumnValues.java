package org.almagest.columnar.encoding;

/// Rows of one column on the heap, on their way to disk: a column chunk or less.
///
/// Arrays are borrowed and not changed. `validity` has bit `i % 64` of word `i / 64` set where row
/// `i` holds a value; an array of length 0 ([#ALL_VALID]) says that every row does. What stands in
/// the slot of a NULL row is ignored.
public sealed interface ColumnValues {
    /// The validity of a column without NULL.
    long[] ALL_VALID = new long[0];

    int rows();

    long[] validity();

    ValueKind kind();

    record Ints(int[] values, long[] validity, int rows) implements ColumnValues {
        public Ints {
            requireRows(rows, values.length, validity);
        }

        @Override
        public ValueKind kind() {
            return ValueKind.INT;
        }
    }

    record Longs(long[] values, long[] validity, int rows) implements ColumnValues {
        public Longs {
            requireRows(rows, values.length, validity);
        }

        @Override
        public ValueKind kind() {
            return ValueKind.LONG;
        }
    }

    record Floats(float[] values, long[] validity, int rows) implements ColumnValues {
        public Floats {
            requireRows(rows, values.length, validity);
        }

        @Override
        public ValueKind kind() {
            return ValueKind.FLOAT;
        }
    }

    record Doubles(double[] values, long[] validity, int rows) implements ColumnValues {
        public Doubles {
            requireRows(rows, values.length, validity);
        }

        @Override
        public ValueKind kind() {
            return ValueKind.DOUBLE;
        }
    }

    /// Row `i` is `bytes[offsets[i] .. offsets[i + 1])`.
    record Bytes(int[] offsets, byte[] bytes, long[] validity, int rows) implements ColumnValues {
        public Bytes {
            requireRows(rows, offsets.length - 1, validity);
        }

        @Override
        public ValueKind kind() {
            return ValueKind.BYTES;
        }
    }

    /// Tells whether a row holds a value.
    default boolean isValid(int row) {
        long[] bits = validity();
        return bits.length == 0 || (bits[row >>> 6] >>> row & 1) != 0;
    }

    private static void requireRows(int rows, int capacity, long[] validity) {
        if (rows < 0 || rows > capacity) {
            throw new IllegalArgumentException("rows must be 0 to " + capacity + ": " + rows);
        }
        if (validity.length != 0 && validity.length * 64L < rows) {
            throw new IllegalArgumentException(
                    "validity must be empty or cover " + rows + " rows: " + validity.length + " words");
        }
    }
}
