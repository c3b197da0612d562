package org.almagest.columnar.statistics;

import java.util.Arrays;
import java.util.List;

/// How a column's numbers are distributed: points that cut its values into parts of equal size,
/// from the least seen to the greatest. NULL and NaN do not count.
///
/// ```text
/// points[0]    points[1]                               points[n-1]
///    |------------|----------|--------------|-------------|
///         1/(n-1) of the values in each
/// ```
///
/// Numbers stand as they are stored (a DECIMAL unscaled, a timestamp in microseconds), rounded to
/// doubles. The rank of an answer is off by at most the size of a part, plus what a sample of 1,024
/// values per row group leaves uncertain. Immutable.
public final class Quantiles {
    private final double[] points;
    private final long values;

    private Quantiles(double[] points, long values) {
        this.points = points;
        this.values = values;
    }

    /// Takes the points (at least two, ascending) of `values` values. The array is copied.
    public static Quantiles of(double[] points, long values) {
        if (points.length < 2 || values < 1) {
            throw new IllegalArgumentException(
                    "quantiles must have two points and a value: " + points.length + ", " + values);
        }
        for (int i = 0; i < points.length; i++) {
            if (Double.isNaN(points[i]) || i > 0 && points[i] < points[i - 1]) {
                throw new IllegalArgumentException("points must ascend: " + points[i]);
            }
        }
        return new Quantiles(points.clone(), values);
    }

    /// Cuts ascending values, which stand for `values` in all, at `points` points.
    public static Quantiles ofSorted(double[] sorted, int count, long values, int points) {
        double[] cut = new double[Math.max(2, points)];
        for (int i = 0; i < cut.length; i++) {
            cut[i] = sorted[(int) Math.round((double) i * (count - 1) / (cut.length - 1))];
        }
        return new Quantiles(cut, values);
    }

    public double[] points() {
        return points.clone();
    }

    /// Answers how many values the points cut.
    public long values() {
        return values;
    }

    /// Answers the value below which about `rank` (0 to 1) of the values lie.
    public double quantile(double rank) {
        double place = Math.clamp(rank, 0, 1) * (points.length - 1);
        return points[(int) Math.round(place)];
    }

    /// Merges several into one of `points` points: every part counts with its values.
    public static Quantiles merge(List<Quantiles> parts, int points) {
        if (parts.size() == 1 && parts.getFirst().points.length <= points) {
            return parts.getFirst();
        }
        int count = parts.stream().mapToInt(part -> part.points.length).sum();
        long values = parts.stream().mapToLong(Quantiles::values).sum();
        double[] all = new double[count];
        double[] weights = new double[count];
        int at = 0;
        for (Quantiles part : parts) {
            for (int i = 0; i < part.points.length; i++) {
                boolean end = i == 0 || i == part.points.length - 1;
                all[at] = part.points[i];
                weights[at] = part.values * (end ? 0.5 : 1.0) / (part.points.length - 1);
                at++;
            }
        }
        Integer[] sorted = new Integer[count];
        Arrays.setAll(sorted, i -> i);
        Arrays.sort(sorted, (a, b) -> Double.compare(all[a], all[b]));
        return new Quantiles(cut(all, weights, sorted, values, points), values);
    }

    private static double[] cut(double[] all, double[] weights, Integer[] sorted, long values, int points) {
        double[] cut = new double[points];
        double below = 0;
        int next = 1;
        cut[0] = all[sorted[0]];
        for (int index : sorted) {
            below += weights[index];
            while (next < points - 1 && below >= (double) values * next / (points - 1)) {
                cut[next++] = all[index];
            }
        }
        Arrays.fill(cut, next, points, all[sorted[sorted.length - 1]]);
        return cut;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quantiles quantiles
                && values == quantiles.values
                && Arrays.equals(points, quantiles.points);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(points);
    }

    @Override
    public String toString() {
        return "quantiles " + Arrays.toString(points);
    }
}
