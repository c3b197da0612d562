package org.almagest.exec.window;

import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.pipeline.CountedSource;
import org.almagest.exec.pipeline.Source;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowSlabs;
import org.almagest.exec.rows.RowStore;
import org.almagest.exec.sort.RowOrder;

/// Brings the rows of all runs, each in order already, into one order: cuts it into ranges at keys
/// sampled from the runs, and sorts each range on its own.
///
/// ```text
///            range 0        range 1        range 2
/// run 0   |-----------|-----------------|---------|     a range knows by binary search which part
/// run 1   |---|----------------------|------------|     of each run it has, and so its first place
/// ```
///
/// Sorting a range again is cheaper than merging it row by row: packed words sort at vector speed.
final class WindowOrdering {
    private static final int RANGE_ROWS = 1 << 16;
    private static final int SAMPLES_PER_RANGE = 32;

    private final WindowLayout layout;
    private final RowStore store;
    private final List<Run> runs;
    private final RowOrder order;
    private final OrderedRows rows;
    private final int[] splitters;

    /// A run: what is added to the ids of its rows, the room of its first block, and its size, which
    /// is not 0.
    record Run(int firstId, int firstRows, int size) {
        int id(int ordinal) {
            return firstId + RowStore.idOf(firstRows, ordinal);
        }
    }

    WindowOrdering(WindowLayout layout, RowStore store, List<RowSlabs> slabs, List<Run> runs, OperatorMemory memory) {
        this.layout = layout;
        this.store = store;
        this.runs = List.copyOf(runs);
        order = new RowOrder(store, layout.sort().segments(), layout.firstSegment());
        rows = new OrderedRows(store, slabs, layout.isPartitioned(), layout.needsPeers(), memory);
        splitters = splitters();
    }

    OrderedRows rows() {
        return rows;
    }

    private int[] splitters() {
        int ranges = (int) ((store.rowCount() + RANGE_ROWS - 1) / RANGE_ROWS);
        if (ranges < 2) {
            return new int[0];
        }
        int perRun = Math.max(1, ranges * SAMPLES_PER_RANGE / runs.size());
        int[] samples = new int
                [runs.stream().mapToInt(run -> Math.min(perRun, run.size())).sum()];
        long[] words = new long[samples.length];
        int count = 0;
        for (Run run : runs) {
            int taken = Math.min(perRun, run.size());
            for (int s = 0; s < taken; s++) {
                samples[count] = run.id((int) ((long) s * run.size() / taken));
                words[count] = order.firstWord(samples[count]);
                count++;
            }
        }
        order.sort(samples, words, new int[count], count);
        int[] found = new int[ranges - 1];
        for (int i = 0; i < found.length; i++) {
            found[i] = samples[(int) ((long) (i + 1) * count / ranges)];
        }
        return found;
    }

    Source ranges() {
        return new Ranges();
    }

    /// Ends the ordering: rows that nobody needs go, neighbours in different ranges are compared,
    /// and the result is cut into morsels.
    void finish() {
        long[] partition = layout.partitionMasks();
        long[] peers = layout.peerMasks();
        for (int start : rows.rangeStarts()) {
            mark(start, start == 0 ? -1 : rows.id(start - 1), rows.id(start), partition, peers);
        }
        layout.plan().most().ifPresent(rows::keepFirst);
        rows.cut(layout.isSliceable());
    }

    private void mark(int position, int before, int id, long[] partition, long[] peers) {
        if (!rows.hasFlags()) {
            return;
        }
        boolean startsPartition = before < 0 || !order.isEqual(before, id, partition);
        boolean startsPeers = startsPartition || layout.needsPeers() && !order.isEqual(before, id, peers);
        rows.setFlags(position, startsPartition, startsPeers);
    }

    private final class Ranges extends CountedSource {
        Ranges() {
            super(layout.plan(), store.rowCount() == 0 ? 0 : splitters.length + 1);
        }

        @Override
        public MorselReader reader() {
            return new Reader();
        }
    }

    private final class Reader implements MorselReader {
        private int[] ids = new int[RANGE_ROWS];
        private int[] scratch = new int[RANGE_ROWS];
        private long[] words = new long[RANGE_ROWS];

        @Override
        public void open(Morsel morsel) {
            int range = morsel.index();
            int first = 0;
            int count = 0;
            for (Run run : runs) {
                int from = range == 0 ? 0 : firstNotBelow(run, splitters[range - 1]);
                int to = range == splitters.length ? run.size() : firstNotBelow(run, splitters[range]);
                first += from;
                makeRoom(count + to - from);
                for (int ordinal = from; ordinal < to; ordinal++) {
                    int id = run.id(ordinal);
                    ids[count] = id;
                    words[count++] = order.firstWord(id);
                }
            }
            if (count == 0) {
                return;
            }
            order.sort(ids, words, scratch, count);
            rows.put(first, ids, count);
            long[] partition = layout.partitionMasks();
            long[] peers = layout.peerMasks();
            for (int i = 1; i < count; i++) {
                mark(first + i, ids[i - 1], ids[i], partition, peers);
            }
        }

        private void makeRoom(int count) {
            if (count > ids.length) {
                int capacity = Math.max(count, 2 * ids.length);
                ids = Arrays.copyOf(ids, capacity);
                words = Arrays.copyOf(words, capacity);
                scratch = new int[capacity];
            }
        }

        private int firstNotBelow(Run run, int splitter) {
            long word = order.firstWord(splitter);
            int low = 0;
            int high = run.size();
            while (low < high) {
                int middle = low + high >>> 1;
                int id = run.id(middle);
                int byWord = Long.compareUnsigned(order.firstWord(id), word);
                if (byWord < 0 || byWord == 0 && order.compare(id, splitter) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        @Override
        public boolean next(Batch out) {
            return false;
        }

        @Override
        public void close() {
            // Holds nothing but its arrays.
        }
    }
}
