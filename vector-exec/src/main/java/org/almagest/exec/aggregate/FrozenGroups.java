package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// A state that gets no more rows, with its groups in the order of the partitions.
final class FrozenGroups implements AutoCloseable {
    private final AggregateShape shape;
    private final GroupedState state;
    private final int[] starts;
    private final int[] order;

    FrozenGroups(AggregateShape shape, GroupedState state) {
        this(shape, frozen(state), 0, state.size());
    }

    private static GroupedState frozen(GroupedState state) {
        state.freeze();
        return state;
    }

    /// Makes the groups from `from` to before `to` of a frozen state, which this owns from now on.
    FrozenGroups(AggregateShape shape, GroupedState state, int from, int to) {
        this.shape = shape;
        this.state = state;
        int size = to - from;
        int[] all = new int[size];
        Arrays.setAll(all, i -> from + i);
        long[] codes = codes(all);
        byte[] partitions = new byte[size];
        for (int i = 0; i < size; i++) {
            partitions[i] = (byte) Partitions.of(codes[i]);
        }
        starts = Partitions.starts(partitions, size);
        order = new int[size];
        Partitions.order(partitions, size, starts, order);
        for (int i = 0; i < size && from > 0; i++) {
            order[i] += from;
        }
    }

    private long[] codes(int[] groups) {
        long[] all = new long[groups.length];
        long[] codeOf = new long[ColumnVector.BATCH_ROWS];
        KeyCodes keyCodes = KeyCodes.of(shape);
        Batch keys = Batch.allocate(shape.keyTypes());
        for (int first = 0; first < groups.length; first += codeOf.length) {
            int count = Math.min(codeOf.length, groups.length - first);
            keys.reset();
            state.writeKeys(groups, first, count, keys);
            keys.setRowCount(count);
            keyCodes.compute(keys, codeOf);
            System.arraycopy(codeOf, 0, all, first, count);
        }
        return all;
    }

    GroupedState state() {
        return state;
    }

    /// Answers the groups of a partition, or of the part of it that a prefix means after so many
    /// splits.
    int[] of(int partition, int splits, long prefix) {
        int[] groups = Arrays.copyOfRange(order, starts[partition], starts[partition + 1]);
        if (splits == 0) {
            return groups;
        }
        long[] codes = codes(groups);
        int found = 0;
        for (int i = 0; i < groups.length; i++) {
            if (Partitions.prefix(codes[i], splits) == prefix) {
                groups[found++] = groups[i];
            }
        }
        return Arrays.copyOf(groups, found);
    }

    @Override
    public void close() {
        state.close();
    }
}
