package org.almagest.ingest.parquet;

import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Moves dense values into rows of a flat vector.
final class VectorFill {
    private VectorFill() {}

    /// Fills rows `row .. row + count)`, none of which is NULL.
    static void all(ValueBuffer from, ColumnVector to, int row, int count) {
        switch (to) {
            case BooleanColumnVector truths -> System.arraycopy(from.truths, 0, truths.values(), row, count);
            case IntColumnVector ints -> System.arraycopy(from.ints, 0, ints.values(), row, count);
            case LongColumnVector longs -> System.arraycopy(from.longs, 0, longs.values(), row, count);
            case HugeColumnVector huges -> {
                System.arraycopy(from.longs, 0, huges.low(), row, count);
                System.arraycopy(from.highs, 0, huges.high(), row, count);
            }
            case FloatColumnVector floats -> System.arraycopy(from.floats, 0, floats.values(), row, count);
            case DoubleColumnVector doubles -> System.arraycopy(from.doubles, 0, doubles.values(), row, count);
            case TextColumnVector text -> {
                for (int i = 0; i < count; i++) {
                    text.append(row + i, from.bytes, from.starts[i], from.lengths[i]);
                }
            }
            case ArrayColumnVector arrays -> throw new IllegalStateException("arrays are filled by element");
        }
        if (to.hasNulls()) {
            for (int i = 0; i < count; i++) {
                to.setValid(row + i);
            }
        }
    }

    /// Fills rows `row .. row + count)`; those whose level is `most` take the next value, the others
    /// are NULL.
    static void present(ValueBuffer from, ColumnVector to, int row, int count, int[] levels, int most) {
        int next = 0;
        switch (to) {
            case BooleanColumnVector truths -> {
                for (int i = 0; i < count; i++) {
                    truths.values()[row + i] = levels[i] == most ? from.truths[next++] : 0;
                }
            }
            case IntColumnVector ints -> {
                for (int i = 0; i < count; i++) {
                    ints.values()[row + i] = levels[i] == most ? from.ints[next++] : 0;
                }
            }
            case LongColumnVector longs -> {
                for (int i = 0; i < count; i++) {
                    longs.values()[row + i] = levels[i] == most ? from.longs[next++] : 0;
                }
            }
            case HugeColumnVector huges -> {
                for (int i = 0; i < count; i++) {
                    boolean there = levels[i] == most;
                    huges.low()[row + i] = there ? from.longs[next] : 0;
                    huges.high()[row + i] = there ? from.highs[next++] : 0;
                }
            }
            case FloatColumnVector floats -> {
                for (int i = 0; i < count; i++) {
                    floats.values()[row + i] = levels[i] == most ? from.floats[next++] : 0;
                }
            }
            case DoubleColumnVector doubles -> {
                for (int i = 0; i < count; i++) {
                    doubles.values()[row + i] = levels[i] == most ? from.doubles[next++] : 0;
                }
            }
            case TextColumnVector text -> {
                for (int i = 0; i < count; i++) {
                    if (levels[i] == most) {
                        text.append(row + i, from.bytes, from.starts[next], from.lengths[next++]);
                    } else {
                        text.appendNull(row + i);
                    }
                }
            }
            case ArrayColumnVector arrays -> throw new IllegalStateException("arrays are filled by element");
        }
        for (int i = 0; i < count; i++) {
            if (levels[i] == most) {
                to.setValid(row + i);
            } else {
                to.setNull(row + i);
            }
        }
    }
}
