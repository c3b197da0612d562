package org.almagest.exec.sort;

import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.pipeline.CountedSource;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.RowStore;

/// Sorted runs as one order, cut into ranges that are merged independently.
///
/// ```text
///            range 0        range 1        range 2
/// run 0   |-----------|-----------------|---------|     bounds[range][run]: where the run enters
/// run 1   |---|----------------------|------------|     the range
/// ```
final class SortedSource extends CountedSource {
    private static final int RANGE_ROWS = 1 << 16;
    private static final int SAMPLES_PER_RANGE = 4;

    private final RowStore rows;
    private final List<int[]> runs;
    private final RowOrder order;
    private final int[][] bounds;
    private final long firstRank;
    private final long lastRank;

    private SortedSource(
            PhysicalPlan node,
            RowStore rows,
            List<int[]> runs,
            RowOrder order,
            int[][] bounds,
            long firstRank,
            long lastRank) {
        super(node, bounds.length - 1);
        this.rows = rows;
        this.runs = runs;
        this.order = order;
        this.bounds = bounds;
        this.firstRank = firstRank;
        this.lastRank = lastRank;
    }

    /// Cuts the order into ranges. The rows of rank `offset` to `offset + limit` are given.
    static SortedSource of(
            PhysicalPlan node, RowStore rows, List<int[]> runs, RowOrder order, long limit, long offset) {
        int ranges = (int) ((rows.rowCount() + RANGE_ROWS - 1) / RANGE_ROWS);
        int[][] bounds = new int[ranges + 1][runs.size()];
        int[] splitters = splitters(runs, order, ranges);
        for (int run = 0; run < runs.size(); run++) {
            for (int range = 1; range < ranges; range++) {
                bounds[range][run] = firstNotBelow(runs.get(run), splitters[range - 1], order);
            }
            bounds[ranges][run] = ranges == 0 ? 0 : runs.get(run).length;
        }
        long end = limit > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + limit;
        return new SortedSource(node, rows, runs, order, bounds, offset, end);
    }

    private static int[] splitters(List<int[]> runs, RowOrder order, int ranges) {
        if (ranges < 2) {
            return new int[0];
        }
        int perRun = ranges * SAMPLES_PER_RANGE;
        int[] samples =
                new int[runs.stream().mapToInt(r -> Math.min(perRun, r.length)).sum()];
        int count = 0;
        for (int[] run : runs) {
            int taken = Math.min(perRun, run.length);
            for (int s = 0; s < taken; s++) {
                samples[count++] = run[(int) ((long) s * run.length / taken)];
            }
        }
        int[] sorted = Arrays.stream(samples)
                .boxed()
                .sorted(order::compare)
                .mapToInt(i -> i)
                .toArray();
        int[] splitters = new int[ranges - 1];
        for (int i = 0; i < splitters.length; i++) {
            splitters[i] = sorted[(int) ((long) (i + 1) * sorted.length / ranges)];
        }
        return splitters;
    }

    private static int firstNotBelow(int[] run, int id, RowOrder order) {
        int low = 0;
        int high = run.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (order.compare(run[middle], id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public MorselReader reader() {
        return new Reader();
    }

    @Override
    public void close() {
        rows.close();
    }

    private final class Reader implements MorselReader {
        private final Batch own = Batch.allocate(node().types());
        private final int[] ids = new int[ColumnVector.BATCH_ROWS];
        private final RunMerge merge = new RunMerge(runs, order);
        private long rank;

        @Override
        public void open(Morsel morsel) {
            int range = morsel.index();
            merge.open(bounds[range], bounds[range + 1]);
            rank = 0;
            for (int bound : bounds[range]) {
                rank += bound;
            }
        }

        @Override
        public boolean next(Batch out) {
            int count = 0;
            while (count < ids.length && merge.hasNext() && rank < lastRank) {
                ids[count] = merge.next();
                count += rank++ >= firstRank ? 1 : 0;
            }
            if (count == 0) {
                return false;
            }
            for (int c = 0; c < own.columnCount(); c++) {
                rows.gather(c, ids, count, own.column(c));
                out.setColumn(c, own.column(c));
            }
            out.setRowCount(count);
            return true;
        }

        @Override
        public void close() {
            // Holds nothing but its vectors.
        }
    }
}
