package org.almagest.columnar.sort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.spill.RowFormat;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.spill.SpillReader;
import org.almagest.columnar.spill.SpillWriter;
import org.almagest.columnar.spill.SpilledRun;
import org.almagest.columnar.type.DataType;

/// Sorted runs in files, and their merge into one order: whole, or cut into ranges of keys that
/// threads merge independently.
///
/// ```text
///            range 0        range 1        range 2
/// run 0   |-----------|-----------------|---------|     the first rows of blocks tell where ranges
/// run 1   |---|----------------------|------------|     are cut, and from where a run is read for one
/// ```
///
/// Thread-safe but for its writers and readers, which belong to one thread each.
public final class SpilledRuns implements AutoCloseable {
    /// The fewest runs that are worth merging into one.
    private static final int LEAST_FAN_IN = 4;

    private static final byte[] NO_BOUND = {};

    private final SpillFiles files;
    private final RowFormat format;
    private final MemoryBudget budget;
    private final int blockBytes;

    // Guarded by this.
    private final List<SpilledRun> runs = new ArrayList<>();
    private byte[][] bounds = {NO_BOUND, NO_BOUND};

    /// Rows have columns of these types; blocks of so many bytes are written and read, out of a
    /// budget.
    public SpilledRuns(SpillFiles files, List<DataType> types, MemoryBudget budget, int blockBytes) {
        this.files = files;
        this.budget = budget;
        this.blockBytes = blockBytes;
        format = new RowFormat(types);
    }

    /// Starts a run.
    public SpilledRunWriter writer() {
        return new SpilledRunWriter(this, format, rowWriter(), budget);
    }

    SpillWriter rowWriter() {
        return SpillWriter.create(files, blockBytes, budget);
    }

    synchronized void add(SpilledRun run) {
        runs.add(run);
    }

    public synchronized boolean isEmpty() {
        return runs.isEmpty();
    }

    public synchronized long rows() {
        return runs.stream().mapToLong(SpilledRun::rows).sum();
    }

    public synchronized long bytes() {
        return runs.stream().mapToLong(SpilledRun::bytes).sum();
    }

    public int blockBytes() {
        return blockBytes;
    }

    MemoryBudget budget() {
        return budget;
    }

    RowFormat format() {
        return format;
    }

    /// Merges the oldest runs until there are at most `most`.
    public synchronized void mergeDownTo(int most) {
        int fanIn = Math.max(LEAST_FAN_IN, most);
        while (runs.size() > fanIn) {
            // Not more than needed in the first step, so that the others are full.
            mergeSome(Math.min(fanIn, runs.size() - fanIn + 1));
        }
    }

    private void mergeSome(int count) {
        List<SpilledRun> some = List.copyOf(runs.subList(0, Math.max(2, count)));
        try (RunMerge merging = merge(some);
                SpillWriter writer = rowWriter()) {
            while (merging.hasNext()) {
                writer.append(merging.least().row);
                merging.advance();
            }
            runs.add(writer.finish());
        }
        for (SpilledRun run : some) {
            files.remove(run.file());
            runs.remove(run);
        }
    }

    /// Starts the merge of all runs.
    synchronized RunMerge merge() {
        return merge(List.copyOf(runs));
    }

    private RunMerge merge(List<SpilledRun> some) {
        List<RunCursor> cursors = new ArrayList<>();
        try {
            for (SpilledRun run : some) {
                cursors.add(RangeCursor.all(reader(run)));
            }
            return new RunMerge(cursors);
        } catch (RuntimeException failed) {
            cursors.forEach(RunCursor::close);
            throw failed;
        }
    }

    private SpillReader reader(SpilledRun run) {
        return SpillReader.open(files, run.file(), blockBytes, budget);
    }

    /// Cuts the order into so many ranges, about; there are no more runs to come.
    public synchronized void cut(int ranges) {
        List<byte[]> samples = new ArrayList<>();
        for (SpilledRun run : runs) {
            for (int i = 0; i < run.index().size(); i++) {
                samples.add(run.index().key(i));
            }
        }
        samples.sort(Arrays::compareUnsigned);
        int cuts = Math.max(1, Math.min(ranges, samples.size()));
        bounds = new byte[cuts + 1][];
        bounds[0] = NO_BOUND;
        bounds[cuts] = NO_BOUND;
        for (int i = 1; i < cuts; i++) {
            bounds[i] = samples.get((int) ((long) i * samples.size() / cuts));
        }
    }

    public synchronized int ranges() {
        return bounds.length - 1;
    }

    /// Makes a reader of ranges for one thread, which closes it.
    public synchronized SortedRangeReader reader() {
        List<SpillReader> readers = new ArrayList<>();
        try {
            for (SpilledRun run : runs) {
                readers.add(reader(run));
            }
            return new SortedRangeReader(this, List.copyOf(runs), readers, bounds);
        } catch (RuntimeException failed) {
            readers.forEach(SpillReader::close);
            throw failed;
        }
    }

    /// Removes the files.
    @Override
    public synchronized void close() {
        runs.forEach(run -> files.remove(run.file()));
        runs.clear();
    }
}
