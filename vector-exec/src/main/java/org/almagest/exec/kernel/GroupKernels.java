package org.almagest.exec.kernel;

/// Accumulation by group: `groups[row]` is the group of a row, `rows` lists the rows that count.
/// Counts and sums keep the group at hand in registers: clustered rows stay in one group for long,
/// and a load that waits for the store before it costs more than the addition.
public final class GroupKernels {
    private GroupKernels() {}

    public static void count(int[] rows, int count, int[] groups, long[] counts) {
        int last = 0;
        long n = counts[0];
        for (int i = 0; i < count; i++) {
            int group = groups[rows[i]];
            if (group != last) {
                counts[last] = n;
                n = counts[group];
                last = group;
            }
            n++;
        }
        counts[last] = n;
    }

    /// Counts rows whose groups change from one to the next: without a branch to mispredict.
    public static void countScattered(int[] rows, int count, int[] groups, long[] counts) {
        for (int i = 0; i < count; i++) {
            counts[groups[rows[i]]]++;
        }
    }

    /// Sums rows whose groups change from one to the next.
    public static void sumScattered(
            double[] values, int[] rows, int count, int[] groups, double[] sums, long[] counts) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int group = groups[row];
            sums[group] += values[row];
            counts[group]++;
        }
    }

    /// Counts all rows below `count`.
    public static void countAll(int count, int[] groups, long[] counts) {
        int last = 0;
        long n = counts[0];
        for (int i = 0; i < count; i++) {
            int group = groups[i];
            if (group != last) {
                counts[last] = n;
                n = counts[group];
                last = group;
            }
            n++;
        }
        counts[last] = n;
    }

    public static void sum(double[] values, int[] rows, int count, int[] groups, double[] sums, long[] counts) {
        int last = 0;
        double sum = sums[0];
        long n = counts[0];
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int group = groups[row];
            if (group != last) {
                sums[last] = sum;
                counts[last] = n;
                sum = sums[group];
                n = counts[group];
                last = group;
            }
            sum += values[row];
            n++;
        }
        sums[last] = sum;
        counts[last] = n;
    }

    /// Sums 64-bit integers in 128 bits; `signMask` is -1 for signed values and 0 for unsigned
    /// ones.
    public static void sumWide(
            long[] values, long signMask, int[] rows, int count, int[] groups, long[] low, long[] high, long[] counts) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int group = groups[row];
            long value = values[row];
            long sum = low[group] + value;
            long carry = Long.compareUnsigned(sum, value) < 0 ? 1 : 0;
            low[group] = sum;
            high[group] += (value >> 63 & signMask) + carry;
            counts[group]++;
        }
    }

    /// Keeps the least value of each group; NaN is greater than every number.
    public static void min(double[] values, int[] rows, int count, int[] groups, double[] least, byte[] seen) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int group = groups[row];
            double value = values[row];
            double before = least[group];
            if (seen[group] == 0 || value < before || before != before && value == value) {
                least[group] = value;
                seen[group] = 1;
            }
        }
    }

    /// Keeps the greatest value of each group; NaN is greater than every number.
    public static void max(double[] values, int[] rows, int count, int[] groups, double[] most, byte[] seen) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int group = groups[row];
            double value = values[row];
            double before = most[group];
            if (seen[group] == 0 || value > before || value != value && before == before) {
                most[group] = value;
                seen[group] = 1;
            }
        }
    }

    public static void min(long[] values, long flip, int[] rows, int count, int[] groups, long[] least, byte[] seen) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int group = groups[row];
            long value = values[row];
            if (seen[group] == 0 || (value ^ flip) < (least[group] ^ flip)) {
                least[group] = value;
                seen[group] = 1;
            }
        }
    }

    public static void max(long[] values, long flip, int[] rows, int count, int[] groups, long[] most, byte[] seen) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int group = groups[row];
            long value = values[row];
            if (seen[group] == 0 || (value ^ flip) > (most[group] ^ flip)) {
                most[group] = value;
                seen[group] = 1;
            }
        }
    }

    /// Welford's recurrence: count, mean and the sum of squared distances from it.
    public static void moments(
            double[] values, int[] rows, int count, int[] groups, long[] counts, double[] means, double[] squares) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int group = groups[row];
            double value = values[row];
            long n = ++counts[group];
            double distance = value - means[group];
            double mean = means[group] + distance / n;
            means[group] = mean;
            squares[group] += distance * (value - mean);
        }
    }
}
