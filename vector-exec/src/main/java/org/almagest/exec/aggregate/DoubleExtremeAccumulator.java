package org.almagest.exec.aggregate;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.exec.kernel.GroupKernels;

/// min, max and any_value of REAL and DOUBLE. NaN is greater than every number.
final class DoubleExtremeAccumulator extends Accumulator {
    private final Extreme extreme;
    private double[] values = new double[1];
    private byte[] seen = new byte[1];

    DoubleExtremeAccumulator(Extreme extreme) {
        this.extreme = extreme;
    }

    @Override
    void ensure(int groups) {
        if (values.length < groups) {
            int capacity = grown(values.length, groups);
            values = Arrays.copyOf(values, capacity);
            seen = Arrays.copyOf(seen, capacity);
        }
    }

    @Override
    void add(Argument argument, int[] groups) {
        double[] added = argument.doubles();
        int[] rows = argument.rows();
        int count = argument.count();
        switch (extreme) {
            case LEAST -> GroupKernels.min(added, rows, count, groups, values, seen);
            case GREATEST -> GroupKernels.max(added, rows, count, groups, values, seen);
            case FIRST -> {
                for (int i = 0; i < count; i++) {
                    offer(groups[rows[i]], added[rows[i]]);
                }
            }
        }
    }

    @Override
    void addAll(Argument argument) {
        int count = argument.count();
        if (count == 0) {
            return;
        }
        if (extreme == Extreme.FIRST) {
            offer(0, argument.doubles()[argument.rows()[0]]);
            return;
        }
        addReduced(argument.reduction(), count);
    }

    @Override
    boolean addReduced(Reduction values, int count) {
        if (extreme == Extreme.FIRST) {
            return false;
        }
        double[] bounds = values.bounds();
        offer(bounds[0], bounds[1], values.countNaN(), count);
        return true;
    }

    @Override
    Set<Reduced> reduces() {
        return extreme == Extreme.FIRST ? Set.of() : Set.of(Reduced.BOUNDS);
    }

    /// Offers the better of a block's bounds; of its `count` values some may be NaN.
    private void offer(double least, double greatest, int nans, int count) {
        if (extreme == Extreme.LEAST) {
            offer(0, nans == count ? Double.NaN : least);
        } else {
            offer(0, nans > 0 ? Double.NaN : greatest);
        }
    }

    private void offer(int group, double value) {
        double before = values[group];
        boolean better = switch (extreme) {
            case LEAST -> value < before || before != before && value == value;
            case GREATEST -> value > before || value != value && before == before;
            case FIRST -> false;
        };
        if (seen[group] == 0 || better) {
            values[group] = value;
            seen[group] = 1;
        }
    }

    @Override
    void addExtreme(Value value) {
        offer(0, ((Value.OfDouble) value).value());
    }

    @Override
    Optional<Value> extreme() {
        return seen[0] == 0 ? Optional.empty() : Optional.of(Value.of(values[0]));
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        DoubleExtremeAccumulator others = (DoubleExtremeAccumulator) other;
        for (int i = 0; i < count; i++) {
            if (others.seen[from[i]] != 0) {
                offer(to[i], others.values[from[i]]);
            }
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        // Which zero was seen first depends on what was left out: a least or greatest zero is 0.0.
        double canonical = extreme == Extreme.FIRST ? -0.0 : 0.0;
        switch (out) {
            case DoubleColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    v.values()[i] = values[first + i] + canonical;
                }
            }
            case FloatColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    v.values()[i] = (float) (values[first + i] + canonical);
                }
            }
            default -> throw new IllegalStateException("no such extreme: " + out.physicalType());
        }
        for (int i = 0; i < count; i++) {
            if (seen[first + i] == 0) {
                out.setNull(i);
            }
        }
    }

    @Override
    long bytes() {
        return 9L * values.length;
    }
}
