package org.almagest.columnar.statistics;

import java.util.Arrays;
import java.util.Optional;

/// A sample of a column's numbers: each taken one stands for 2^k of them. When there is no room,
/// every second one goes and k grows by one. Which are taken depends on their order alone, so that a
/// load done again takes the same. One thread.
public final class NumberSample {
    private static final int FIRST = 64;

    private final int most;
    private double[] numbers;
    private int taken;
    private int thinned;
    private long offered;

    /// Makes an empty sample of at most `most` numbers.
    public NumberSample(int most) {
        this(most, 0);
    }

    /// Makes an empty sample whose numbers stand for 2^`thinned` each.
    public NumberSample(int most, int thinned) {
        if (most < 2) {
            throw new IllegalArgumentException("a sample must have room for two numbers: " + most);
        }
        this.most = most;
        this.thinned = thinned;
        numbers = new double[Math.min(most, FIRST)];
    }

    /// Offers the next number, of which one in 2^k is taken. NaN is no number.
    public void offer(double number) {
        if (number == number && (offered++ & (1L << thinned) - 1) == 0) {
            take(number);
        }
    }

    /// Takes a number that stands for 2^k. NaN is no number; -0.0 is 0.0.
    public void take(double number) {
        if (number != number) {
            return;
        }
        if (taken == most) {
            thin();
        }
        if (taken == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.min(most, 2 * taken));
        }
        numbers[taken++] = number + 0.0;
    }

    /// Takes the numbers of another sample, both thinned until they stand for the same and fit.
    public void add(NumberSample other) {
        while (thinned < other.thinned || taken + kept(other) > most) {
            thin();
        }
        for (int i = 0; i < other.taken; i += 1 << thinned - other.thinned) {
            take(other.numbers[i]);
        }
    }

    private long kept(NumberSample other) {
        return (long) other.taken + (1L << thinned - other.thinned) - 1 >> thinned - other.thinned;
    }

    private void thin() {
        int kept = 0;
        for (int i = 0; i < taken; i += 2) {
            numbers[kept++] = numbers[i];
        }
        taken = kept;
        thinned++;
    }

    /// Answers the bytes that the sample takes.
    public long bytes() {
        return 8L * numbers.length;
    }

    /// Cuts the numbers into parts of equal size by `points` points, which stand for `values` values;
    /// empty where no number was taken.
    public Optional<Quantiles> quantiles(int points, long values) {
        return taken == 0 ? Optional.empty() : Optional.of(Quantiles.cut(numbers, taken, points, Math.max(1, values)));
    }
}
