package org.almagest.exec.rows;

import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.kernel.RowKernels;

/// Copies the rows of a batch that count into flat vectors, without gaps.
public final class RowCopy {
    private static final int[] IDENTITY = RowKernels.identity(ColumnVector.BATCH_ROWS);

    private RowCopy() {}

    /// Fills `to`, which owns its vectors, with the rows of `from` that count.
    public static void copy(Batch from, Batch to) {
        to.reset();
        for (int c = 0; c < from.columnCount(); c++) {
            copy(from.column(c), from, to.column(c));
        }
        to.setRowCount(from.size());
    }

    /// Fills a reset vector with the values of the rows that count.
    public static void copy(ColumnVector source, Batch rows, ColumnVector target) {
        boolean all = !rows.hasSelection();
        copy(source, all ? IDENTITY : rows.selection(), rows.size(), all, target);
    }

    /// Fills a reset vector with the values of some rows, in any order and as often as they are
    /// listed.
    public static void gather(ColumnVector source, int[] rows, int count, ColumnVector target) {
        copy(source, rows, count, false, target);
    }

    private static void copy(ColumnVector source, int[] rows, int count, boolean all, ColumnVector target) {
        boolean dense = all && !source.isConstant();
        boolean values = true;
        switch (target) {
            case BooleanColumnVector t -> booleans((BooleanColumnVector) source, rows, count, t.values());
            case IntColumnVector t -> {
                int[] from = ((IntColumnVector) source).values();
                if (dense) {
                    System.arraycopy(from, 0, t.values(), 0, count);
                } else {
                    ints(from, source, rows, count, t.values());
                }
            }
            case LongColumnVector t -> {
                long[] from = ((LongColumnVector) source).values();
                if (dense) {
                    System.arraycopy(from, 0, t.values(), 0, count);
                } else {
                    longs(from, source, rows, count, t.values());
                }
            }
            case FloatColumnVector t -> floats((FloatColumnVector) source, rows, count, t.values());
            case DoubleColumnVector t -> {
                double[] from = ((DoubleColumnVector) source).values();
                if (dense) {
                    System.arraycopy(from, 0, t.values(), 0, count);
                } else {
                    doubles(from, source, rows, count, t.values());
                }
            }
            case HugeColumnVector t -> huges((HugeColumnVector) source, rows, count, t);
            case TextColumnVector t -> values = !texts((TextColumnVector) source, rows, count, t);
            case ArrayColumnVector t -> {
                values = false;
                for (int i = 0; i < count; i++) {
                    t.copyRow(source, rows[i], i);
                }
            }
        }
        if (values && source.hasNulls()) {
            for (int i = 0; i < count; i++) {
                if (source.isNull(rows[i])) {
                    target.setNull(i);
                }
            }
        }
    }

    private static void booleans(BooleanColumnVector source, int[] rows, int count, byte[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = source.get(rows[i]);
        }
    }

    private static void ints(int[] from, ColumnVector source, int[] rows, int count, int[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = from[source.slot(rows[i])];
        }
    }

    private static void longs(long[] from, ColumnVector source, int[] rows, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = from[source.slot(rows[i])];
        }
    }

    private static void floats(FloatColumnVector source, int[] rows, int count, float[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = source.get(rows[i]);
        }
    }

    private static void doubles(double[] from, ColumnVector source, int[] rows, int count, double[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = from[source.slot(rows[i])];
        }
    }

    private static void huges(HugeColumnVector source, int[] rows, int count, HugeColumnVector out) {
        for (int i = 0; i < count; i++) {
            int slot = source.slot(rows[i]);
            out.high()[i] = source.high()[slot];
            out.low()[i] = source.low()[slot];
        }
    }

    /// Copies text; answers whether NULLs are copied already. A dictionary stays one: it is shared
    /// and immutable.
    private static boolean texts(TextColumnVector source, int[] rows, int count, TextColumnVector out) {
        if (source.dictionary().isPresent()) {
            out.useDictionary(source.dictionary().get());
            for (int i = 0; i < count; i++) {
                out.codes()[i] = source.codes()[source.slot(rows[i])];
            }
            return false;
        }
        for (int i = 0; i < count; i++) {
            out.copyRow(source, rows[i], i);
        }
        return true;
    }
}
