package org.almagest.exec.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowStore;

/// Rows of one run that were set aside because grouping them at once would not pay: keys and
/// arguments, in blocks of 65,536 rows, each block in the order of the partitions.
final class PartitionedRows implements AutoCloseable {
    private static final int BLOCK_ROWS = 1 << 16;

    private final AggregateShape shape;
    private final RowStore rows;
    private final ValueHash hash = new ValueHash();
    private final long[] hashes = new long[ColumnVector.BATCH_ROWS];
    private final byte[] partitions = new byte[BLOCK_ROWS];
    private final List<int[]> starts = new ArrayList<>();
    private int inBlock;

    PartitionedRows(AggregateShape shape, OperatorMemory memory) {
        this.shape = shape;
        rows = new RowStore(memory, shape.keptTypes(), BLOCK_ROWS);
    }

    /// Sets the rows of a batch that count aside.
    void add(Batch kept) {
        Partitions.hash(hash, kept, shape.keyTypes().size(), hashes);
        int done = 0;
        while (done < kept.size()) {
            int end = Math.min(kept.size(), done + BLOCK_ROWS - inBlock);
            rows.append(kept, done, end);
            for (; done < end; done++) {
                partitions[inBlock++] = (byte) Partitions.of(hashes[kept.row(done)]);
            }
            if (inBlock == BLOCK_ROWS) {
                order();
            }
        }
    }

    private void order() {
        int[] blockStarts = Partitions.starts(partitions, inBlock);
        rows.reorder(rows.blockCount() - 1, Partitions.order(partitions, inBlock, blockStarts));
        starts.add(blockStarts);
        inBlock = 0;
    }

    /// Ends the adding.
    void freeze() {
        if (inBlock > 0) {
            order();
        }
    }

    /// Adds the rows of a partition to a state, block after block; `scratch` owns vectors of the
    /// kept types.
    void addTo(GroupedState state, int partition, Batch scratch, InputBatch input) {
        for (int block = 0; block < starts.size(); block++) {
            int end = starts.get(block)[partition + 1];
            for (int from = starts.get(block)[partition]; from < end; from += ColumnVector.BATCH_ROWS) {
                rows.read(block, from, Math.min(ColumnVector.BATCH_ROWS, end - from), scratch);
                InputReader.restore(shape, scratch, input);
                state.add(input);
            }
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
