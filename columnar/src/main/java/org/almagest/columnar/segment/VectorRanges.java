package org.almagest.columnar.segment;

import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// Copies runs of rows between flat vectors of one type.
final class VectorRanges {
    private VectorRanges() {}

    /// Copies rows `from .. from + count` to rows `to ..` of `target`, whose rows before `to` are
    /// filled.
    static void copy(ColumnVector source, int from, ColumnVector target, int to, int count) {
        switch (target) {
            case IntColumnVector ints ->
                System.arraycopy(((IntColumnVector) source).values(), from, ints.values(), to, count);
            case LongColumnVector longs ->
                System.arraycopy(((LongColumnVector) source).values(), from, longs.values(), to, count);
            case FloatColumnVector floats ->
                System.arraycopy(((FloatColumnVector) source).values(), from, floats.values(), to, count);
            case DoubleColumnVector doubles ->
                System.arraycopy(((DoubleColumnVector) source).values(), from, doubles.values(), to, count);
            case BooleanColumnVector booleans ->
                System.arraycopy(((BooleanColumnVector) source).values(), from, booleans.values(), to, count);
            case HugeColumnVector huge -> {
                System.arraycopy(((HugeColumnVector) source).high(), from, huge.high(), to, count);
                System.arraycopy(((HugeColumnVector) source).low(), from, huge.low(), to, count);
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    target.copyRow(source, from + i, to + i);
                }
                return;
            }
        }
        copyNulls(source, from, target, to, count);
    }

    private static void copyNulls(ColumnVector source, int from, ColumnVector target, int to, int count) {
        if (!source.hasNulls() && !target.hasNulls()) {
            return;
        }
        for (int i = 0; i < count; i++) {
            if (source.isNull(from + i)) {
                target.setNull(to + i);
            } else {
                target.setValid(to + i);
            }
        }
    }
}
