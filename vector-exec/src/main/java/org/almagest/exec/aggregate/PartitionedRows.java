package org.almagest.exec.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowSlabs;
import org.almagest.exec.rows.RowStore;
import org.almagest.exec.spill.SpillPartitions;

/// Rows of one run that were set aside because grouping them at once would not pay: keys and
/// arguments, in blocks of 65,536 rows, each block in the order of the partitions. From the first
/// batch on that finds no room, rows go to files.
final class PartitionedRows implements AutoCloseable {
    private static final int BLOCK_ROWS = 1 << 16;

    /// Rows stay in memory while the operator has this part of the limit; the rest is for states and for
    /// writing files.
    private static final int LIMIT_PARTS = 3;

    private final OperatorMemory memory;
    private final AsideFiles files;
    private final int run;
    private final RowSlabs slabs;
    private final RowStore rows;
    private final KeyCodes codes;
    private final long[] codeOf = new long[ColumnVector.BATCH_ROWS];
    private final int[] partitionOf = new int[ColumnVector.BATCH_ROWS];
    private final List<int[]> starts = new ArrayList<>();
    private byte[] partitions = new byte[BLOCK_ROWS];

    /// Room for putting a block in order, until that is not done any more.
    private int[] order = {};

    private long[] moved = {};
    private Optional<SpillPartitions> writer = Optional.empty();
    private int inBlock;

    PartitionedRows(AggregateShape shape, OperatorMemory memory, AsideFiles files, int run) {
        codes = KeyCodes.of(shape);
        this.memory = memory;
        this.files = files;
        this.run = run;
        slabs = new RowSlabs(memory);
        rows = new RowStore(memory, slabs, shape.keptTypes(), BLOCK_ROWS);
    }

    /// Sets the rows of a batch that count aside.
    void add(Batch kept) {
        codes.compute(kept, codeOf);
        if (writer.isEmpty() && !append(kept)) {
            SpillPartitions taken = files.take();
            writer = Optional.of(taken);
            taken.begin(run);
        }
        if (writer.isPresent()) {
            for (int i = 0; i < kept.size(); i++) {
                partitionOf[i] = Partitions.of(codeOf[kept.row(i)]);
            }
            writer.get().append(kept, partitionOf);
        }
    }

    /// Appends to the rows in memory; answers false, having done nothing, where there is no room.
    private boolean append(Batch kept) {
        if (rows.room() >= kept.size()) {
            return mayAppend(kept) && appended(kept);
        }
        // Blocks are large: no two threads shall be told yes for the same bytes.
        synchronized (files) {
            return mayAppend(kept) && appended(kept);
        }
    }

    private boolean mayAppend(Batch kept) {
        long bytes = rows.growthBytes(kept, 0, kept.size());
        return bytes == 0
                || memory.takenBytes() + bytes <= memory.budget().limit() / LIMIT_PARTS && memory.mayGrow(bytes);
    }

    private boolean appended(Batch kept) {
        int done = 0;
        while (done < kept.size()) {
            int end = Math.min(kept.size(), done + BLOCK_ROWS - inBlock);
            rows.append(kept, done, end);
            for (; done < end; done++) {
                partitions[inBlock++] = (byte) Partitions.of(codeOf[kept.row(done)]);
            }
            if (inBlock == BLOCK_ROWS) {
                order();
            }
        }
        return true;
    }

    private void order() {
        if (order.length == 0) {
            order = new int[BLOCK_ROWS];
            moved = new long[2 * BLOCK_ROWS];
        }
        int[] blockStarts = Partitions.starts(partitions, inBlock);
        Partitions.order(partitions, inBlock, blockStarts, order);
        rows.reorder(rows.blockCount() - 1, order, moved);
        starts.add(blockStarts);
        inBlock = 0;
    }

    /// Answers how many rows are in memory.
    long rowCount() {
        return rows.rowCount();
    }

    /// Ends the adding.
    void freeze() {
        if (inBlock > 0) {
            order();
        }
        partitions = new byte[0];
        order = new int[0];
        moved = new long[0];
        writer.ifPresent(files::giveBack);
        writer = Optional.empty();
    }

    /// Hands over the rows of a partition that are in memory, batch by batch, while `take` says that it
    /// takes more; answers whether it took all. `scratch` owns vectors of the kept types.
    boolean forEach(int partition, Batch scratch, Predicate<Batch> take) {
        for (int block = 0; block < starts.size(); block++) {
            int end = starts.get(block)[partition + 1];
            for (int from = starts.get(block)[partition]; from < end; from += ColumnVector.BATCH_ROWS) {
                rows.read(block, from, Math.min(ColumnVector.BATCH_ROWS, end - from), scratch);
                if (!take.test(scratch)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public void close() {
        rows.close();
        slabs.close();
    }
}
