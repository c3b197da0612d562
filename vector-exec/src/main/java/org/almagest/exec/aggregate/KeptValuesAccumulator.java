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

    /// Answers the values, laid out by group once frozen.
    final GroupedValues values() {
        return values;
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
        if (floating) {
            double[] doubles = argument.doubles();
            for (int i = 0; i < count; i++) {
                values.append(groupOfRow[rows[i]], kept(doubles[rows[i]]));
            }
        } else {
            long[] longs = argument.longs();
            for (int i = 0; i < count; i++) {
                values.append(groupOfRow[rows[i]], longs[rows[i]] ^ flip);
            }
        }
    }

    @Override
    final void addAll(Argument argument) {
        int count = argument.count();
        if (floating) {
            double[] packed = argument.packedDoubles();
            for (int i = 0; i < count; i++) {
                values.append(0, kept(packed[i]));
            }
        } else {
            long[] packed = argument.packedLongs();
            for (int i = 0; i < count; i++) {
                values.append(0, packed[i] ^ flip);
            }
        }
    }

    @Override
    final void merge(Accumulator other, int[] from, int[] to, int count) {
        GroupedValues others = ((KeptValuesAccumulator) other).values;
        for (int i = 0; i < count; i++) {
            for (long v = others.start(from[i]); v < others.end(from[i]); v++) {
                values.append(to[i], others.values().get(v));
            }
        }
    }

    @Override
    final void freeze() {
        values.layOut(groups);
    }

    @Override
    final long bytes() {
        return values.bytes();
    }
}
