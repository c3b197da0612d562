package org.almagest.exec.aggregate;

import java.util.Arrays;
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

/// percentile_cont, percentile_disc and mode; -0.0 counts as 0.0.
final class OrderedAccumulator extends KeptValuesAccumulator {
    private final Kind kind;
    private final Place place;
    private final long flip;

    OrderedAccumulator(AggregateFunction function) {
        this(function, isFloating(function), flip(function));
    }

    private OrderedAccumulator(AggregateFunction function, boolean floating, long flip) {
        super(floating, 0.0, flip);
        this.flip = flip;
        kind = function.kind();
        place = function.place().orElseThrow();
    }

    private static boolean isFloating(AggregateFunction function) {
        return function.kind() == Kind.PERCENTILE_CONT
                || function.argumentTypes().getFirst().isFloating();
    }

    private static long flip(AggregateFunction function) {
        boolean unsigned = function.argumentTypes().getFirst() == ScalarType.UBIGINT;
        return unsigned && !isFloating(function) ? Long.MIN_VALUE : 0;
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
        return values().values().select(start, end, place.descending() ? end - 1 - rank : start + rank);
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
            sorted[i] = values().values().get(start + i);
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
}
