package org.almagest.exec.aggregate;

import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// A state that gets no more rows, with its groups in the order of the partitions.
final class FrozenGroups implements AutoCloseable {
    private final GroupedState state;
    private final int[] starts;
    private final int[] order;

    FrozenGroups(AggregateShape shape, GroupedState state) {
        this.state = state;
        state.freeze();
        int size = state.size();
        byte[] partitions = new byte[size];
        int[] ids = new int[ColumnVector.BATCH_ROWS];
        long[] hashes = new long[ColumnVector.BATCH_ROWS];
        ValueHash hash = new ValueHash();
        Batch keys = Batch.allocate(shape.keyTypes());
        for (int first = 0; first < size; first += ids.length) {
            int count = Math.min(ids.length, size - first);
            for (int i = 0; i < count; i++) {
                ids[i] = first + i;
            }
            keys.reset();
            state.writeKeys(ids, 0, count, keys);
            keys.setRowCount(count);
            Partitions.hash(hash, keys, keys.columnCount(), hashes);
            for (int i = 0; i < count; i++) {
                partitions[first + i] = (byte) Partitions.of(hashes[i]);
            }
        }
        starts = Partitions.starts(partitions, size);
        order = Partitions.order(partitions, size, starts);
    }

    /// Adds the groups of a partition to another state.
    void addTo(GroupedState target, int partition, Batch keys) {
        int end = starts[partition + 1];
        for (int from = starts[partition]; from < end; from += ColumnVector.BATCH_ROWS) {
            target.merge(state, order, from, Math.min(ColumnVector.BATCH_ROWS, end - from), keys);
        }
    }

    @Override
    public void close() {
        state.close();
    }
}
