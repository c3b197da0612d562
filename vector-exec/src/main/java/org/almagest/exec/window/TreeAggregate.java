package org.almagest.exec.window;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.aggregate.WindowAggregate;
import org.almagest.exec.function.AggregateFunction;

/// An aggregate of any frames: a tree of states over each partition, from which a frame is put
/// together by a few rows and a few states on either side. Nothing is ever taken out of a state, so
/// that sums of floating-point numbers do not drift.
///
/// ```text
/// level 2   |---------- 256 rows ----------|
/// level 1   |- 16 -|- 16 -|- 16 -| ...            partition size / 16 states, then / 256, ...
/// level 0   rows
/// frame            [..][--][------------...       rows, states of rising then falling levels, rows
/// ```
///
/// Parts are added from left to right, so that what comes first stays first.
final class TreeAggregate extends CallEvaluator {
    private static final int FANOUT_BITS = 4;
    private static final int FANOUT = 1 << FANOUT_BITS;

    private final Frames frames;
    private final OrderedRows rows;
    private final RowFeed feed;
    private final WindowAggregate empty;
    private final List<WindowAggregate> levels = new ArrayList<>();
    private final List<PartList> rising = new ArrayList<>();
    private final List<PartList> falling = new ArrayList<>();
    private long reserved;
    private int partition = -1;

    TreeAggregate(AggregateFunction function, int[] columns, Frames frames, OrderedRows rows) {
        this.frames = frames;
        this.rows = rows;
        feed = new RowFeed(rows, function, columns);
        empty = new WindowAggregate(function, 0);
        rising.add(new PartList());
        falling.add(new PartList());
    }

    @Override
    void open() {
        partition = -1;
    }

    @Override
    void evaluate(Positions p, ColumnVector out) {
        WindowAggregate states = empty.another(p.count());
        int from = 0;
        while (from < p.count()) {
            int start = p.partitionStart[from];
            int to = from;
            while (to < p.count() && p.partitionStart[to] == start) {
                to++;
            }
            if (start != partition) {
                partition = start;
                build(p.partitionEnd[from] - start);
            }
            for (int piece = 0; piece < (frames.excludes() ? Frames.PIECES : 1); piece++) {
                for (int i = from; i < to; i++) {
                    frames.split(i);
                    take(frames.pieceStart(piece) - start, frames.pieceEnd(piece) - start, i);
                }
                flush(states);
            }
            from = to;
        }
        states.write(0, p.count(), out);
    }

    /// Builds the levels above the rows of the partition.
    private void build(int size) {
        levels.clear();
        rows.memory().release(reserved);
        reserved = 0;
        WindowAggregate below = null;
        int belowCount = size;
        while (belowCount > 2 * FANOUT) {
            int count = (belowCount + FANOUT - 1) / FANOUT;
            WindowAggregate level = empty.another(count);
            if (below == null) {
                feed.into(level);
                for (int i = 0; i < size; i++) {
                    feed.add(partition + i, i >>> FANOUT_BITS);
                }
                feed.flush();
            } else {
                raise(below, belowCount, level);
            }
            rows.memory().reserve(level.bytes());
            reserved += level.bytes();
            levels.add(level);
            below = level;
            belowCount = count;
        }
        while (rising.size() <= levels.size()) {
            rising.add(new PartList());
            falling.add(new PartList());
        }
    }

    private static void raise(WindowAggregate below, int count, WindowAggregate level) {
        int[] from = new int[ColumnVector.BATCH_ROWS];
        int[] to = new int[ColumnVector.BATCH_ROWS];
        for (int first = 0; first < count; first += from.length) {
            int some = Math.min(from.length, count - first);
            for (int i = 0; i < some; i++) {
                from[i] = first + i;
                to[i] = first + i >>> FANOUT_BITS;
            }
            level.merge(below, from, to, some);
        }
    }

    /// Lists the parts that make up rows `low` to `high` of the partition.
    private void take(int low, int high, int state) {
        int from = low;
        int to = high;
        for (int level = 0; from < to; level++) {
            if (level == levels.size() || to - from < FANOUT) {
                rising.get(level).add(from, to, state);
                return;
            }
            int whole = from + FANOUT - 1 & -FANOUT;
            rising.get(level).add(from, whole, state);
            int wholeTo = to & -FANOUT;
            falling.get(level).add(wholeTo, to, state);
            from = whole >>> FANOUT_BITS;
            to = wholeTo >>> FANOUT_BITS;
        }
    }

    private void flush(WindowAggregate states) {
        feed.into(states);
        for (int level = 0; level <= levels.size(); level++) {
            flush(level, rising.get(level), states);
        }
        for (int level = levels.size(); level >= 0; level--) {
            flush(level, falling.get(level), states);
        }
    }

    private void flush(int level, PartList parts, WindowAggregate states) {
        if (level > 0) {
            states.merge(levels.get(level - 1), parts.parts(), parts.states(), parts.size());
        } else {
            for (int i = 0; i < parts.size(); i++) {
                feed.add(partition + parts.parts()[i], parts.states()[i]);
            }
            feed.flush();
        }
        parts.clear();
    }

    @Override
    void close() {
        rows.memory().release(reserved);
        reserved = 0;
        levels.clear();
    }
}
