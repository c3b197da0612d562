package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.exec.function.AggregateFunction.Kind;

/// skewness, kurtosis and kurtosis_pop: count, mean, and the sums of the second, third and fourth
/// powers of the distances from the mean, updated and merged by the formulas of Pébay (2008).
///
/// ```text
/// skewness       of a sample (G1): needs three values
/// kurtosis       excess of a sample (G2): needs four values
/// kurtosis_pop   excess of all values: needs two
/// ```
///
/// Where all values are equal they are NULL.
final class ShapeAccumulator extends Accumulator {
    private final Kind kind;
    private long[] counts = new long[1];
    private double[] means = new double[1];
    private double[] seconds = new double[1];
    private double[] thirds = new double[1];
    private double[] fourths = new double[1];

    ShapeAccumulator(Kind kind) {
        this.kind = kind;
    }

    @Override
    void ensure(int groups) {
        if (counts.length < groups) {
            int capacity = grown(counts.length, groups);
            counts = Arrays.copyOf(counts, capacity);
            means = Arrays.copyOf(means, capacity);
            seconds = Arrays.copyOf(seconds, capacity);
            thirds = Arrays.copyOf(thirds, capacity);
            fourths = Arrays.copyOf(fourths, capacity);
        }
    }

    @Override
    void add(Argument argument, int[] groups) {
        int[] rows = argument.rows();
        int count = argument.count();
        if (count == 0) {
            return;
        }
        double[] values = argument.doubles();
        for (int i = 0; i < count; i++) {
            merge(groups[rows[i]], 1, values[rows[i]], 0, 0, 0);
        }
    }

    @Override
    void addAll(Argument argument) {
        int count = argument.count();
        if (count == 0) {
            return;
        }
        double[] values = argument.packedDoubles();
        for (int i = 0; i < count; i++) {
            merge(0, 1, values[i], 0, 0, 0);
        }
    }

    private void merge(int group, long otherCount, double mean, double second, double third, double fourth) {
        double a = counts[group];
        double b = otherCount;
        double n = a + b;
        double d = mean - means[group];
        double step = d / n;
        double product = d * step * a * b;
        fourths[group] += fourth
                + product * step * step * (a * a - a * b + b * b)
                + 6 * step * step * (a * a * second + b * b * seconds[group])
                + 4 * step * (a * third - b * thirds[group]);
        thirds[group] += third + product * step * (a - b) + 3 * step * (a * second - b * seconds[group]);
        seconds[group] += second + product;
        means[group] += b * step;
        counts[group] += otherCount;
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        ShapeAccumulator others = (ShapeAccumulator) other;
        for (int i = 0; i < count; i++) {
            int g = from[i];
            if (others.counts[g] > 0) {
                merge(to[i], others.counts[g], others.means[g], others.seconds[g], others.thirds[g], others.fourths[g]);
            }
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        double[] values = ((DoubleColumnVector) out).values();
        int least = kind == Kind.SKEWNESS ? 3 : kind == Kind.KURTOSIS ? 4 : 2;
        for (int i = 0; i < count; i++) {
            int group = first + i;
            if (counts[group] < least || seconds[group] == 0) {
                values[i] = 0;
                out.setNull(i);
            } else {
                values[i] = value(group);
            }
        }
    }

    private double value(int group) {
        double n = counts[group];
        double variance = seconds[group] / n;
        double excess = fourths[group] / n / (variance * variance) - 3;
        return switch (kind) {
            case SKEWNESS -> thirds[group] / n / (variance * Math.sqrt(variance)) * Math.sqrt(n * (n - 1)) / (n - 2);
            case KURTOSIS -> (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6);
            case KURTOSIS_POP -> excess;
            default -> throw new IllegalStateException("no aggregate of a shape: " + kind);
        };
    }

    @Override
    long bytes() {
        return 40L * counts.length;
    }
}
