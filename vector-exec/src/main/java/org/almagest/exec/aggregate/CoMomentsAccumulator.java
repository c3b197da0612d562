package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.function.AggregateFunction.Kind;

/// Covariances, correlation and linear regression of y (first argument) on x (second): count, means,
/// and the sums of products of the distances from the means. Rows where either is NULL do not
/// count. Rows are added by Welford's recurrence, states merged by the formula of Chan, Golub and
/// LeVeque (1983).
final class CoMomentsAccumulator extends Accumulator {
    private final Kind kind;
    private final CommonRows common = new CommonRows();
    private long[] counts = new long[1];
    private double[] meansX = new double[1];
    private double[] meansY = new double[1];
    private double[] squaresX = new double[1];
    private double[] squaresY = new double[1];
    private double[] products = new double[1];

    CoMomentsAccumulator(Kind kind) {
        this.kind = kind;
    }

    @Override
    void ensure(int groups) {
        if (counts.length < groups) {
            int capacity = grown(counts.length, groups);
            counts = Arrays.copyOf(counts, capacity);
            meansX = Arrays.copyOf(meansX, capacity);
            meansY = Arrays.copyOf(meansY, capacity);
            squaresX = Arrays.copyOf(squaresX, capacity);
            squaresY = Arrays.copyOf(squaresY, capacity);
            products = Arrays.copyOf(products, capacity);
        }
    }

    @Override
    void addRows(Argument y, Argument x, GroupedRows grouped) {
        common.take(y, x, false);
        if (common.count() == 0) {
            return;
        }
        int[] groups = grouped.groups();
        int[] rows = common.rows();
        double[] valuesX = x.doubles();
        double[] valuesY = y.doubles();
        for (int i = 0; i < common.count(); i++) {
            int row = rows[i];
            add(groups[row], valuesX[row], valuesY[row]);
        }
    }

    @Override
    void addAll(Argument y, Argument x) {
        common.take(y, x, false);
        if (common.count() == 0) {
            return;
        }
        int[] rows = common.rows();
        double[] valuesX = x.doubles();
        double[] valuesY = y.doubles();
        for (int i = 0; i < common.count(); i++) {
            add(0, valuesX[rows[i]], valuesY[rows[i]]);
        }
    }

    private void add(int group, double x, double y) {
        long count = ++counts[group];
        double distanceX = x - meansX[group];
        double distanceY = y - meansY[group];
        meansX[group] += distanceX / count;
        meansY[group] += distanceY / count;
        squaresX[group] += distanceX * (x - meansX[group]);
        squaresY[group] += distanceY * (y - meansY[group]);
        products[group] += distanceX * (y - meansY[group]);
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        CoMomentsAccumulator others = (CoMomentsAccumulator) other;
        for (int i = 0; i < count; i++) {
            if (others.counts[from[i]] > 0) {
                merge(others, from[i], to[i]);
            }
        }
    }

    private void merge(CoMomentsAccumulator others, int from, int to) {
        double distanceX = others.meansX[from] - meansX[to];
        double distanceY = others.meansY[from] - meansY[to];
        long before = counts[to];
        counts[to] += others.counts[from];
        double share = (double) others.counts[from] / counts[to];
        squaresX[to] += others.squaresX[from] + distanceX * distanceX * (before * share);
        squaresY[to] += others.squaresY[from] + distanceY * distanceY * (before * share);
        products[to] += others.products[from] + distanceX * distanceY * (before * share);
        meansX[to] += distanceX * share;
        meansY[to] += distanceY * share;
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        if (kind == Kind.REGR_COUNT) {
            System.arraycopy(counts, first, ((LongColumnVector) out).values(), 0, count);
            return;
        }
        double[] values = ((DoubleColumnVector) out).values();
        for (int i = 0; i < count; i++) {
            if (isNull(first + i)) {
                values[i] = 0;
                out.setNull(i);
            } else {
                values[i] = value(first + i);
            }
        }
    }

    private boolean isNull(int group) {
        return counts[group] == 0
                || switch (kind) {
                    case COVAR_SAMP -> counts[group] == 1;
                    case CORR -> squaresX[group] == 0 || squaresY[group] == 0;
                    case REGR_SLOPE, REGR_INTERCEPT, REGR_R2 -> squaresX[group] == 0;
                    default -> false;
                };
    }

    private double value(int group) {
        double xx = squaresX[group];
        double yy = squaresY[group];
        double xy = products[group];
        return switch (kind) {
            case COVAR_SAMP -> xy / (counts[group] - 1);
            case COVAR_POP -> xy / counts[group];
            case CORR -> Math.clamp(xy / (Math.sqrt(xx) * Math.sqrt(yy)), -1, 1);
            case REGR_AVGX -> meansX[group];
            case REGR_AVGY -> meansY[group];
            case REGR_SXX -> xx;
            case REGR_SYY -> yy;
            case REGR_SXY -> xy;
            case REGR_SLOPE -> xy / xx;
            case REGR_INTERCEPT -> meansY[group] - xy / xx * meansX[group];
            case REGR_R2 -> yy == 0 ? 1 : xy / xx * (xy / yy);
            default -> throw new IllegalStateException("no aggregate of two numbers: " + kind);
        };
    }

    @Override
    long bytes() {
        return 48L * counts.length;
    }
}
