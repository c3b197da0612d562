package org.almagest.exec.aggregate;

import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;

/// mad: the median of the absolute distances of the values from their median.
///
/// In the order of the values, distances grow from the median to both sides:
///
/// ```text
/// left(i)    distance of the i-th value below the median, counted downwards from 0
/// right(j)   distance of the j-th value from the median on, counted upwards from 0
/// ```
///
/// The distance of a rank is found by bisection over how many of the lesser ones stand to the left.
final class DeviationAccumulator extends KeptValuesAccumulator {
    DeviationAccumulator() {
        super(true, 0.0, 0);
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        double[] results = ((DoubleColumnVector) out).values();
        try (RankedValues ranked = ranked()) {
            for (int i = 0; i < count; i++) {
                long size = ranked.open(first + i);
                if (size == 0) {
                    results[i] = 0;
                    out.setNull(i);
                    continue;
                }
                ranked.sort();
                double upper = number(ranked.select(size / 2));
                double median = size % 2 == 1 ? upper : middle(number(ranked.select(size / 2 - 1)), upper);
                Distances distances = new Distances(ranked, size, median);
                double high = distances.select(size / 2);
                results[i] = size % 2 == 1 ? high : middle(distances.select(size / 2 - 1), high);
            }
        }
    }

    private static double middle(double low, double high) {
        return low == high ? low : low + (high - low) / 2;
    }

    /// The distances of a group's values from their median, by rank.
    private record Distances(RankedValues ranked, long size, double median, long below) {
        Distances(RankedValues ranked, long size, double median) {
            this(ranked, size, median, below(ranked, size, median));
        }

        /// Counts the values below the median.
        private static long below(RankedValues ranked, long size, double median) {
            long low = 0;
            long high = size / 2;
            while (low < high) {
                long middle = (low + high) >>> 1;
                if (Double.compare(number(ranked.select(middle)), median) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private double left(long i) {
            return median - number(ranked.select(below - 1 - i));
        }

        private double right(long j) {
            return number(ranked.select(below + j)) - median;
        }

        /// Answers the distance of a rank, counted from 0.
        double select(long rank) {
            long low = Math.max(0, rank + 1 - (size - below));
            long high = Math.min(below, rank + 1);
            while (low < high) {
                long fromLeft = (low + high) >>> 1;
                boolean enough = Double.compare(right(rank - fromLeft), left(fromLeft)) <= 0;
                if (enough) {
                    high = fromLeft;
                } else {
                    low = fromLeft + 1;
                }
            }
            long fromRight = rank + 1 - low;
            if (low == 0) {
                return right(fromRight - 1);
            }
            double nearest = left(low - 1);
            return fromRight == 0 ? nearest : Math.max(nearest, right(fromRight - 1));
        }
    }
}
