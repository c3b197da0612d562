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

    /// Counts rows of few groups in four lanes, row `i` of those that count in lane `i mod 4`: a count
    /// that waits for the one before it to be stored costs more than the addition. `lanes` has four places for
    /// each group, all 0 before and afterwards.
    public static void countFew(int[] rows, int count, int[] groups, int groupCount, int[] lanes, long[] counts) {
        countLanes(rows, count, groups, groupCount, lanes);
        addCounts(groupCount, lanes, counts);
    }

    private static void countLanes(int[] rows, int count, int[] groups, int groupCount, int[] lanes) {
        int first = groupCount;
        int second = 2 * groupCount;
        int third = 3 * groupCount;
        int whole = count & -4;
        for (int i = 0; i < whole; i += 4) {
            lanes[groups[rows[i]]]++;
            lanes[first + groups[rows[i + 1]]]++;
            lanes[second + groups[rows[i + 2]]]++;
            lanes[third + groups[rows[i + 3]]]++;
        }
        for (int i = whole; i < count; i++) {
            lanes[groups[rows[i]]]++;
        }
    }

    /// Adds the counts of all lanes, which are 0 afterwards.
    private static void addCounts(int groupCount, int[] lanes, long[] counts) {
        int second = 2 * groupCount;
        int third = 3 * groupCount;
        for (int g = 0; g < groupCount; g++) {
            counts[g] += lanes[g] + lanes[groupCount + g] + lanes[second + g] + lanes[third + g];
        }
        java.util.Arrays.fill(lanes, 0, 4 * groupCount, 0);
    }

    /// As `countFew`, of all rows below `count`.
    public static void countFew(int count, int[] groups, int groupCount, int[] lanes, long[] counts) {
        int first = groupCount;
        int second = 2 * groupCount;
        int third = 3 * groupCount;
        int whole = count & -4;
        for (int i = 0; i < whole; i += 4) {
            lanes[groups[i]]++;
            lanes[first + groups[i + 1]]++;
            lanes[second + groups[i + 2]]++;
            lanes[third + groups[i + 3]]++;
        }
        for (int i = whole; i < count; i++) {
            lanes[groups[i]]++;
        }
        addCounts(groupCount, lanes, counts);
    }

    /// Sums and counts rows of few groups in four lanes, as `countFew` counts them, and adds the four sums
    /// of a group in one order to its sum. `sumLanes` and `countLanes` are as the lanes of `countFew`.
    public static void sumFew(
            double[] values,
            int[] rows,
            int count,
            int[] groups,
            int groupCount,
            double[] sumLanes,
            int[] countLanes,
            double[] sums,
            long[] counts) {
        int first = groupCount;
        int second = 2 * groupCount;
        int third = 3 * groupCount;
        int whole = count & -4;
        for (int i = 0; i < whole; i += 4) {
            int a = rows[i];
            int b = rows[i + 1];
            int c = rows[i + 2];
            int d = rows[i + 3];
            int atA = groups[a];
            int atB = first + groups[b];
            int atC = second + groups[c];
            int atD = third + groups[d];
            sumLanes[atA] += values[a];
            countLanes[atA]++;
            sumLanes[atB] += values[b];
            countLanes[atB]++;
            sumLanes[atC] += values[c];
            countLanes[atC]++;
            sumLanes[atD] += values[d];
            countLanes[atD]++;
        }
        for (int i = whole; i < count; i++) {
            sumLanes[groups[rows[i]]] += values[rows[i]];
            countLanes[groups[rows[i]]]++;
        }
        addLanes(groupCount, sumLanes, countLanes, sums, counts);
    }

    /// As `sumFew`, of those rows below `count` whose bit is set in `validity`, row `i` in lane `i mod 4`: the
    /// others add 0 to the sum and to the count, which costs less than a list of rows where most count.
    public static void sumFewValid(
            double[] values,
            long[] validity,
            int count,
            int[] groups,
            int groupCount,
            double[] sumLanes,
            int[] countLanes,
            double[] sums,
            long[] counts) {
        for (int from = 0; from < count; from += 64) {
            int end = Math.min(count, from + 64);
            int whole = from + (end - from & -4);
            long bits = validity[from >>> 6];
            for (int i = from; i < whole; i += 4, bits >>>= 4) {
                int a = groups[i];
                int b = groupCount + groups[i + 1];
                int c = 2 * groupCount + groups[i + 2];
                int d = 3 * groupCount + groups[i + 3];
                sumLanes[a] += valueOrZero(values[i], bits);
                countLanes[a] += (int) bits & 1;
                sumLanes[b] += valueOrZero(values[i + 1], bits >>> 1);
                countLanes[b] += (int) (bits >>> 1) & 1;
                sumLanes[c] += valueOrZero(values[i + 2], bits >>> 2);
                countLanes[c] += (int) (bits >>> 2) & 1;
                sumLanes[d] += valueOrZero(values[i + 3], bits >>> 3);
                countLanes[d] += (int) (bits >>> 3) & 1;
            }
            for (int i = whole; i < end; i++, bits >>>= 1) {
                sumLanes[groups[i]] += valueOrZero(values[i], bits);
                countLanes[groups[i]] += (int) bits & 1;
            }
        }
        addLanes(groupCount, sumLanes, countLanes, sums, counts);
    }

    /// Answers 0 where the lowest bit is not set, whatever the value is.
    private static double valueOrZero(double value, long bit) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & -(bit & 1));
    }

    private static void addLanes(int groupCount, double[] sumLanes, int[] countLanes, double[] sums, long[] counts) {
        int second = 2 * groupCount;
        int third = 3 * groupCount;
        for (int g = 0; g < groupCount; g++) {
            sums[g] += (sumLanes[g] + sumLanes[groupCount + g]) + (sumLanes[second + g] + sumLanes[third + g]);
        }
        java.util.Arrays.fill(sumLanes, 0, 4 * groupCount, 0);
        addCounts(groupCount, countLanes, counts);
    }

    /// Lists rows in the order of their groups: those of group `g` stand in `order` from `starts[g]` to before
    /// `starts[g + 1]`. Row `i` is counted and placed in lane `i mod 4`, as by `countFew`; `places` has four places
    /// for each group and is scratch.
    public static void order(
            int[] rows, int count, int[] groups, int groupCount, int[] places, int[] starts, int[] order) {
        int first = groupCount;
        int second = 2 * groupCount;
        int third = 3 * groupCount;
        java.util.Arrays.fill(places, 0, 4 * groupCount, 0);
        countLanes(rows, count, groups, groupCount, places);
        int at = 0;
        for (int g = 0; g < groupCount; g++) {
            starts[g] = at;
            for (int place = g; place < 4 * groupCount; place += groupCount) {
                int here = places[place];
                places[place] = at;
                at += here;
            }
        }
        starts[groupCount] = at;
        int whole = count & -4;
        for (int i = 0; i < whole; i += 4) {
            int a = rows[i];
            int b = rows[i + 1];
            int c = rows[i + 2];
            int d = rows[i + 3];
            order[places[groups[a]]++] = a;
            order[places[first + groups[b]]++] = b;
            order[places[second + groups[c]]++] = c;
            order[places[third + groups[d]]++] = d;
        }
        for (int i = whole; i < count; i++) {
            order[places[groups[rows[i]]]++] = rows[i];
        }
    }

    /// Sets `sums[g]` to the sum of the values of each group, in 64 bits; answers an OR of all values, negative
    /// ones complemented.
    public static long sumOrdered(long[] values, int[] order, int[] starts, int groupCount, long[] sums) {
        long bits = 0;
        for (int g = 0; g < groupCount; g++) {
            long sum = 0;
            for (int i = starts[g]; i < starts[g + 1]; i++) {
                long value = values[order[i]];
                sum += value;
                bits |= value ^ value >> 63;
            }
            sums[g] = sum;
        }
        return bits;
    }

    /// Sums the values of each run as `sumOrdered` does those of groups; runs follow each other.
    public static long sumRuns(long[] values, int[] starts, int runs, long[] sums) {
        long bits = 0;
        for (int run = 0; run < runs; run++) {
            long sum = 0;
            for (int i = starts[run]; i < starts[run + 1]; i++) {
                sum += values[i];
                bits |= values[i] ^ values[i] >> 63;
            }
            sums[run] = sum;
        }
        return bits;
    }

    /// Adds the values of each group to its sum, in four lanes that are added up in one order.
    public static void addOrdered(double[] values, int[] order, int[] starts, int groupCount, double[] sums) {
        for (int g = 0; g < groupCount; g++) {
            int from = starts[g];
            int end = starts[g + 1];
            int whole = from + (end - from & -4);
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            for (int i = from; i < whole; i += 4) {
                a += values[order[i]];
                b += values[order[i + 1]];
                c += values[order[i + 2]];
                d += values[order[i + 3]];
            }
            for (int i = whole; i < end; i++) {
                a += values[order[i]];
            }
            sums[g] += a + b + (c + d);
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
