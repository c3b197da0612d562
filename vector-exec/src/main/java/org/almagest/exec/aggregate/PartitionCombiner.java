package org.almagest.exec.aggregate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.spill.PartitionReader;
import org.almagest.exec.spill.PartitionedSpill;
import org.almagest.exec.spill.SpillPartitions;

/// Combines the groups and rows of partitions, one after the other, in the order of the runs. A
/// partition whose groups do not fit in memory is begun anew in sixteen parts, by further bits of the
/// hash; one that splitting makes no smaller must fit. One thread.
final class PartitionCombiner implements AutoCloseable {
    /// A partition that splitting left whole so many times has one key, or keys of one hash.
    private static final int MOST_VAIN = 2;

    /// A part of so few rows is not split.
    private static final int FEW_ROWS = 8192;

    /// What the groups of a partition may take unasked: this part of the limit, or so many bytes.
    private static final int UNASKED_PARTS = 64;

    private static final long UNASKED_BYTES = 256 << 10;

    private static final int ROWS = ColumnVector.BATCH_ROWS;

    /// An index of groups by their keys has at most so many places for each group and row.
    private static final int MOST_PLACES_PER_ITEM = 8;

    /// A partition is expected to have so much more than the one before: growing copies and doubles.
    private static final int SPARE_PARTS = 16;

    /// What an index of groups takes at most, as a part of the limit.
    private static final int INDEX_PARTS = 256;

    /// A partition, or a part of one after some splits. The rows of a part are in files alone; what they
    /// came from, by its place among all, is their run.
    private record Share(
            int partition, int splits, long prefix, Optional<PartitionedSpill> files, int inFiles, int vain) {}

    private final AggregateShape shape;
    private final List<AggregateSink.Part> all;
    private final AsideFiles files;
    private final OperatorMemory memory;
    private final Batch keys;
    private final Batch kept;
    private final Batch fromFiles;
    private final InputBatch input;
    private final KeyCodes codes;
    private final long[] codeOf = new long[ROWS];
    private final int[] partOf = new int[ROWS];
    private final Deque<Share> left = new ArrayDeque<>();
    private Optional<GroupedState> state = Optional.empty();
    private int expectedGroups;

    /// Whether partitions in memory number their groups by the places of their keys.
    private final boolean indexed;

    PartitionCombiner(AggregateShape shape, List<AggregateSink.Part> all, AsideFiles files, OperatorMemory memory) {
        this.shape = shape;
        this.all = all;
        this.files = files;
        this.memory = memory;
        codes = KeyCodes.of(shape);
        indexed = isIndexed();
        keys = Batch.allocate(shape.keyTypes());
        kept = Batch.allocate(shape.keptTypes());
        fromFiles = Batch.allocate(shape.keptTypes());
        input = InputBatch.of(shape);
    }

    /// Answers whether the keys crowd enough for an index, and there is room for one.
    private boolean isIndexed() {
        if (shape.chunks().isEmpty()) {
            return false;
        }
        ChunkedDomain domain = shape.chunks().get();
        long items = 0;
        for (AggregateSink.Part part : all) {
            items += part.groups().map(groups -> groups.state().size()).orElse(0);
            items += part.rows().map(PartitionedRows::rowCount).orElse(0L);
        }
        long bytes = (long) domain.places() * Integer.BYTES;
        return domain.size() / MOST_PLACES_PER_ITEM <= items
                && bytes <= memory.budget().limit() / INDEX_PARTS;
    }

    /// Turns to a partition.
    void open(int partition) {
        close();
        left.push(new Share(partition, 0, partition, files.rows(), partition, 0));
    }

    /// Answers the groups of the partition, or the next part of them, until the next call; empty behind
    /// the last.
    Optional<GroupedState> next() {
        closeState();
        while (!left.isEmpty()) {
            Share share = left.pop();
            boolean fits = combine(share);
            if (!fits) {
                split(share);
            }
            if (share.splits() > 0 && share.inFiles() == Partitions.SPLIT - 1) {
                share.files().ifPresent(PartitionedSpill::close);
            }
            if (fits) {
                return state;
            }
        }
        return Optional.empty();
    }

    /// Combines a share; answers false where it must be split.
    private boolean combine(Share share) {
        boolean divisible = share.splits() < Partitions.MOST_SPLITS && share.vain() < MOST_VAIN && !isSmall(share);
        boolean whole = indexed && share.files().isEmpty();
        GroupedState combined = GroupedState.ofPartition(shape, memory, whole, expectedGroups);
        state = Optional.of(combined);
        Adding adding = new Adding(combined, share, divisible);
        if (!visit(share, adding)) {
            expectedGroups = 0;
            return false;
        }
        adding.finish();
        combined.freeze();
        expectedGroups = share.files().isPresent() ? 0 : combined.size() + combined.size() / SPARE_PARTS;
        return true;
    }

    private static boolean isSmall(Share share) {
        return share.splits() > 0
                && share.files().map(f -> f.rows(share.inFiles())).orElse(0L) < FEW_ROWS;
    }

