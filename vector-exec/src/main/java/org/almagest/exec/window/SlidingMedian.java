package org.almagest.exec.window;

import java.util.Arrays;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.exec.aggregate.WindowAggregate;
import org.almagest.exec.function.AggregateFunction;

/// The median of frames: the partition's values are ranked once, and a Fenwick tree counts how often
/// each rank stands in the frame. Frames of a partition only move forward, so that every row enters
/// and leaves each piece of a frame once.
final class SlidingMedian extends CallEvaluator {
    /// Bytes of heap for each row of the partition: its value, its rank, and its share of the tree.
    private static final long ROW_BYTES = Double.BYTES + 2 * Integer.BYTES;

    private static final int NO_RANK = 0;

    private final Frames frames;
    private final OrderedRows rows;
    private final Numbers numbers;
    private final int[] low = new int[Frames.PIECES];
    private final int[] high = new int[Frames.PIECES];
    private double[] sorted = new double[0];
    private int[] ranks = new int[0];
    private int[] tree = new int[1];
    private int distinct;
    private int counted;
    private long reserved;
    private int partition = -1;

    /// Reads the values of a column as numbers: the median of one row is the row's.
    private static final class Numbers {
        private final RowFeed feed;
        private final WindowAggregate empty;
        private final DoubleColumnVector out = new DoubleColumnVector(ColumnVector.BATCH_ROWS);

        Numbers(AggregateFunction median, int[] columns, OrderedRows rows) {
            AggregateFunction average =
                    new AggregateFunction(AggregateFunction.Kind.AVG, median.argumentTypes(), median.resultType());
            feed = new RowFeed(rows, average, columns);
            empty = new WindowAggregate(average, 0);
        }

        DoubleColumnVector read(int from, int count) {
            WindowAggregate states = empty.another(count);
            feed.into(states);
            for (int i = 0; i < count; i++) {
                feed.add(from + i, i);
            }
            feed.flush();
            out.reset();
            states.write(0, count, out);
            return out;
        }
    }

    SlidingMedian(AggregateFunction function, int[] columns, Frames frames, OrderedRows rows) {
        this.frames = frames;
        this.rows = rows;
        DataType result = function.resultType();
        if (!result.isFloating()) {
            throw new IllegalStateException("the median is a floating-point number: " + result);
        }
        numbers = new Numbers(function, columns, rows);
    }

    @Override
    void open() {
        partition = -1;
    }

    @Override
    void evaluate(Positions p, ColumnVector out) {
        double[] values = ((DoubleColumnVector) out).values();
        for (int i = 0; i < p.count(); i++) {
            if (p.partitionStart[i] != partition) {
                partition = p.partitionStart[i];
                rank(p.partitionEnd[i] - partition);
            }
            frames.split(i);
            for (int piece = 0; piece < Frames.PIECES; piece++) {
                move(piece, frames.pieceStart(piece), frames.pieceEnd(piece));
            }
            if (counted == 0) {
                values[i] = 0;
                out.setNull(i);
            } else {
                double upper = sorted[find(counted / 2)];
                double lower = counted % 2 == 1 ? upper : sorted[find(counted / 2 - 1)];
                values[i] = lower == upper ? lower : lower + (upper - lower) / 2;
            }
        }
    }

    private void rank(int size) {
        rows.memory().release(reserved);
        reserved = size * ROW_BYTES;
        rows.memory().reserve(reserved);
        double[] all = new double[size];
        ranks = new int[size];
        int known = 0;
        for (int from = 0; from < size; from += ColumnVector.BATCH_ROWS) {
            int count = Math.min(ColumnVector.BATCH_ROWS, size - from);
            DoubleColumnVector read = numbers.read(partition + from, count);
            for (int i = 0; i < count; i++) {
                if (read.isNull(i)) {
                    ranks[from + i] = -1;
                } else {
                    all[from + i] = read.get(i) + 0.0;
                    known++;
                }
            }
        }
        sorted = new double[known];
        int at = 0;
        for (int i = 0; i < size; i++) {
            if (ranks[i] == 0) {
                sorted[at++] = all[i];
            }
        }
        Arrays.sort(sorted);
        distinct = 0;
        for (int i = 0; i < known; i++) {
            if (i == 0 || Double.compare(sorted[i], sorted[distinct - 1]) != 0) {
                sorted[distinct++] = sorted[i];
            }
        }
        for (int i = 0; i < size; i++) {
            ranks[i] = ranks[i] < 0 ? NO_RANK : Arrays.binarySearch(sorted, 0, distinct, all[i]) + 1;
        }
        tree = new int[distinct + 1];
        counted = 0;
        Arrays.fill(low, partition);
        Arrays.fill(high, partition);
    }

    /// Moves a piece of the frame, which never goes back.
    private void move(int piece, int from, int to) {
        int start = Math.min(from, to);
        if (start >= high[piece]) {
            count(low[piece], high[piece], -1);
            count(start, to, 1);
        } else {
            count(low[piece], start, -1);
            count(high[piece], to, 1);
            count(to, high[piece], -1);
        }
        low[piece] = start;
        high[piece] = to;
    }

    private void count(int from, int to, int change) {
        for (int position = from; position < to; position++) {
            int rank = ranks[position - partition];
            if (rank != NO_RANK) {
                counted += change;
                for (int node = rank; node <= distinct; node += node & -node) {
                    tree[node] += change;
                }
            }
        }
    }

    /// Answers the place among the distinct values of the value of number `index`.
    private int find(int index) {
        int place = 0;
        int left = index;
        for (int step = Integer.highestOneBit(Math.max(1, distinct)); step > 0; step >>>= 1) {
            if (place + step <= distinct && tree[place + step] <= left) {
                place += step;
                left -= tree[place];
            }
        }
        return place;
    }

    @Override
    void close() {
        rows.memory().release(reserved);
        reserved = 0;
    }
}
