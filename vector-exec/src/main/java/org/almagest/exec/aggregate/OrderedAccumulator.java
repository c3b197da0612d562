package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.function.AggregateFunction.Kind;
import org.almagest.exec.function.AggregateFunction.Place;

/// percentile_cont, percentile_disc and mode. Exact: every value is kept, as a `long` that sorts like
/// it (NaN last, -0.0 as 0.0).
final class OrderedAccumulator extends Accumulator {
    private final Kind kind;
    private final Place place;
    private final boolean floating;
    private final long flip;
    private final GroupedValues values = new GroupedValues();
    private int groups = 1;

    OrderedAccumulator(AggregateFunction function) {
        kind = function.kind();
        place = function.place().orElseThrow();
        DataType argument = function.argumentTypes().getFirst();
        floating = kind == Kind.PERCENTILE_CONT || argument.isFloating();
        flip = argument == ScalarType.UBIGINT && !floating ? Long.MIN_VALUE : 0;
    }

    @Override
    void ensure(int newGroups) {
        groups = Math.max(groups, newGroups);
    }

    private static long sortable(double value) {
        return MedianAccumulator.sortable(Double.doubleToLongBits(value + 0.0));
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
                values.append(groupOfRow[rows[i]], longs[rows[i]] ^ flip);
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
                values.append(0, packed[i] ^ flip);
            }
        }
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        GroupedValues others = ((OrderedAccumulator) other).values;
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
            switch (kind) {
                case PERCENTILE_CONT -> ((DoubleColumnVector) out).set(i, between(start, end));
                case PERCENTILE_DISC -> write(out, i, discrete(start, end));
                case MODE -> write(out, i, mostFrequent(start, end));
                default -> throw new IllegalStateException("no aggregate of an order: " + kind);
            }
        }
    }

    /// Answers the value of rank `rank` in the order that was asked for.
    private long ranked(long start, long end, long rank) {
        return values.values().select(start, end, place.descending() ? end - 1 - rank : start + rank);
    }

    private double between(long start, long end) {
        double rank = place.share() * (end - start - 1);
        long below = (long) Math.floor(rank);
        double low = number(ranked(start, end, below));
        if (rank == below) {
            return low;
        }
        double high = number(ranked(start, end, below + 1));
        return low == high ? low : low + (high - low) * (rank - below);
    }

    private long discrete(long start, long end) {
        long rank = (long) Math.ceil(place.share() * (end - start)) - 1;
        return ranked(start, end, Math.max(0, rank));
    }

    private long mostFrequent(long start, long end) {
        long[] sorted = new long[Math.toIntExact(end - start)];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = values.values().get(start + i);
        }
        Arrays.sort(sorted);
        long best = sorted[0];
        int most = 0;
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                boolean better = place.descending() ? i - from >= most : i - from > most;
                if (better) {
                    most = i - from;
                    best = sorted[from];
                }
                from = i;
            }
        }
        return best;
    }

    private static double number(long sortable) {
        return Double.longBitsToDouble(MedianAccumulator.sortable(sortable));
    }

    private void write(ColumnVector out, int row, long value) {
        switch (out) {
            case DoubleColumnVector v -> v.set(row, number(value));
            case FloatColumnVector v -> v.set(row, (float) number(value));
            case LongColumnVector v -> v.set(row, value ^ flip);
            case IntColumnVector v -> v.set(row, (int) value);
            case BooleanColumnVector v -> v.set(row, (byte) value);
            default -> throw new IllegalStateException("no such order: " + out.physicalType());
        }
    }

    @Override
    long bytes() {
        return values.bytes();
    }
}
