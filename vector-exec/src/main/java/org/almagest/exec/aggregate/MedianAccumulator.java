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
        for (int i = 0; i < count; i++) {
            long start = values().start(first + i);
            long end = values().end(first + i);
            if (start == end) {
                out.setNull(i);
                continue;
            }
            long upperRank = start + (end - start) / 2;
            long upper = values().values().select(start, end, upperRank);
            long lower = (end - start) % 2 == 1 ? upper : greatestBefore(start, upperRank);
            write(out, i, lower, upper);
        }
    }

    private long greatestBefore(long start, long end) {
        long greatest = Long.MIN_VALUE;
        for (long i = start; i < end; i++) {
            greatest = Math.max(greatest, values().values().get(i));
        }
        return greatest;
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
