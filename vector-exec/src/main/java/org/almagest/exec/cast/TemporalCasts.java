package org.almagest.exec.cast;

import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.evaluate.RowsKernel;

/// Dates and timestamps among each other; the time zone is UTC.
final class TemporalCasts {
    private TemporalCasts() {}

    static RowsKernel fromDate(ScalarType to, boolean orNull) {
        return (inputs, result, rows, count) -> {
            long[] out = ((LongColumnVector) result).values();
            for (int i = 0; i < count; i++) {
                int days = ((IntColumnVector) inputs[0]).get(rows[i]);
                long micros = days * TemporalText.MICROS_PER_DAY;
                out[rows[i]] = micros;
                if (micros / TemporalText.MICROS_PER_DAY != days) {
                    NumberCasts.refuse(TemporalText.ofDate(days), to, orNull, result, rows[i]);
                }
            }
        };
    }

    static void toDate(ColumnVector[] inputs, ColumnVector result, int[] rows, int count) {
        int[] out = ((IntColumnVector) result).values();
        for (int i = 0; i < count; i++) {
            long micros = ((LongColumnVector) inputs[0]).get(rows[i]);
            out[rows[i]] = (int) Math.floorDiv(micros, TemporalText.MICROS_PER_DAY);
        }
    }

    static void toTime(ColumnVector[] inputs, ColumnVector result, int[] rows, int count) {
        long[] out = ((LongColumnVector) result).values();
        for (int i = 0; i < count; i++) {
            long micros = ((LongColumnVector) inputs[0]).get(rows[i]);
            out[rows[i]] = Math.floorMod(micros, TemporalText.MICROS_PER_DAY);
        }
    }
}
