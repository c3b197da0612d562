package org.almagest.exec.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// arg_min(value, by, n) and its like: the values of the `n` rows of each group whose keys, the second
/// argument, are first in the order; of equal ones those that come first in the order of the rows.
final class BestRowsAccumulator extends Accumulator {
    private static final long ROW_BYTES = 120;

    private record Row(byte[] key, long place, Value value) implements Comparable<Row> {
        /// The worst row is the first of a queue.
        @Override
        public int compareTo(Row other) {
            int order = Arrays.compareUnsigned(other.key, key);
            return order != 0 ? order : Long.compare(other.place, place);
        }
    }

    /// Stands for the rows of a group that has none yet.
    private static final PriorityQueue<Row> NO_ROWS = new PriorityQueue<>();

    private final int limit;
    private final CommonRows common = new CommonRows();
    private final int[] zeros = new int[ColumnVector.BATCH_ROWS];
    private final List<PriorityQueue<Row>> queues = new ArrayList<>(List.of(NO_ROWS));
    private long places;
    private long rows;

    BestRowsAccumulator(int limit) {
        this.limit = limit;
    }

    @Override
    void ensure(int groups) {
        while (queues.size() < groups) {
            queues.add(NO_ROWS);
        }
    }

    @Override
    void addRows(Argument value, Argument key, GroupedRows grouped) {
        add(value, key, grouped.groups());
    }

    @Override
    void addAll(Argument value, Argument key) {
        add(value, key, zeros);
    }

    private void add(Argument value, Argument key, int[] groupOfRow) {
        common.take(value, key, false);
        if (common.count() == 0) {
            return;
        }
        TextColumnVector keys = (TextColumnVector) key.vector();
        for (int i = 0; i < common.count(); i++) {
            int row = common.rows()[i];
            PriorityQueue<Row> queue = queue(groupOfRow[row]);
            int start = keys.start(row);
            int end = start + keys.length(row);
            if (queue.size() < limit || isBetter(keys.bytes(), start, end, queue.peek())) {
                offer(queue, new Row(Arrays.copyOfRange(keys.bytes(), start, end), places++, value(value, row)));
            }
        }
    }

    private static Value value(Argument value, int row) {
        return value.vector() instanceof TextColumnVector text
                ? Cells.getBytes(text, row)
                : Cells.get(value.vector(), row);
    }

    private static boolean isBetter(byte[] keys, int start, int end, Row worst) {
        return Arrays.compareUnsigned(keys, start, end, worst.key, 0, worst.key.length) < 0;
    }

    private PriorityQueue<Row> queue(int group) {
        if (queues.get(group) == NO_ROWS) {
            queues.set(group, new PriorityQueue<>());
        }
        return queues.get(group);
    }

    private void offer(PriorityQueue<Row> queue, Row row) {
        queue.add(row);
        rows++;
        if (queue.size() > limit) {
            queue.poll();
            rows--;
        }
    }

    private static Row[] inOrder(PriorityQueue<Row> queue) {
        Row[] sorted = queue.toArray(Row[]::new);
        Arrays.sort(sorted, (a, b) -> b.compareTo(a));
        return sorted;
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        BestRowsAccumulator others = (BestRowsAccumulator) other;
        for (int i = 0; i < count; i++) {
            for (Row row : inOrder(others.queues.get(from[i]))) {
                offer(queue(to[i]), new Row(row.key, places++, row.value));
            }
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        ArrayColumnVector arrays = (ArrayColumnVector) out;
        for (int i = 0; i < count; i++) {
            PriorityQueue<Row> queue = queues.get(first + i);
            if (queue.isEmpty()) {
                arrays.appendNull(i);
                continue;
            }
            Row[] sorted = inOrder(queue);
            int at = arrays.offsets()[i];
            ColumnVector child = arrays.ensureChild(Math.addExact(at, sorted.length));
            for (int r = 0; r < sorted.length; r++) {
                Cells.set(child, at + r, sorted[r].value);
            }
            arrays.offsets()[i + 1] = at + sorted.length;
            arrays.setValid(i);
        }
    }

    @Override
    long keptBytes() {
        return rows * ROW_BYTES;
    }

    @Override
    long bytes() {
        return 8L * queues.size() + rows * ROW_BYTES;
    }
}
