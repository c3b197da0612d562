package org.almagest.exec.spill;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.almagest.columnar.spill.RowFormat;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.spill.SpillOutput;
import org.almagest.columnar.spill.SpilledFile;
import org.almagest.columnar.type.DataType;
import org.almagest.exec.rows.OperatorMemory;

/// Rows in temporary files, by partition.
///
/// ```text
/// writer()     one for each thread: a file of its own, with blocks of all partitions
/// reader(p)    once all writers are closed: the rows of a partition in the order of the runs, and
///              within a run as they were appended
/// ```
///
/// A writer has a block for each partition that it has rows of: 64 KiB, or less where all together
/// were more than half of what a thread has for files. The files go when
/// this is closed, which the operator's memory does at the latest. Thread-safe but for its writers
/// and readers, which belong to one thread each.
public final class PartitionedSpill implements AutoCloseable {
    private static final int LEAST_BLOCK_BYTES = 4 << 10;
    private static final int MOST_BLOCK_BYTES = 64 << 10;

    /// A block of a partition: rows of one run.
    record Block(int run, int sequence, int file, long offset, int rows, long bytes) {}

    private final SpillFiles files;
    private final OperatorMemory memory;
    private final RowFormat format;
    private final int blockBytes;
    private final List<List<Block>> blocks = new ArrayList<>();
    private final boolean[] inOrder;

    // Guarded by this, as are the blocks.
    private final List<SpilledFile> spilled = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    public PartitionedSpill(SpillFiles files, OperatorMemory memory, List<DataType> types, int partitions) {
        this(files, memory, types, partitions, blockBytes(memory, partitions));
    }

    /// Makes a spill whose blocks have at most `blockBytes`.
    public PartitionedSpill(
            SpillFiles files, OperatorMemory memory, List<DataType> types, int partitions, int blockBytes) {
        this.files = files;
        this.memory = memory;
        this.blockBytes = blockBytes;
        inOrder = new boolean[partitions];
        format = new RowFormat(types);
        for (int p = 0; p < partitions; p++) {
            blocks.add(new ArrayList<>());
        }
        memory.own(this);
    }

    private static int blockBytes(OperatorMemory memory, int partitions) {
        return Math.clamp(
                memory.headroomPerThread() / 2 / Math.max(1, partitions), LEAST_BLOCK_BYTES, MOST_BLOCK_BYTES);
    }

    public int partitions() {
        return blocks.size();
    }

    public List<DataType> types() {
        return format.types();
    }

    /// Answers the bytes of a block that is full.
    int blockBytes() {
        return blockBytes;
    }

    RowFormat format() {
        return format;
    }

    SpillFiles files() {
        return files;
    }

    OperatorMemory memory() {
        return memory;
    }

    /// Makes a writer for one thread, which closes it.
    public SpillPartitions writer() {
        SpillPartitions writer = new SpillPartitions(this, SpillOutput.create(files));
        synchronized (this) {
            open.add(writer);
        }
        return writer;
    }

    /// Makes a reader of a partition for one thread, which closes it.
    public PartitionReader reader(int partition) {
        return reader(partition, 0, Integer.MAX_VALUE);
    }

    /// Makes a reader of the blocks from number `from` on, before number `to`, of a partition for one
    /// thread, which closes it.
    public PartitionReader reader(int partition, int from, int to) {
        List<Block> some;
        List<SpilledFile> all;
        synchronized (this) {
            List<Block> ordered = ordered(partition);
            some = List.copyOf(ordered.subList(from, Math.min(to, ordered.size())));
            all = List.copyOf(spilled);
        }
        PartitionReader reader = new PartitionReader(this, some, all);
        synchronized (this) {
            open.add(reader);
        }
        return reader;
    }

    private List<Block> ordered(int partition) {
        List<Block> ordered = blocks.get(partition);
        if (!inOrder[partition]) {
            ordered.sort(Comparator.comparingInt(Block::run).thenComparingInt(Block::sequence));
            inOrder[partition] = true;
        }
        return ordered;
    }

    /// Cuts the blocks of a partition, in order, into pieces of at most `mostRows` (one block has
    /// more at the worst); answers the number of the block at which each ends.
    public synchronized List<Integer> cut(int partition, int mostRows) {
        List<Integer> ends = new ArrayList<>();
        List<Block> ordered = ordered(partition);
        long rows = 0;
        for (int b = 0; b < ordered.size(); b++) {
            int more = ordered.get(b).rows();
            if (rows > 0 && rows + more > mostRows) {
                ends.add(b);
                rows = 0;
            }
            rows += more;
        }
        if (rows > 0) {
            ends.add(ordered.size());
        }
        return ends;
    }

    /// Makes a random access to the rows of a partition, which the caller closes; `mostBytes` bound
    /// the blocks that it has in memory.
    public SpilledPositions positions(int partition, long mostBytes) {
        List<Block> ordered;
        List<SpilledFile> all;
        synchronized (this) {
            ordered = List.copyOf(ordered(partition));
            all = List.copyOf(spilled);
        }
        SpilledPositions positions = new SpilledPositions(this, ordered, all, mostBytes);
        synchronized (this) {
            open.add(positions);
        }
        return positions;
    }

    /// Takes over what a writer has written: its file, and the blocks of each partition in it.
    synchronized void add(SpilledFile file, List<List<Block>> written) {
        int number = spilled.size();
        Arrays.fill(inOrder, false);
        spilled.add(file);
        for (int p = 0; p < written.size(); p++) {
            for (Block block : written.get(p)) {
                blocks.get(p)
                        .add(new Block(
                                block.run(), block.sequence(), number, block.offset(), block.rows(), block.bytes()));
            }
        }
    }

    synchronized void closed(AutoCloseable user) {
        open.remove(user);
    }

    /// Answers the rows of a partition, once all writers are closed.
    public synchronized long rows(int partition) {
        return blocks.get(partition).stream().mapToLong(Block::rows).sum();
    }

    /// Answers the bytes of a partition in files.
    public synchronized long bytes(int partition) {
        return blocks.get(partition).stream().mapToLong(Block::bytes).sum();
    }

    /// Frees what open writers and readers have, and removes the files.
    @Override
    public void close() {
        List<AutoCloseable> users;
        List<SpilledFile> done;
        synchronized (this) {
            users = List.copyOf(open);
            open.clear();
            done = List.copyOf(spilled);
            spilled.clear();
            blocks.forEach(List::clear);
        }
        for (AutoCloseable user : users) {
            switch (user) {
                case SpillPartitions writer -> writer.discard();
                case PartitionReader reader -> reader.close();
                case SpilledPositions positions -> positions.close();
                default -> throw new IllegalStateException("not of a spill: " + user);
            }
        }
        done.forEach(files::remove);
        memory.disown(this);
    }
}
