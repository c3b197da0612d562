package org.almagest.jdbc.fetch;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// Copies picked values of a vector to `to`, from byte `at` on. A range of a vector that is not
/// constant is copied whole where the width stays.
@FunctionalInterface
interface ValueCopy {
    void copy(ColumnVector vector, Picks picks, MemorySegment to, long at);

    static ValueCopy of(DataType type) {
        return switch (type) {
            case ScalarType scalar -> of(scalar);
            case DecimalType decimal -> decimals(decimal);
            case ArrayType array -> throw new IllegalArgumentException("an array is copied by its elements: " + array);
        };
    }

    private static ValueCopy of(ScalarType type) {
        return switch (type) {
            case BOOLEAN -> ValueCopy::booleans;
            case TINYINT, UTINYINT -> ValueCopy::intsToBytes;
            case SMALLINT, USMALLINT -> ValueCopy::intsToShorts;
            case NULL, INTEGER -> ValueCopy::ints;
            case DATE -> ValueCopy::intsToLongs;
            case UINTEGER -> ValueCopy::longsToInts;
            case BIGINT, UBIGINT, TIME, TIMESTAMP, TIMESTAMPTZ -> ValueCopy::longs;
            case REAL -> ValueCopy::floats;
            case DOUBLE -> ValueCopy::doubles;
            case VARCHAR, BLOB, INTERVAL -> throw new IllegalArgumentException("its values have no width: " + type);
        };
    }

    private static boolean isPlain(ColumnVector vector, Picks picks) {
        return picks.isRange() && !vector.isConstant();
    }

    /// Answers where a picked value stands in the array of a vector; 0 for `Picks.NONE`.
    private static int slot(ColumnVector vector, Picks picks, int i) {
        return Math.max(0, vector.slot(picks.at(i)));
    }

    private static void booleans(ColumnVector vector, Picks picks, MemorySegment to, long at) {
        byte[] values = ((BooleanColumnVector) vector).values();
        for (int i = 0; i < picks.count(); i++) {
            to.set(JAVA_BYTE, at + i, values[slot(vector, picks, i)]);
        }
    }

    private static void intsToBytes(ColumnVector vector, Picks picks, MemorySegment to, long at) {
        int[] values = ((IntColumnVector) vector).values();
        for (int i = 0; i < picks.count(); i++) {
            to.set(JAVA_BYTE, at + i, (byte) values[slot(vector, picks, i)]);
        }
    }

    private static void intsToShorts(ColumnVector vector, Picks picks, MemorySegment to, long at) {
        int[] values = ((IntColumnVector) vector).values();
        for (int i = 0; i < picks.count(); i++) {
            to.set(JAVA_SHORT_UNALIGNED, at + 2L * i, (short) values[slot(vector, picks, i)]);
        }
    }

    private static void ints(ColumnVector vector, Picks picks, MemorySegment to, long at) {
        int[] values = ((IntColumnVector) vector).values();
        if (isPlain(vector, picks)) {
            MemorySegment.copy(values, picks.start(), to, JAVA_INT_UNALIGNED, at, picks.count());
            return;
        }
        for (int i = 0; i < picks.count(); i++) {
            to.set(JAVA_INT_UNALIGNED, at + 4L * i, values[slot(vector, picks, i)]);
        }
    }

    private static void intsToLongs(ColumnVector vector, Picks picks, MemorySegment to, long at) {
        int[] values = ((IntColumnVector) vector).values();
        for (int i = 0; i < picks.count(); i++) {
            to.set(JAVA_LONG_UNALIGNED, at + 8L * i, values[slot(vector, picks, i)]);
        }
    }

    private static void longsToInts(ColumnVector vector, Picks picks, MemorySegment to, long at) {
        long[] values = ((LongColumnVector) vector).values();
        for (int i = 0; i < picks.count(); i++) {
            to.set(JAVA_INT_UNALIGNED, at + 4L * i, (int) values[slot(vector, picks, i)]);
        }
    }

    private static void longs(ColumnVector vector, Picks picks, MemorySegment to, long at) {
        long[] values = ((LongColumnVector) vector).values();
        if (isPlain(vector, picks)) {
            MemorySegment.copy(values, picks.start(), to, JAVA_LONG_UNALIGNED, at, picks.count());
            return;
        }
        for (int i = 0; i < picks.count(); i++) {
            to.set(JAVA_LONG_UNALIGNED, at + 8L * i, values[slot(vector, picks, i)]);
        }
    }

    private static void floats(ColumnVector vector, Picks picks, MemorySegment to, long at) {
        float[] values = ((FloatColumnVector) vector).values();
        if (isPlain(vector, picks)) {
            MemorySegment.copy(values, picks.start(), to, JAVA_FLOAT_UNALIGNED, at, picks.count());
            return;
        }
        for (int i = 0; i < picks.count(); i++) {
            to.set(JAVA_FLOAT_UNALIGNED, at + 4L * i, values[slot(vector, picks, i)]);
        }
    }

    private static void doubles(ColumnVector vector, Picks picks, MemorySegment to, long at) {
        double[] values = ((DoubleColumnVector) vector).values();
        if (isPlain(vector, picks)) {
            MemorySegment.copy(values, picks.start(), to, JAVA_DOUBLE_UNALIGNED, at, picks.count());
            return;
        }
        for (int i = 0; i < picks.count(); i++) {
            to.set(JAVA_DOUBLE_UNALIGNED, at + 8L * i, values[slot(vector, picks, i)]);
        }
    }

    /// Decimals as the nearest doubles.
    private static ValueCopy decimals(DecimalType type) {
        return (vector, picks, to, at) -> {
            for (int i = 0; i < picks.count(); i++) {
                int row = picks.at(i);
                double value = ColumnSink.isNull(vector, row) ? 0 : nearest(vector, row, type.scale());
                to.set(JAVA_DOUBLE_UNALIGNED, at + 8L * i, value);
            }
        };
    }

    private static double nearest(ColumnVector vector, int row, int scale) {
        if (vector instanceof HugeColumnVector huge) {
            return new BigDecimal(huge.get(row), scale).doubleValue();
        }
        long unscaled = ((LongColumnVector) vector).get(row);
        boolean isExact = Math.abs(unscaled) <= 1L << 53 && unscaled != Long.MIN_VALUE;
        // Both are doubles without rounding (5^18 < 2^53), so that the quotient is rounded once.
        return isExact
                ? unscaled / Math.pow(10, scale)
                : BigDecimal.valueOf(unscaled, scale).doubleValue();
    }
}
