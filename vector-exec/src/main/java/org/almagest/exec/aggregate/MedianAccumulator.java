package org.almagest.exec.aggregate;

import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// median: the middle value, or the middle of the two middle ones. Exact: every value is kept, as a
/// `long` that sorts like it (NaN last).
final class MedianAccumulator extends Accumulator {
    private final boolean floating;
    private final GroupedValues values = new GroupedValues();
    private int groups = 1;

    /// Makes the median of an argument; dates and times stay what they are, all else is DOUBLE or
    /// REAL.
    MedianAccumulator(DataType result) {
        floating = result.isFloating();
    }

    @Override
    void ensure(int newGroups) {
        groups = Math.max(groups, newGroups);
    }

    /// Maps a double to a long of the same order, and back.
    static long sortable(long bits) {
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    private static long sortable(double value) {
        return sortable(Double.doubleToLongBits(value));
    }

    @Override
    void add(Argument argument, int[] groupOfRow) {
        int[] rows = argument.rows();
        int count = argument.count();
        if (floating) {
            double[] doubles = argument.doubles();
            for (int i = 0; i < count; i++) {
                values.append(groupOfRow[rows[i]], sortable(doubles[rows[i]]));
            }
        } else {
            long[] longs = argument.longs();
            for (int i = 0; i < count; i++) {
                values.append(groupOfRow[rows[i]], longs[rows[i]]);
            }
        }
    }

    @Override
    void addAll(Argument argument) {
        int count = argument.count();
        if (floating) {
            double[] packed = argument.packedDoubles();
            for (int i = 0; i < count; i++) {
                values.append(0, sortable(packed[i]));
            }
        } else {
            long[] packed = argument.packedLongs();
            for (int i = 0; i < count; i++) {
                values.append(0, packed[i]);
            }
        }
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        GroupedValues others = ((MedianAccumulator) other).values;
        for (int i = 0; i < count; i++) {
            for (long v = others.start(from[i]); v < others.end(from[i]); v++) {
                values.append(to[i], others.values().get(v));
            }
        }
    }

    @Override
    void freeze() {
        values.layOut(groups);
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        for (int i = 0; i < count; i++) {
            long start = values.start(first + i);
            long end = values.end(first + i);
            if (start == end) {
                out.setNull(i);
                continue;
            }
            long upperRank = start + (end - start) / 2;
            long upper = values.values().select(start, end, upperRank);
            long lower = (end - start) % 2 == 1 ? upper : greatestBefore(start, upperRank);
            write(out, i, lower, upper);
        }
    }

    private long greatestBefore(long start, long end) {
        long greatest = Long.MIN_VALUE;
        for (long i = start; i < end; i++) {
            greatest = Math.max(greatest, values.values().get(i));
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
        double low = Double.longBitsToDouble(sortable(lower));
        double high = Double.longBitsToDouble(sortable(upper));
        return lower == upper ? low : low + (high - low) / 2;
    }

    @Override
    long bytes() {
        return values.bytes();
    }
}
