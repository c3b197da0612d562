package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.kernel.GroupKernels;
import org.almagest.exec.kernel.SumKernels;

/// sum and avg of integers, decimals and intervals: exact in 128 bits. What does not fit the result's type is
/// an error.
final class IntegerSumAccumulator extends Accumulator {
    private static final java.math.BigInteger DECIMAL_LIMIT = java.math.BigInteger.TEN.pow(DecimalType.MAX_PRECISION);

    private final boolean average;
    private final int scale;
    private final PhysicalType argument;
    private final long signMask;
    private final DataType result;
    private long[] low = new long[1];
    private long[] high = new long[1];
    private long[] counts = new long[1];

    IntegerSumAccumulator(DataType argument, DataType result, boolean average) {
        this.average = average;
        this.argument = argument.physical();
        this.result = result;
        signMask = argument == ScalarType.UBIGINT ? 0 : -1;
        scale = argument instanceof DecimalType decimal ? decimal.scale() : 0;
    }

    @Override
    void ensure(int groups) {
        if (low.length < groups) {
            int capacity = grown(low.length, groups);
            low = Arrays.copyOf(low, capacity);
            high = Arrays.copyOf(high, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
    }

    @Override
    void add(Argument values, int[] groups) {
        if (argument == PhysicalType.HUGE) {
            HugeColumnVector vector = (HugeColumnVector) values.vector();
            for (int i = 0; i < values.count(); i++) {
                int row = values.rows()[i];
                addHuge(groups[row], vector, row);
            }
        } else {
            GroupKernels.sumWide(values.longs(), signMask, values.rows(), values.count(), groups, low, high, counts);
        }
    }

    @Override
    void addRows(Argument argument, GroupedRows rows) {
        boolean words = this.argument != PhysicalType.HUGE && signMask != 0;
        if (words && rows.runs() > 0 && argument.isDense()) {
            if (argument.groupSums().takeByRun(argument.longs(), rows)) {
                for (int run = 0; run < rows.runs(); run++) {
                    addSum(rows.ofRun(run), argument.groupSums().of(run), rows.start(run + 1) - rows.start(run));
                }
                return;
            }
        } else if (words && rows.isByGroup(argument.count())) {
            RowsByGroup byGroup = rows.byGroup();
            if (argument.groupSums().takeByGroup(argument.longs(), byGroup)) {
                for (int group = 0; group < byGroup.groupCount(); group++) {
                    addSum(group, argument.groupSums().of(group), byGroup.count(group));
                }
                return;
            }
        }
        add(argument, rows.groups());
    }

    private void addSum(int group, long sum, int count) {
        add(group, sum >> 63, sum);
        counts[group] += count;
    }

    private void addHuge(int group, HugeColumnVector vector, int row) {
        int slot = vector.slot(row);
        add(group, vector.high()[slot], vector.low()[slot]);
        counts[group]++;
    }

    private void add(int group, long valueHigh, long valueLow) {
        long sum = low[group] + valueLow;
        long carry = Long.compareUnsigned(sum, valueLow) < 0 ? 1 : 0;
        long before = high[group];
        long after = before + valueHigh + carry;
        if (((before ^ after) & (valueHigh ^ after)) < 0 && (before ^ valueHigh) >= 0) {
            throw overflow();
        }
        low[group] = sum;
        high[group] = after;
    }

    private AlmagestException overflow() {
        return AlmagestException.of(
                        SqlState.NUMERIC_OUT_OF_RANGE, "sum does not fit its result type " + result.sqlName())
                .hint("cast the argument to DOUBLE for a sum with rounding");
    }

    @Override
    void addAll(Argument values) {
        int count = values.count();
        if (argument == PhysicalType.HUGE) {
            HugeColumnVector vector = (HugeColumnVector) values.vector();
            for (int i = 0; i < count; i++) {
                addHuge(0, vector, values.rows()[i]);
            }
            return;
        }
        long[] packed = values.packedLongs();
        counts[0] += count;
        if (argument != PhysicalType.LONG) {
            long sum = SumKernels.sum(packed, count);
            add(0, sum >> 63, sum);
            return;
        }
        long lows = SumKernels.sumLow(packed, count);
        long highs = SumKernels.sumHigh(packed, count);
        if (signMask == 0) {
            // The upper halves were taken as signed: each negative one lacks 2^32.
            long negative = 0;
            for (int i = 0; i < count; i++) {
                negative += packed[i] >>> 63;
            }
            highs += negative << 32;
        }
        add(0, 0, lows);
        add(0, highs >> 32, highs << 32);
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        IntegerSumAccumulator others = (IntegerSumAccumulator) other;
        for (int i = 0; i < count; i++) {
            add(to[i], others.high[from[i]], others.low[from[i]]);
            counts[to[i]] += others.counts[from[i]];
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        for (int i = 0; i < count; i++) {
            int group = first + i;
            if (counts[group] == 0) {
                out.setNull(i);
            } else {
                writeOne(group, i, out);
            }
        }
    }

    private void writeOne(int group, int row, ColumnVector out) {
        switch (out) {
            case DoubleColumnVector v ->
                v.set(row, Wide.toDouble(high[group], low[group], scale) / (average ? counts[group] : 1));
            case LongColumnVector v -> {
                if (high[group] != low[group] >> 63) {
                    throw overflow();
                }
                v.set(row, low[group]);
            }
            case HugeColumnVector v when result == ScalarType.INTERVAL -> writeInterval(group, row, v);
            case HugeColumnVector v -> {
                // Far from the limit nothing needs to be compared exactly.
                if (Math.abs(high[group]) > 1L << 60
                        && Wide.toBig(high[group], low[group]).abs().compareTo(DECIMAL_LIMIT) >= 0) {
                    throw overflow();
                }
                v.high()[row] = high[group];
                v.low()[row] = low[group];
                v.setValid(row);
            }
            default -> throw new IllegalStateException("no sum has this type: " + out.physicalType());
        }
    }

    /// The number of a sum of intervals is the sum of their numbers.
    private void writeInterval(int group, int row, HugeColumnVector out) {
        IntervalValue sum = IntervalValue.ofNumber(high[group], low[group]);
        IntervalValue value = average ? sum.dividedBy(counts[group]) : sum;
        out.high()[row] = value.high();
        out.low()[row] = value.low();
        out.setValid(row);
    }

    @Override
    long bytes() {
        return 24L * low.length;
    }
}
