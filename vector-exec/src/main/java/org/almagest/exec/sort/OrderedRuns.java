package org.almagest.exec.sort;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.almagest.exec.pipeline.Pipeline;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowSlabs;
import org.almagest.exec.rows.RowStore;

/// Rows in memory as one order: cut into ranges at keys sampled from the rows, of which each is sorted
/// on its own. Before that the rows of each block are brought together by their ranges, in place:
///
/// ```text
///            range 0        range 1        range 2
/// block 0 |-----------|-----------------|---------|     within a range rows keep the order in
/// block 1 |---|----------------------|------------|     which they came
/// ```
///
/// A block fits the second cache, and so does a range: nothing is fetched from all over memory, and
/// each row is sorted once.
public final class OrderedRuns implements AutoCloseable {
    private static final int RANGE_ROWS = 1 << 15;
    private static final int MOST_RANGES = 1 << 10;
    private static final int SAMPLES_PER_RANGE = 32;

    private final RowStore store;
    private final List<RowSlabs> slabs;
    private final RowOrder order;
    private final OperatorMemory memory;
    private final Optional<Splitters> splitters;

    /// For each block, where each range starts in it, and behind them its rows.
    private final int[][] starts;

    private long startsBytes;
    private final Queue<Scratch> scratches = new ConcurrentLinkedQueue<>();

    /// The place of each range's first row.
    private int[] firsts = {0};

    /// Room for arranging a block.
    private static final class Scratch {
        int[] parts = {};
        int[] order = {};
        long[] values = {};

        void makeRoom(int rows) {
            if (parts.length < rows) {
                parts = new int[rows];
                order = new int[rows];
                values = new long[2 * rows];
            }
        }
    }

    OrderedRuns(
            RowStore store,
            List<RowSlabs> slabs,
            RowOrder order,
            SortLayout layout,
            int firstSegment,
            OperatorMemory memory) {
        this.store = store;
        this.slabs = List.copyOf(slabs);
        this.order = order;
        this.memory = memory;
        int ranges = (int) Math.min(MOST_RANGES, (store.rowCount() + RANGE_ROWS - 1) / RANGE_ROWS);
        if (ranges < 2) {
            splitters = Optional.empty();
            starts = new int[0][];
        } else {
            startsBytes = (long) store.blockCount() * (ranges + 1) * Integer.BYTES;
            memory.reserve(startsBytes);
            starts = new int[store.blockCount()][];
            splitters = Optional.of(new Splitters(store, order, layout, firstSegment, sample(ranges), memory));
        }
    }

    /// Answers the rows of all runs.
    public RowStore store() {
        return store;
    }

    public RowOrder order() {
        return order;
    }

    /// Answers how many ranges there are; none where there are no rows.
    public int ranges() {
        return store.rowCount() == 0 ? 0 : splitters.map(Splitters::parts).orElse(1);
    }

    /// Answers the ids of rows between the ranges, from a sample at equal distances.
    private int[] sample(int ranges) {
        int wanted = ranges * SAMPLES_PER_RANGE;
        int[] samples = new int[wanted];
        long[] words = new long[wanted];
        int count = 0;
        long before = 0;
        for (int block = 0; block < store.blockCount(); block++) {
            int rows = store.rows(block);
            while (count < wanted && place(count, wanted) < before + rows) {
                samples[count] = RowStore.id(block, (int) (place(count, wanted) - before));
                words[count] = order.firstWord(samples[count]);
                count++;
            }
            before += rows;
        }
        order.sort(samples, words, new int[wanted], new long[wanted], count);
        int[] found = new int[ranges - 1];
        for (int i = 0; i < found.length; i++) {
            found[i] = samples[(int) ((long) (i + 1) * count / ranges)];
        }
        return found;
    }

    /// Answers the place of a sample among all rows.
    private long place(int sample, int samples) {
        return (long) (((double) sample + 0.5) / samples * store.rowCount());
    }

