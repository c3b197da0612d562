package org.almagest.optimizer.estimate;

import java.util.OptionalDouble;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.SampledNumbers;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;

/// Shares of a column's numbers by a sample of them. Where a range has few of the sample, the share follows
/// from how densely they lie around it:
///
/// ```text
/// sample   ..|.|..|.||...|.|.||.|..|..|.|..      64 to each side
///                     [==]                       the range: its width, times their number, by their width
/// ```
final class SampledColumn {
    /// So many of the sample in a range, or around it, tell its share.
    private static final int ENOUGH = 128;

    /// Nearer to an end of the sample than this, each gap counts for itself.
    private static final int END = 16;

    /// Where a value stands so many times on average, values are few.
    private static final int REPEATED = 4;

    /// What was thought before counts as so many rows.
    private static final double PRIOR = 0.5;

    private final SampledNumbers numbers;
    private final DataType type;
    private final double least;
    private final double greatest;
    private final double ofOne;

    SampledColumn(SampledNumbers numbers, DataType type, ColumnStatistics statistics) {
        this.numbers = numbers;
        this.type = type;
        int count = numbers.count();
        double first = count == 0 ? 0 : numbers.sorted(0);
        double last = count == 0 ? 0 : lastNumber(numbers);
        least = statistics
                .min()
                .map(SampledColumn::stored)
                .orElse(OptionalDouble.empty())
                .orElse(first);
        greatest = statistics
                .max()
                .map(SampledColumn::stored)
                .orElse(OptionalDouble.empty())
                .orElse(last);
        double values = (double) count / Math.max(1, numbers.rows());
        ofOne = statistics.distinct().isPresent()
                ? values / Math.max(1, statistics.distinct().getAsLong())
                : 0;
    }

    private static double lastNumber(SampledNumbers numbers) {
        int last = numbers.below(Double.NaN) - 1;
        return last < 0 ? 0 : numbers.sorted(last);
    }

    static OptionalDouble stored(Value value) {
        return switch (value) {
            case Value.OfLong(long number) -> OptionalDouble.of(number);
            case Value.OfDouble(double number) -> OptionalDouble.of(number);
            case Value.OfHuge(var number) -> OptionalDouble.of(number.doubleValue());
            default -> OptionalDouble.empty();
        };
    }

    SampledNumbers numbers() {
        return numbers;
    }

    int from(NumberRange range) {
        return range.withLow() ? numbers.below(range.low()) : numbers.upTo(range.low());
    }

    int to(NumberRange range) {
        return range.withHigh() ? numbers.upTo(range.high()) : numbers.below(range.high());
    }

    /// Answers the share of all rows, NULLs among them, that have a number in a range.
    double share(NumberRange range) {
        int from = from(range);
        int to = Math.max(from, to(range));
        double rows = Math.max(1, numbers.rows());
        if (to - from >= ENOUGH || numbers.count() == numbers.below(range.low()) && range.low() > greatest) {
            return (to - from) / rows;
        }
        if (range.low() == range.high()) {
            return shrunk(to - from, rows, ofOne(range.low(), from, to));
        }
        int finite = numbers.below(Double.NaN);
        if (Double.isNaN(range.high()) && finite < numbers.count()) {
            return (to - from) / rows;
        }
        double around = around(range, from, Math.min(to, finite), finite);
        return Math.max(around / rows, range.withLow() || range.withHigh() ? ofOne : 0);
    }

    /// Answers the share of a single number, before the sample's rows of it are counted: as common as numbers are
    /// on average, or as the numbers around it lie densely, where they can be no denser than their type has
    /// them.
    private double ofOne(double number, int from, int to) {
        int more = (ENOUGH - (to - from)) / 2;
        int first = Math.max(0, from - more);
        int last = Math.min(numbers.below(Double.NaN), to + more) - 1;
        double step = type.isInteger() ? 1 : type == ScalarType.REAL ? Math.ulp((float) number) : 0;
        double width = last > first ? numbers.sorted(last) - numbers.sorted(first) : 0;
        double dense = width > 0 && Double.isFinite(width) ? (last - first) * step / width / numbers.rows() : 0;
        return Math.max(Math.max(ofOne, dense), Double.MIN_NORMAL);
    }

    /// Answers how many rows of the sample a range would have if they were fractions.
    private double around(NumberRange range, int from, int to, int finite) {
        if (finite == 0) {
            return 0;
        }
        if (from < END || to > finite - END) {
            return Math.max(0, place(range.high(), finite) - place(range.low(), finite));
        }
        int more = (ENOUGH - (to - from)) / 2;
        int first = Math.max(0, from - more);
        int last = Math.min(finite, to + more) - 1;
        if (isRepeated(first, last)) {
            return to - from;
        }
        double width = numbers.sorted(last) - numbers.sorted(first);
        return width > 0 && Double.isFinite(width)
                ? (last - first) * range.width(least, greatest, type) / width
                : to - from;
    }

    private boolean isRepeated(int first, int last) {
        int different = 1;
        for (int i = first + 1; i <= last; i++) {
            different += numbers.sorted(i) != numbers.sorted(i - 1) ? 1 : 0;
        }
        return different * REPEATED <= last - first;
    }

    /// Answers the place of a number in the order, as a fraction between those of its neighbours.
    private double place(double number, int finite) {
        if (Double.isNaN(number) || number >= greatest) {
            return finite;
        }
        if (number <= least) {
            return 0;
        }
        int above = Math.min(finite, numbers.upTo(number));
        double before = above == 0 ? least : numbers.sorted(above - 1);
        double behind = above == finite ? greatest : numbers.sorted(above);
        double part = behind > before && Double.isFinite(behind - before) ? (number - before) / (behind - before) : 0;
        return Math.min(finite, Math.max(0, above - 0.5 + part));
    }

    /// Answers the share that some of the sample's rows stand for, of which `likely` was thought before: few of
    /// them say little. It is the mean of a gamma distribution.
    static double shrunk(double count, double rows, double likely) {
        return (count + PRIOR) / (rows + PRIOR / likely);
    }
}
