package org.almagest.exec.aggregate;

import java.util.Arrays;
import java.util.Optional;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.exec.kernel.GroupKernels;
import org.almagest.exec.kernel.SumKernels;

/// sum and avg of REAL and DOUBLE. Within a block of one group, eight lanes; across blocks and runs
/// the rounding error of each addition (Knuth's two-sum) is kept and added at the end.
final class DoubleSumAccumulator extends Accumulator {
    private final boolean average;
    private double[] sums = new double[1];
    private double[] errors = new double[1];
    private long[] counts = new long[1];
    private double[] lanes = {};
    private int[] countLanes = {};

    DoubleSumAccumulator(boolean average) {
        this.average = average;
    }

    @Override
    void ensure(int groups) {
        if (sums.length < groups) {
            int capacity = grown(sums.length, groups);
            sums = Arrays.copyOf(sums, capacity);
            errors = Arrays.copyOf(errors, capacity);
            counts = Arrays.copyOf(counts, capacity);
        }
    }

    @Override
    void add(Argument argument, int[] groups) {
        GroupKernels.sum(argument.doubles(), argument.rows(), argument.count(), groups, sums, counts);
    }

    @Override
    void addRows(Argument argument, GroupedRows rows) {
        if (rows.runs() > 0 && argument.isEveryValue()) {
            addRuns(argument, rows);
        } else if (rows.isLasting()) {
            add(argument, rows.groups());
        } else if (rows.isByGroup(argument.count())) {
            RowsByGroup byGroup = rows.byGroup();
            byGroup.add(argument.doubles(), sums);
            for (int group = 0; group < byGroup.groupCount(); group++) {
                counts[group] += byGroup.count(group);
            }
        } else if (rows.isFew(argument.count())) {
            addFew(argument, rows);
        } else {
            GroupKernels.sumScattered(
                    argument.doubles(), argument.rows(), argument.count(), rows.groups(), sums, counts);
        }
    }

    private void addFew(Argument argument, GroupedRows grouped) {
        if (lanes.length == 0) {
            lanes = new double[GroupedRows.FEW_LANES];
            countLanes = new int[GroupedRows.FEW_LANES];
        }
        Optional<long[]> valid = argument.mostlyValid();
        if (valid.isPresent()) {
            GroupKernels.sumFewValid(
                    argument.doubles(),
                    valid.get(),
                    argument.batchRows(),
                    grouped.groups(),
                    grouped.groupCount(),
                    lanes,
                    countLanes,
                    sums,
                    counts);
            return;
        }
        int[] rows = argument.rows();
        int count = argument.count();
        GroupKernels.sumFew(
                argument.doubles(),
                rows,
                count,
                grouped.groups(),
                grouped.groupCount(),
                lanes,
                countLanes,
                sums,
                counts);
    }

    private void addRuns(Argument argument, GroupedRows rows) {
        double[] values = argument.reduction().values();
        int from = 0;
        for (int run = 0; run < rows.runs(); run++) {
            int to = argument.valuesBefore(rows.start(run + 1));
            int group = rows.ofRun(run);
            sums[group] += SumKernels.sumRange(values, from, to);
            counts[group] += to - from;
            from = to;
        }
    }

    @Override
    void addAll(Argument argument) {
        if (argument.count() > 0) {
            addReduced(argument.reduction(), argument.count());
        }
    }

    @Override
    boolean addReduced(Reduction values, int count) {
        addCompensated(0, values.sum(), 0);
        counts[0] += count;
        return true;
    }

    private void addCompensated(int group, double value, double error) {
        double before = sums[group];
        double sum = before + value;
        double back = sum - before;
        errors[group] += error + ((before - (sum - back)) + (value - back));
        sums[group] = sum;
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        DoubleSumAccumulator others = (DoubleSumAccumulator) other;
        for (int i = 0; i < count; i++) {
            addCompensated(to[i], others.sums[from[i]], others.errors[from[i]]);
            counts[to[i]] += others.counts[from[i]];
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        double[] values = ((DoubleColumnVector) out).values();
        for (int i = 0; i < count; i++) {
            int group = first + i;
            double sum = sums[group];
            // An infinite sum makes its error NaN.
            double total = Double.isFinite(sum) ? sum + errors[group] : sum;
            values[i] = average ? total / counts[group] : total;
            if (counts[group] == 0) {
                values[i] = 0;
                out.setNull(i);
            }
        }
    }

    @Override
    long bytes() {
        return 24L * sums.length + 12L * lanes.length;
    }
}
