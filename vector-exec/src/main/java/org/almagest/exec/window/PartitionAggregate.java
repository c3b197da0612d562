package org.almagest.exec.window;

import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.aggregate.WindowAggregate;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.rows.RowCopy;

/// An aggregate whose frame is the whole partition: computed once for each.
final class PartitionAggregate extends CallEvaluator {
    private final WindowAggregate empty;
    private final RowFeed feed;
    private final ColumnVector fresh;
    private final ColumnVector carried;
    private final int[] partitionOfRow = new int[ColumnVector.BATCH_ROWS];
    private final int[] ends = new int[ColumnVector.BATCH_ROWS];
    private final int[] chunkStates = new int[ColumnVector.BATCH_ROWS];
    private final int[] states = new int[ColumnVector.BATCH_ROWS];
    private int carriedPartition = -1;

    PartitionAggregate(AggregateFunction function, int[] columns, OrderedRows rows) {
        empty = new WindowAggregate(function, 0);
        feed = new RowFeed(rows, function, columns);
        fresh = ColumnVector.allocate(function.resultType(), ColumnVector.BATCH_ROWS);
        carried = ColumnVector.allocate(function.resultType(), ColumnVector.BATCH_ROWS);
    }

    @Override
    void open() {
        carriedPartition = -1;
    }

    @Override
    void evaluate(Positions p, ColumnVector out) {
        int known = 0;
        while (known < p.count() && p.partitionStart[known] == carriedPartition) {
            known++;
        }
        if (known == p.count()) {
            RowCopy.gather(carried, new int[ColumnVector.BATCH_ROWS], known, out);
            return;
        }
        int partitions = 0;
        for (int i = known; i < p.count(); i++) {
            boolean starts = i == known || p.partitionStart[i] != p.partitionStart[i - 1];
            partitions += starts ? 1 : 0;
            ends[partitions - 1] = p.partitionEnd[i];
            partitionOfRow[i] = partitions - 1;
        }
        fresh.reset();
        compute(p.partitionStart[known], partitions);
        if (known == 0) {
            RowCopy.gather(fresh, partitionOfRow, p.count(), out);
        } else {
            for (int i = 0; i < p.count(); i++) {
                out.copyRow(i < known ? carried : fresh, i < known ? 0 : partitionOfRow[i], i);
            }
        }
        carriedPartition = p.partitionStart[p.count() - 1];
        carried.reset();
        carried.copyRow(fresh, partitions - 1, 0);
    }

    /// Aggregates consecutive partitions, the first of which starts at `from`. Each batch of rows has
    /// states of its own, which are then merged: so sums of many rows stay exact.
    private void compute(int from, int partitions) {
        WindowAggregate all = empty.another(partitions);
        int partition = 0;
        int position = from;
        while (partition < partitions) {
            WindowAggregate chunk = empty.another(Math.min(partitions - partition, ColumnVector.BATCH_ROWS));
            feed.into(chunk);
            int first = partition;
            int fed = 0;
            while (fed < ColumnVector.BATCH_ROWS && partition < partitions) {
                feed.add(position++, partition - first);
                fed++;
                partition += position == ends[partition] ? 1 : 0;
            }
            feed.flush();
            int touched = Math.min(partition, partitions - 1) - first + 1;
            for (int i = 0; i < touched; i++) {
                chunkStates[i] = i;
                states[i] = first + i;
            }
            chunk.freeze();
            all.merge(chunk, chunkStates, states, touched);
        }
        all.freeze();
        all.write(0, partitions, fresh);
    }
}
