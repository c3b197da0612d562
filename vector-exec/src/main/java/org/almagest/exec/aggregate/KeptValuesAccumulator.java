package org.almagest.exec.aggregate;

/// Keeps every value of every group, each as a `long` that sorts like it (NaN last): the part that
/// exact aggregates of an order have in common.
abstract class KeptValuesAccumulator extends Accumulator {
    private final boolean floating;
    private final double canonical;
    private final long flip;
    private final GroupedValues values = new GroupedValues();
    private int groups = 1;

    /// @param canonical what is added to a floating value: 0.0 makes one zero of both, -0.0 keeps them
    /// @param flip the bits that make an integer sort as a signed one
    KeptValuesAccumulator(boolean floating, double canonical, long flip) {
        this.floating = floating;
        this.canonical = canonical;
        this.flip = flip;
    }

    /// Answers the number that a kept value stands for, of a floating argument.
    static double number(long kept) {
        return Double.longBitsToDouble(sortable(kept));
    }

    private long kept(double value) {
        return sortable(Double.doubleToLongBits(value + canonical));
    }

    /// Maps the bits of a double to a long of the same order, and back.
    private static long sortable(long bits) {
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    @Override
    final void ensure(int newGroups) {
        groups = Math.max(groups, newGroups);
    }

    @Override
    final void add(Argument argument, int[] groupOfRow) {
        int[] rows = argument.rows();
        int count = argument.count();
        if (count == 0) {
            return;
        }
        long[] out = values.groupedRoom(count);
        int[] groupsOut = values.groups();
        int at = values.place();
        if (floating) {
            double[] doubles = argument.doubles();
            for (int i = 0; i < count; i++) {
                out[at + i] = kept(doubles[rows[i]]);
            }
        } else {
            long[] longs = argument.longs();
            for (int i = 0; i < count; i++) {
                out[at + i] = longs[rows[i]] ^ flip;
            }
        }
        for (int i = 0; i < count; i++) {
            groupsOut[at + i] = groupOfRow[rows[i]];
        }
        values.added(count);
    }

    @Override
    final void addRows(Argument argument, GroupedRows rows) {
        if (rows.runs() == 0 || !argument.isEveryValue()) {
            add(argument, rows.groups());
            return;
        }
        int count = argument.count();
        if (count == 0) {
            return;
        }
        keep(argument, values.runRoom(count), values.runPlace());
        for (int run = 0; run < rows.runs(); run++) {
            int length = argument.valuesBefore(rows.start(run + 1)) - argument.valuesBefore(rows.start(run));
            if (length > 0) {
                values.addRun(rows.ofRun(run), length);
            }
        }
    }

    @Override
    final void addAll(Argument argument) {
        int count = argument.count();
        if (count == 0) {
            return;
        }
        keep(argument, values.room(count), values.place());
        values.added(count);
    }

    /// Puts all values of an argument in `out`, from `at` on.
    private void keep(Argument argument, long[] out, int at) {
        int count = argument.count();
        if (floating) {
            double[] packed = argument.packedDoubles();
            for (int i = 0; i < count; i++) {
                out[at + i] = kept(packed[i]);
            }
        } else {
            long[] packed = argument.packedLongs();
            for (int i = 0; i < count; i++) {
                out[at + i] = packed[i] ^ flip;
            }
        }
    }

    @Override
    final void merge(Accumulator other, int[] from, int[] to, int count) {
        GroupedValues others = ((KeptValuesAccumulator) other).values;
        for (int i = 0; i < count; i++) {
            values.take(others, from[i], to[i]);
        }
    }

    @Override
    final void freeze() {
        values.layOut(groups);
    }

    @Override
    final long keptBytes() {
        return values.slabBytes();
    }

    @Override
    final void spill(ValueFile file) {
        values.spill(file, groups);
    }

    @Override
    final long bytes() {
        return values.slabBytes() + values.otherBytes();
    }

    @Override
    final long sharedBytes() {
        return values.slabBytes();
    }

    /// Answers the values of groups by their rank, for one thread.
    final RankedValues ranked() {
        return new RankedValues(values);
    }
}