    /// Answers what must be done before a range is opened: all blocks are arranged.
    public List<Pipeline> arranging(PhysicalPlan node) {
        return splitters.isEmpty()
                ? List.of()
                : List.of(Pipeline.ofWork(node, store.blockCount(), this::arrange, this::endArranging));
    }

    /// Brings the rows of a block together by their ranges. Any thread.
    private void arrange(int block) {
        Splitters cuts = splitters.orElseThrow();
        int rows = store.rows(block);
        Scratch scratch = scratches.poll();
        if (scratch == null) {
            scratch = new Scratch();
        }
        scratch.makeRoom(rows);
        int[] parts = scratch.parts;
        long[] words = scratch.values;
        order.firstWords(block, 0, rows, words, 0);
        int[] start = new int[cuts.parts() + 1];
        boolean ascending = true;
        int last = 0;
        for (int row = 0; row < rows; row++) {
            int part = cuts.part(RowStore.id(block, row), words[row]);
            parts[row] = part;
            start[part + 1]++;
            ascending &= part >= last;
            last = part;
        }
        for (int part = 0; part < cuts.parts(); part++) {
            start[part + 1] += start[part];
        }
        starts[block] = start;
        if (!ascending) {
            reorder(block, rows, parts, start, scratch);
        }
        scratches.add(scratch);
    }

    private void reorder(int block, int rows, int[] parts, int[] start, Scratch scratch) {
        int[] next = start.clone();
        for (int row = 0; row < rows; row++) {
            scratch.order[next[parts[row]]++] = row;
        }
        store.reorder(block, scratch.order, scratch.values);
    }

    private void endArranging() {
        scratches.clear();
        splitters.ifPresent(Splitters::close);
        firsts = new int[ranges()];
        for (int range = 1; range < firsts.length; range++) {
            firsts[range] = firsts[range - 1];
            for (int[] start : starts) {
                firsts[range] += start[range] - start[range - 1];
            }
        }
    }

    /// Makes room for sorting ranges, for one thread.
    public RangeOrder ranger() {
        return new RangeOrder();
    }

    /// The rows of one range after another, in order. One thread.
    public final class RangeOrder {
        private int[] ids = new int[RANGE_ROWS];
        private long[] words = new long[RANGE_ROWS];
        private int[] otherIds = new int[RANGE_ROWS];
        private long[] otherWords = new long[RANGE_ROWS];
        private int count;
        private int first;

        private RangeOrder() {}

        /// Sorts a range.
        public void open(int range) {
            first = firsts[range];
            count = 0;
            for (int block = 0; block < store.blockCount(); block++) {
                int from = splitters.isEmpty() ? 0 : starts[block][range];
                int to = splitters.isEmpty() ? store.rows(block) : starts[block][range + 1];
                makeRoom(count + to - from);
                order.firstWords(block, from, to, words, count);
                for (int row = from; row < to; row++) {
                    ids[count++] = RowStore.id(block, row);
                }
            }
            if (count > 0) {
                order.sort(ids, words, otherIds, otherWords, count);
            }
        }

        private void makeRoom(int wanted) {
            if (wanted > ids.length) {
                int capacity = Math.max(wanted, 2 * ids.length);
                ids = Arrays.copyOf(ids, capacity);
                words = Arrays.copyOf(words, capacity);
                otherIds = new int[capacity];
                otherWords = new long[capacity];
            }
        }

        /// Answers the place of the range's first row among all rows.
        public int first() {
            return first;
        }

        /// Answers the ids of the range's rows, of which `count()` count.
        public int[] ids() {
            return ids;
        }

        public int count() {
            return count;
        }
    }

    @Override
    public void close() {
        splitters.ifPresent(Splitters::close);
        store.close();
        slabs.forEach(RowSlabs::close);
        memory.release(startsBytes);
        startsBytes = 0;
    }
}