    /// Takes what belongs to a share, in the order of the runs; each method answers whether more is
    /// wanted.
    private interface Visitor {
        boolean groups(FrozenGroups groups);

        /// Takes rows of the `index`-th of all parts.
        boolean rows(int index, Batch rows);
    }

    private final class Adding implements Visitor {
        private final GroupedState to;
        private final Share share;
        private final boolean asks;
        private Optional<ValueFile> values = Optional.empty();

        /// Rows for which there is room.
        private int granted;

        Adding(GroupedState to, Share share, boolean asks) {
            this.to = to;
            this.share = share;
            this.asks = asks;
        }

        /// Answers whether there is room for a batch more. Where there is not and splitting is no use,
        /// values that are kept go to a file.
        private boolean fits() {
            long growth = to.growthBytes();
            long unasked = Math.max(UNASKED_BYTES, memory.budget().limit() / UNASKED_PARTS);
            if (to.takenBytes() + growth <= unasked || memory.mayGrow(growth)) {
                return true;
            }
            if (!asks && to.knownBytes() > UNASKED_BYTES) {
                if (values.isEmpty()) {
                    values = Optional.of(files.ofPartition());
                }
                to.spill(values.get());
            }
            return !asks;
        }

        void finish() {
            values.ifPresent(ValueFile::finish);
        }

        @Override
        public boolean groups(FrozenGroups groups) {
            int[] ids = groups.of(share.partition(), share.splits(), share.prefix());
            for (int from = 0; from < ids.length; from += ROWS) {
                if (!fits()) {
                    return false;
                }
                to.merge(groups.state(), ids, from, Math.min(ROWS, ids.length - from), keys);
            }
            return true;
        }

        @Override
        public boolean rows(int index, Batch rows) {
            // Batches are small where there are many blocks; what is asked for is enough for full ones.
            granted -= rows.size();
            if (granted < 0) {
                if (!fits()) {
                    return false;
                }
                granted = ROWS - rows.size();
            }
            InputReader.restore(shape, rows, input);
            to.add(input);
            return true;
        }
    }

    /// Writes rows to files, by the parts of their partition.
    private final class Splitting implements Visitor {
        private final int splits;
        private final SpillPartitions writer;
        private long written;

        Splitting(int splits, SpillPartitions writer) {
            this.splits = splits;
            this.writer = writer;
        }

        @Override
        public boolean groups(FrozenGroups groups) {
            return true;
        }

        @Override
        public boolean rows(int index, Batch rows) {
            codes.compute(rows, codeOf);
            for (int i = 0; i < rows.size(); i++) {
                partOf[i] = Partitions.partOf(codeOf[rows.row(i)], splits);
            }
            writer.begin(index);
            writer.append(rows, partOf);
            written += rows.size();
            return true;
        }
    }

    private boolean visit(Share share, Visitor visitor) {
        Optional<RunRows> inFiles = share.files().map(f -> new RunRows(f.reader(share.inFiles())));
        try {
            for (int i = 0; i < all.size(); i++) {
                if (!visit(share, i, inFiles, visitor)) {
                    return false;
                }
            }
            return true;
        } finally {
            inFiles.ifPresent(RunRows::close);
        }
    }

    private boolean visit(Share share, int index, Optional<RunRows> inFiles, Visitor visitor) {
        AggregateSink.Part part = all.get(index);
        if (part.groups().isPresent() && !visitor.groups(part.groups().get())) {
            return false;
        }
        boolean whole = share.splits() == 0;
        Predicate<Batch> rows = batch -> visitor.rows(index, batch);
        if (whole && part.rows().isPresent() && !part.rows().get().forEach(share.partition(), kept, rows)) {
            return false;
        }
        return inFiles.isEmpty() || inFiles.get().forEach(whole ? part.run() : index, rows);
    }

    /// The rows of a share that are in files, run by run.
    private final class RunRows {
        private final PartitionReader reader;
        private boolean pending;

        RunRows(PartitionReader reader) {
            this.reader = reader;
        }

        boolean forEach(int run, Predicate<Batch> take) {
            while (pending || reader.next(fromFiles)) {
                pending = reader.run() != run;
                if (pending) {
                    return true;
                }
                if (!take.test(fromFiles)) {
                    return false;
                }
            }
            return true;
        }

        void close() {
            reader.close();
        }
    }

    /// Writes the rows of a share to files by its parts, which come next.
    private void split(Share share) {
        closeState();
        int splits = share.splits() + 1;
        PartitionedSpill parts = files.parts();
        long written;
        try (SpillPartitions writer = parts.writer()) {
            Splitting splitting = new Splitting(splits, writer);
            visit(share, splitting);
            written = splitting.written;
        }
        for (int p = Partitions.SPLIT - 1; p >= 0; p--) {
            long prefix = Partitions.prefixOfPart(share.prefix(), p);
            int vain = parts.rows(p) == written ? share.vain() + 1 : 0;
            left.push(new Share(share.partition(), splits, prefix, Optional.of(parts), p, vain));
        }
    }

    private void closeState() {
        state.ifPresent(GroupedState::close);
        state = Optional.empty();
    }

    @Override
    public void close() {
        closeState();
        left.clear();
    }
}
