package org.almagest.exec.aggregate;

import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.function.AggregateFunction.Detail;
import org.almagest.exec.function.AggregateFunction.Kind;

/// percentile_cont, percentile_disc and mode; -0.0 counts as 0.0.
final class OrderedAccumulator extends KeptValuesAccumulator {
    private final Kind kind;
    private final double[] shares;
    private final boolean descending;
    private final boolean array;
    private final long flip;

    OrderedAccumulator(AggregateFunction function) {
        this(function, isFloating(function), flip(function));
    }

    private OrderedAccumulator(AggregateFunction function, boolean floating, long flip) {
        super(floating, 0.0, flip);
        this.flip = flip;
        kind = function.kind();
        switch (function.detail().orElseThrow()) {
            case Detail.Place(double share, boolean down) -> {
                shares = new double[] {share};
                descending = down;
                array = false;
            }
            case Detail.Places(var several, boolean down) -> {
                shares = several.stream().mapToDouble(share -> share).toArray();
                descending = down;
                array = true;
            }
            default -> throw new IllegalArgumentException("no place in an order: " + function);
        }
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
        try (RankedValues ranked = ranked()) {
            for (int i = 0; i < count; i++) {
                long size = ranked.open(first + i);
                if (size == 0) {
                    Cells.setNull(out, i);
                } else if (array) {
                    writeArray((ArrayColumnVector) out, i, ranked, size);
                } else {
                    write(out, i, ranked, size, shares[0]);
                }
            }
        }
    }

    private void writeArray(ArrayColumnVector out, int row, RankedValues ranked, long size) {
        int at = out.offsets()[row];
        ColumnVector child = out.ensureChild(Math.addExact(at, shares.length));
        for (int s = 0; s < shares.length; s++) {
            write(child, at + s, ranked, size, shares[s]);
        }
        out.offsets()[row + 1] = at + shares.length;
        out.setValid(row);
    }

    private void write(ColumnVector out, int row, RankedValues ranked, long size, double share) {
        switch (kind) {
            case PERCENTILE_CONT -> ((DoubleColumnVector) out).set(row, between(ranked, size, share));
            case PERCENTILE_DISC -> write(out, row, discrete(ranked, size, share));
            case MODE -> write(out, row, new MostFrequent(descending).of(ranked));
            default -> throw new IllegalStateException("no aggregate of an order: " + kind);
        }
    }

    /// Answers the value of rank `rank` in the order that was asked for.
    private long inOrder(RankedValues ranked, long size, long rank) {
        return ranked.select(descending ? size - 1 - rank : rank);
    }

    private double between(RankedValues ranked, long size, double share) {
        double rank = share * (size - 1);
        long below = (long) Math.floor(rank);
        double low = number(inOrder(ranked, size, below));
        if (rank == below) {
            return low;
        }
        double high = number(inOrder(ranked, size, below + 1));
        return low == high ? low : low + (high - low) * (rank - below);
    }

    private long discrete(RankedValues ranked, long size, double share) {
        long rank = (long) Math.ceil(share * size) - 1;
        return inOrder(ranked, size, Math.max(0, rank));
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

    /// Finds the value that there is most often; of several the first in the order.
    private static final class MostFrequent implements RankedValues.Ascending {
        private final boolean lastOfSeveral;
        private long best;
        private long most;

        MostFrequent(boolean lastOfSeveral) {
            this.lastOfSeveral = lastOfSeveral;
        }

        long of(RankedValues ranked) {
            ranked.ascending(this);
            return best;
        }

        @Override
        public void values(long[] sorted, int count) {
            int from = 0;
            for (int i = 1; i <= count; i++) {
                if (i == count || sorted[i] != sorted[from]) {
                    equal(sorted[from], i - from);
                    from = i;
                }
            }
        }

        @Override
        public void equal(long value, long count) {
            if (lastOfSeveral ? count >= most : count > most) {
                most = count;
                best = value;
            }
        }
    }
}
