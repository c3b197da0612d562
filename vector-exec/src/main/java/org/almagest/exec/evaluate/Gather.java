package org.almagest.exec.evaluate;

import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Moves values of fixed width between vectors, without their validity.
final class Gather {
    private Gather() {}

    /// `result[row] = entries[codes[row]]` for the listed rows.
    static void byCode(ColumnVector entries, int[] codes, int[] rows, int count, ColumnVector result) {
        switch (entries) {
            case BooleanColumnVector v -> booleans(v, codes, rows, count, (BooleanColumnVector) result);
            case IntColumnVector v -> {
                int[] out = ((IntColumnVector) result).values();
                for (int i = 0; i < count; i++) {
                    out[rows[i]] = v.values()[codes[rows[i]]];
                }
            }
            case LongColumnVector v -> {
                long[] out = ((LongColumnVector) result).values();
                for (int i = 0; i < count; i++) {
                    out[rows[i]] = v.values()[codes[rows[i]]];
                }
            }
            case FloatColumnVector v -> {
                float[] out = ((FloatColumnVector) result).values();
                for (int i = 0; i < count; i++) {
                    out[rows[i]] = v.values()[codes[rows[i]]];
                }
            }
            case DoubleColumnVector v -> {
                double[] out = ((DoubleColumnVector) result).values();
                for (int i = 0; i < count; i++) {
                    out[rows[i]] = v.values()[codes[rows[i]]];
                }
            }
            case HugeColumnVector v -> {
                HugeColumnVector out = (HugeColumnVector) result;
                for (int i = 0; i < count; i++) {
                    out.high()[rows[i]] = v.high()[codes[rows[i]]];
                    out.low()[rows[i]] = v.low()[codes[rows[i]]];
                }
            }
            case TextColumnVector v -> throw new IllegalArgumentException("text keeps its codes");
            case ArrayColumnVector v -> throw new IllegalArgumentException("arrays are not gathered by code");
        }
    }

    private static void booleans(
            BooleanColumnVector entries, int[] codes, int[] rows, int count, BooleanColumnVector result) {
        byte[] from = entries.values();
        byte[] out = result.values();
        for (int i = 0; i < count; i++) {
            out[rows[i]] = from[codes[rows[i]]];
        }
    }

    /// `result[row] = source[row]` for the listed rows of a source of any form.
    static void rows(ColumnVector source, int[] rows, int count, ColumnVector result) {
        switch (source) {
            case BooleanColumnVector v -> {
                byte[] out = ((BooleanColumnVector) result).values();
                for (int i = 0; i < count; i++) {
                    out[rows[i]] = v.get(rows[i]);
                }
            }
            case IntColumnVector v -> {
                int[] out = ((IntColumnVector) result).values();
                for (int i = 0; i < count; i++) {
                    out[rows[i]] = v.get(rows[i]);
                }
            }
            case LongColumnVector v -> {
                long[] out = ((LongColumnVector) result).values();
                for (int i = 0; i < count; i++) {
                    out[rows[i]] = v.get(rows[i]);
                }
            }
            case FloatColumnVector v -> {
                float[] out = ((FloatColumnVector) result).values();
                for (int i = 0; i < count; i++) {
                    out[rows[i]] = v.get(rows[i]);
                }
            }
            case DoubleColumnVector v -> {
                double[] out = ((DoubleColumnVector) result).values();
                for (int i = 0; i < count; i++) {
                    out[rows[i]] = v.get(rows[i]);
                }
            }
            case HugeColumnVector v -> {
                HugeColumnVector out = (HugeColumnVector) result;
                for (int i = 0; i < count; i++) {
                    out.high()[rows[i]] = v.high()[v.slot(rows[i])];
                    out.low()[rows[i]] = v.low()[v.slot(rows[i])];
                }
            }
            case TextColumnVector v -> throw new IllegalArgumentException("text is appended");
            case ArrayColumnVector v -> throw new IllegalArgumentException("arrays are appended");
        }
    }
}
