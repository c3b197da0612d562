package org.almagest.exec.evaluate;

import java.util.Arrays;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;

/// Validity bitmaps of results: a strict operation is NULL wherever one of its inputs is.
final class Nulls {
    private Nulls() {}

    /// Makes rows `0 .. rows` of `result` NULL where an input is; constant inputs must not be NULL.
    static void merge(ColumnVector[] inputs, ColumnVector result, int rows) {
        int words = (rows + 63) >>> 6;
        boolean any = false;
        for (ColumnVector input : inputs) {
            if (input.hasNulls() && !input.isConstant()) {
                if (!any) {
                    System.arraycopy(input.validity(), 0, result.validity(), 0, words);
                    any = true;
                } else {
                    and(input.validity(), result.validity(), words);
                }
            }
        }
        if (any) {
            result.useValidity();
        }
    }

    private static void and(long[] from, long[] into, int words) {
        for (int i = 0; i < words; i++) {
            into[i] &= from[i];
        }
    }

    /// Makes a vector one constant NULL.
    static ColumnVector constantNull(ColumnVector result) {
        result.reset();
        Cells.setNull(result, 0);
        result.setConstant(true);
        return result;
    }

    /// Copies validity as it is.
    static void copy(ColumnVector from, ColumnVector to, int rows) {
        if (from.hasNulls()) {
            System.arraycopy(from.validity(), 0, to.validity(), 0, (rows + 63) >>> 6);
            to.useValidity();
        } else {
            to.clearNulls();
        }
    }

    /// Marks rows `0 .. rows` NULL; `setValid` brings single ones back.
    static void allNull(ColumnVector vector, int rows) {
        Arrays.fill(vector.validity(), 0, (rows + 63) >>> 6, 0L);
        vector.useValidity();
    }
}
