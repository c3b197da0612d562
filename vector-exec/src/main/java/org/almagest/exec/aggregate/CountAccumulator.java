package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.kernel.GroupKernels;

/// count(*) and count(x).
final class CountAccumulator extends Accumulator {
    private long[] counts = new long[1];
    private int[] lanes = {};

    @Override
    void ensure(int groups) {
        if (counts.length < groups) {
            counts = Arrays.copyOf(counts, grown(counts.length, groups));
        }
    }

    @Override
    void add(Argument argument, int[] groups) {
        if (argument.isDense()) {
            GroupKernels.countAll(argument.count(), groups, counts);
        } else {
            GroupKernels.count(argument.rows(), argument.count(), groups, counts);
        }
    }

    @Override
    void addRows(Argument argument, GroupedRows rows) {
        if (rows.runs() > 0 && argument.isEveryValue()) {
            for (int run = 0; run < rows.runs(); run++) {
                counts[rows.ofRun(run)] +=
                        argument.valuesBefore(rows.start(run + 1)) - argument.valuesBefore(rows.start(run));
            }
        } else if (rows.isLasting()) {
            add(argument, rows.groups());
        } else if (rows.isByGroup(argument.count()) && rows.isOrdered()) {
            RowsByGroup byGroup = rows.byGroup();
            for (int group = 0; group < byGroup.groupCount(); group++) {
                counts[group] += byGroup.count(group);
            }
        } else if (rows.isFew(argument.count())) {
            lanes = lanes.length == 0 ? new int[GroupedRows.FEW_LANES] : lanes;
            if (argument.isDense()) {
                GroupKernels.countFew(argument.count(), rows.groups(), rows.groupCount(), lanes, counts);
            } else {
                GroupKernels.countFew(
                        argument.rows(), argument.count(), rows.groups(), rows.groupCount(), lanes, counts);
            }
        } else {
            GroupKernels.countScattered(argument.rows(), argument.count(), rows.groups(), counts);
        }
    }

    @Override
    void addAll(Argument argument) {
        counts[0] += argument.count();
    }

    @Override
    void addCount(long values) {
        counts[0] += values;
    }

    @Override
    boolean addReduced(Reduction values, int count) {
        counts[0] += count;
        return true;
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        long[] others = ((CountAccumulator) other).counts;
        for (int i = 0; i < count; i++) {
            counts[to[i]] += others[from[i]];
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        System.arraycopy(counts, first, ((LongColumnVector) out).values(), 0, count);
    }

    @Override
    long bytes() {
        return 8L * counts.length + 4L * lanes.length;
    }
}
