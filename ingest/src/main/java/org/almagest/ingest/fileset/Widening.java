package org.almagest.ingest.fileset;

import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// Converts numbers to the wider type that [CommonType] found, row by row. NULL stays NULL.
final class Widening {
    private Widening() {}

    /// Fills the first `rows` rows of `to` from `from`, whose values are of the type `type`.
    static void fill(ColumnVector from, DataType type, ColumnVector to, int rows) {
        to.reset();
        for (int row = 0; row < rows; row++) {
            if (from.isNull(row)) {
                to.setNull(row);
            }
        }
        switch (to) {
            case IntColumnVector ints -> {
                IntColumnVector source = (IntColumnVector) from;
                for (int row = 0; row < rows; row++) {
                    ints.values()[row] = source.get(row);
                }
            }
            case LongColumnVector longs -> {
                for (int row = 0; row < rows; row++) {
                    longs.values()[row] = integer(from, row);
                }
            }
            case FloatColumnVector floats -> {
                for (int row = 0; row < rows; row++) {
                    floats.values()[row] = (float) number(from, type, row);
                }
            }
            case DoubleColumnVector doubles -> {
                for (int row = 0; row < rows; row++) {
                    doubles.values()[row] = number(from, type, row);
                }
            }
            default -> throw new IllegalStateException("no type wider than another: " + to.physicalType());
        }
    }

    private static long integer(ColumnVector from, int row) {
        return from instanceof IntColumnVector ints ? ints.get(row) : ((LongColumnVector) from).get(row);
    }

    private static double number(ColumnVector from, DataType type, int row) {
        return switch (from) {
            case FloatColumnVector floats -> floats.get(row);
            case DoubleColumnVector doubles -> doubles.get(row);
            default -> {
                long value = integer(from, row);
                yield type == ScalarType.UBIGINT && value < 0 ? unsigned(value) : value;
            }
        };
    }

    /// The double nearest to an unsigned number above the largest signed one: half of it with the
    /// lost bit kept in the last, doubled.
    private static double unsigned(long value) {
        return (double) (value >>> 1 | value & 1) * 2;
    }
}
