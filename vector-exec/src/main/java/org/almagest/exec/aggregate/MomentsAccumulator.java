package org.almagest.exec.aggregate;

import java.util.Arrays;
import java.util.Set;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.exec.function.AggregateFunction.Kind;
import org.almagest.exec.kernel.GroupKernels;

/// Variances and standard deviations: count, mean, and the sum of squared distances from the mean.
/// Blocks of one group are taken in two passes, single rows by Welford's recurrence, and states are
/// merged by the formula of Chan, Golub and LeVeque (1983).
final class MomentsAccumulator extends Accumulator {
    private final Kind kind;
    private long[] counts = new long[1];
    private double[] means = new double[1];
    private double[] squares = new double[1];

    MomentsAccumulator(Kind kind) {
        this.kind = kind;
    }

    @Override
    void ensure(int groups) {
        if (counts.length < groups) {
            int capacity = grown(counts.length, groups);
            counts = Arrays.copyOf(counts, capacity);
            means = Arrays.copyOf(means, capacity);
            squares = Arrays.copyOf(squares, capacity);
        }
    }

    @Override
    void add(Argument argument, int[] groups) {
        GroupKernels.moments(argument.doubles(), argument.rows(), argument.count(), groups, counts, means, squares);
    }

    @Override
    void addAll(Argument argument) {
        if (argument.count() > 0) {
            addReduced(argument.reduction(), argument.count());
        }
    }

    @Override
    boolean addReduced(Reduction values, int count) {
        double mean = values.sum() / count;
        merge(0, count, mean, values.sumOfSquares(mean));
        return true;
    }

    @Override
    Set<Reduced> reduces() {
        return Set.of(Reduced.SUM, Reduced.SQUARES);
    }

    private void merge(int group, long otherCount, double otherMean, double otherSquares) {
        if (otherCount == 0) {
            return;
        }
        long count = counts[group];
        if (count == 0) {
            counts[group] = otherCount;
            means[group] = otherMean;
            squares[group] = otherSquares;
            return;
        }
        double total = (double) count + otherCount;
        double distance = otherMean - means[group];
        means[group] += distance * (otherCount / total);
        squares[group] += otherSquares + distance * distance * (count * (otherCount / total));
        counts[group] = count + otherCount;
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        MomentsAccumulator others = (MomentsAccumulator) other;
        for (int i = 0; i < count; i++) {
            int group = from[i];
            merge(to[i], others.counts[group], others.means[group], others.squares[group]);
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        double[] values = ((DoubleColumnVector) out).values();
        boolean sample = kind == Kind.STDDEV_SAMP || kind == Kind.VAR_SAMP;
        for (int i = 0; i < count; i++) {
            long size = counts[first + i];
            long divisor = size - (sample ? 1 : 0);
            if (divisor <= 0) {
                values[i] = 0;
                out.setNull(i);
            } else {
                double variance = squares[first + i] / divisor;
                values[i] = switch (kind) {
                    case STDDEV_SAMP, STDDEV_POP -> Math.sqrt(variance);
                    case SEM -> Math.sqrt(variance / size);
                    default -> variance;
                };
            }
        }
    }

    @Override
    long bytes() {
        return 24L * counts.length;
    }
}
