package org.almagest.exec.sort;

import java.util.Arrays;
import java.util.List;
import org.almagest.exec.rows.RowSlabs;
import org.almagest.exec.rows.RowStore;

/// Runs in memory, each laid out in order, as one order: cut into ranges at keys sampled from the
/// runs, of which each is sorted on its own.
///
/// ```text
///            range 0        range 1        range 2
/// run 0   |-----------|-----------------|---------|     a range knows by binary search which part
/// run 1   |---|----------------------|------------|     of each run it has, and so its first place
/// ```
///
/// Sorting a range again is cheaper than merging it row by row: packed words sort at vector speed.
public final class OrderedRuns implements AutoCloseable {
    private static final int RANGE_ROWS = 1 << 16;
    private static final int SAMPLES_PER_RANGE = 32;

    private final RowStore store;
    private final List<RowSlabs> slabs;
    private final List<Run> runs;
    private final RowOrder order;
    private final int[] splitters;

    /// A run: what is added to the ids of its rows, the room of its first block, and its size, which
    /// is not 0.
    record Run(int firstId, int firstRows, int size) {
        int id(int ordinal) {
            return firstId + RowStore.idOf(firstRows, ordinal);
        }
    }

    OrderedRuns(RowStore store, List<RowSlabs> slabs, List<Run> runs, RowOrder order) {
        this.store = store;
        this.slabs = List.copyOf(slabs);
        this.runs = List.copyOf(runs);
        this.order = order;
        splitters = splitters();
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
        return store.rowCount() == 0 ? 0 : splitters.length + 1;
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

    /// Makes room for sorting ranges, for one thread.
    public RangeOrder ranger() {
        return new RangeOrder();
    }

    /// The rows of one range after another, in order. One thread.
    public final class RangeOrder {
        private int[] ids = new int[RANGE_ROWS];
        private int[] scratch = new int[RANGE_ROWS];
        private long[] words = new long[RANGE_ROWS];
        private int count;
        private int first;

        private RangeOrder() {}

        /// Sorts a range.
        public void open(int range) {
            first = 0;
            count = 0;
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
            if (count > 0) {
                order.sort(ids, words, scratch, count);
            }
        }

        private void makeRoom(int wanted) {
            if (wanted > ids.length) {
                int capacity = Math.max(wanted, 2 * ids.length);
                ids = Arrays.copyOf(ids, capacity);
                words = Arrays.copyOf(words, capacity);
                scratch = new int[capacity];
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
    public void close() {
        store.close();
        slabs.forEach(RowSlabs::close);
    }
}
