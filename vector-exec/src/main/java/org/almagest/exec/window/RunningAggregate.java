package org.almagest.exec.window;

import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.aggregate.WindowAggregate;
import org.almagest.exec.function.AggregateFunction;

/// An aggregate whose frames start with the partition and only grow: each row adds to what the row
/// before it had.
///
/// ```text
/// state 0             what the last row of the batch before had
/// state 1 + i         what row i has: the state before it, then its own
/// state 1 + n + i     what row i's frame has more than the one before it
/// ```
final class RunningAggregate extends CallEvaluator {
    private final Frames frames;
    private final RowFeed feed;
    private final WindowAggregate empty;
    private final int[] from = new int[2 * ColumnVector.BATCH_ROWS];
    private final int[] to = new int[2 * ColumnVector.BATCH_ROWS];
    private WindowAggregate carried;
    private int partition = -1;
    private int added;

    RunningAggregate(AggregateFunction function, int[] columns, Frames frames, OrderedRows rows) {
        this.frames = frames;
        feed = new RowFeed(rows, function, columns);
        empty = new WindowAggregate(function, 0);
        carried = empty.another(1);
    }

    @Override
    void open() {
        partition = -1;
    }

    @Override
    void evaluate(Positions p, ColumnVector out) {
        int n = p.count();
        WindowAggregate states = empty.another(1 + 2 * n);
        states.merge(carried, new int[] {0}, new int[] {0}, 1);
        feed.into(states);
        int merges = 0;
        for (int i = 0; i < n; i++) {
            boolean goesOn = p.partitionStart[i] == partition;
            if (!goesOn) {
                partition = p.partitionStart[i];
                added = partition;
            } else {
                from[merges] = i;
                to[merges++] = 1 + i;
            }
            if (added < frames.end[i]) {
                from[merges] = 1 + n + i;
                to[merges++] = 1 + i;
            }
            while (added < frames.end[i]) {
                feed.add(added++, 1 + n + i);
            }
        }
        feed.flush();
        states.merge(states, from, to, merges);
        states.write(1, n, out);
        carried = empty.another(1);
        carried.merge(states, new int[] {n}, new int[] {0}, 1);
    }
}
