package org.almagest.exec.aggregate;

import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// median: the middle value, or the middle of the two middle ones.
final class MedianAccumulator extends KeptValuesAccumulator {
    /// Makes the median of an argument; dates and times stay what they are, all else is DOUBLE or
    /// REAL.
    MedianAccumulator(DataType result) {
        super(result.isFloating(), -0.0, 0);
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        try (RankedValues ranked = ranked()) {
            for (int i = 0; i < count; i++) {
                long size = ranked.open(first + i);
                if (size == 0) {
                    out.setNull(i);
                    continue;
                }
                long upper = ranked.select(size / 2);
                long lower = size % 2 == 1 ? upper : ranked.select(size / 2 - 1);
                write(out, i, lower, upper);
            }
        }
    }

    private static void write(ColumnVector out, int row, long lower, long upper) {
        switch (out) {
            case DoubleColumnVector v -> v.set(row, middle(lower, upper));
            case FloatColumnVector v -> v.set(row, (float) middle(lower, upper));
            case LongColumnVector v -> v.set(row, lower + (upper - lower) / 2);
            case IntColumnVector v -> v.set(row, (int) (lower + (upper - lower) / 2));
            default -> throw new IllegalStateException("no median has this type: " + out.physicalType());
        }
    }

    private static double middle(long lower, long upper) {
        double low = number(lower);
        double high = number(upper);
        return lower == upper ? low : low + (high - low) / 2;
    }
}
