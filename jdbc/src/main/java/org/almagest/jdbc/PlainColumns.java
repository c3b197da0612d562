package org.almagest.jdbc;

import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// The arrays of the present batch's columns that hold plain numbers without a NULL, so that a cell is
/// read with one look into an array. For all other columns, and while there is no batch, the arrays are
/// empty: their cells take the long way.
final class PlainColumns {
    private static final long[] NO_LONGS = new long[0];
    private static final int[] NO_INTS = new int[0];
    private static final double[] NO_DOUBLES = new double[0];
    private static final float[] NO_FLOATS = new float[0];

    private final boolean[] isInteger;
    private final long[][] longs;
    private final int[][] ints;
    private final double[][] doubles;
    private final float[][] floats;

    PlainColumns(List<DataType> types) {
        int columns = types.size();
        isInteger = new boolean[columns];
        for (int i = 0; i < columns; i++) {
            isInteger[i] = types.get(i).isInteger() && types.get(i) != ScalarType.UBIGINT;
        }
        longs = new long[columns][];
        ints = new int[columns][];
        doubles = new double[columns][];
        floats = new float[columns][];
        forget();
    }

    void forget() {
        Arrays.fill(longs, NO_LONGS);
        Arrays.fill(ints, NO_INTS);
        Arrays.fill(doubles, NO_DOUBLES);
        Arrays.fill(floats, NO_FLOATS);
    }

    void point(Batch batch) {
        forget();
        for (int i = 0; i < longs.length; i++) {
            ColumnVector vector = batch.column(i);
            if (vector.hasNulls() || vector.isConstant() || vector.isDeferred()) {
                continue;
            }
            if (vector instanceof DoubleColumnVector plain) {
                doubles[i] = plain.values();
            } else if (vector instanceof FloatColumnVector plain) {
                floats[i] = plain.values();
            } else if (isInteger[i] && vector instanceof LongColumnVector plain) {
                longs[i] = plain.values();
            } else if (isInteger[i] && vector instanceof IntColumnVector plain) {
                ints[i] = plain.values();
            }
        }
    }

    int count() {
        return longs.length;
    }

    long[] longs(int place) {
        return longs[place];
    }

    int[] ints(int place) {
        return ints[place];
    }

    double[] doubles(int place) {
        return doubles[place];
    }

    float[] floats(int place) {
        return floats[place];
    }
}
