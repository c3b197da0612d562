package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;

/// How often each group has each value: a table of (group, value) pairs with counts, from which come
/// entropy (of the shares of the values, in bits) and mode of types wider than 64 bits.
final class FrequencyAccumulator extends Accumulator {
    /// What becomes of the frequencies of a group.
    enum Result {
        ENTROPY,
        FIRST_MODE,
        LAST_MODE
    }

    private final Result result;
    private final ValuePairs pairs;
    private final int[] zeros = new int[ColumnVector.BATCH_ROWS];
    private long[] counts = new long[64];
    private int groups = 1;

    FrequencyAccumulator(Result result, DataType type) {
        this.result = result;
        pairs = new ValuePairs(type);
    }

    @Override
    void ensure(int newGroups) {
        groups = Math.max(groups, newGroups);
    }

    @Override
    void add(Argument argument, int[] groupOfRow) {
        int[] rows = argument.rows();
        int count = argument.count();
        int[] pairOfRow = find(argument.vector(), rows, count, groupOfRow);
        for (int i = 0; i < count; i++) {
            counts[pairOfRow[rows[i]]]++;
        }
    }

    @Override
    void addAll(Argument argument) {
        add(argument, zeros);
    }

    /// Finds the pairs of rows and makes room for their counts.
    private int[] find(ColumnVector values, int[] rows, int count, int[] groupOfRow) {
        int[] pairOfRow = pairs.find(values, rows, count, groupOfRow);
        if (counts.length < pairs.size()) {
            counts = Arrays.copyOf(counts, grown(counts.length, pairs.size()));
        }
        return pairOfRow;
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        FrequencyAccumulator others = (FrequencyAccumulator) other;
        others.pairs.forEach(from, to, count, (theirs, values, read, groupOfRow) -> {
            int[] pairOfRow = find(values, ValuePairs.IDENTITY, read, groupOfRow);
            for (int i = 0; i < read; i++) {
                counts[pairOfRow[i]] += others.counts[theirs[i]];
            }
        });
    }

    @Override
    void freeze() {
        pairs.listByGroup(groups);
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        ModeSearch search = new ModeSearch();
        for (int i = 0; i < count; i++) {
            int from = pairs.start(first + i);
            int to = pairs.end(first + i);
            if (from == to) {
                Cells.setNull(out, i);
            } else if (result == Result.ENTROPY) {
                ((DoubleColumnVector) out).set(i, entropy(from, to));
            } else {
                search.write(from, to, out, i);
            }
        }
    }

    private double entropy(int from, int to) {
        long total = 0;
        for (int p = from; p < to; p++) {
            total += counts[pairs.at(p)];
        }
        double sum = 0;
        for (int p = from; p < to; p++) {
            double share = (double) counts[pairs.at(p)] / total;
            sum -= share * Math.log(share);
        }
        return sum == 0 ? 0 : sum / Math.log(2);
    }

    /// Finds the most frequent value of a group; of several the first or last in their order.
    private final class ModeSearch {
        private final Batch read = pairs.batch();
        private final Argument value = new Argument(pairs.type());
        private final GroupCells best = GroupCells.of(pairs.type());

        void write(int from, int to, ColumnVector out, int row) {
            best.ensure(1);
            long most = 0;
            for (int p = from; p < to; p++) {
                long n = counts[pairs.at(p)];
                if (n >= most) {
                    pairs.read(p, read);
                    value.set(read, read.column(1));
                    best.open(value);
                    if (n > most || isBetter(best.compare(0, 0))) {
                        best.set(0, 0);
                        most = n;
                    }
                }
            }
            best.write(0, out, row);
        }

        private boolean isBetter(int order) {
            return result == Result.FIRST_MODE ? order < 0 : order > 0;
        }
    }

    @Override
    long keptBytes() {
        return pairs.keptBytes();
    }

    @Override
    long bytes() {
        return pairs.bytes() + 8L * counts.length + 4L * groups;
    }
}
