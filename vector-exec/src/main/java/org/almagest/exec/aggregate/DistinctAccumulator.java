package org.almagest.exec.aggregate;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.exec.kernel.RowKernels;

/// An aggregate over the distinct values of its argument: a table of (group, value) pairs, each of
/// which is added to the plain aggregate when it first appears.
final class DistinctAccumulator extends Accumulator {
    private static final int ROWS = ColumnVector.BATCH_ROWS;
    private static final int[] IDENTITY = RowKernels.identity(ROWS);

    private final Accumulator plain;
    private final Argument fresh;
    private final KeyedGroups pairs;
    private final List<DataType> pairTypes;
    private final Batch pairBatch = new Batch(2);
    private final IntColumnVector groupVector = new IntColumnVector(ROWS);
    private final int[] pairOfRow = new int[ROWS];
    private final int[] freshRows = new int[ROWS];
    private final int[] zeros = new int[ROWS];
    private int groups = 1;
    private int[] starts = {};
    private int[] order = {};

    DistinctAccumulator(Accumulator plain, DataType type) {
        this.plain = plain;
        fresh = new Argument(type);
        pairTypes = List.of(ScalarType.INTEGER, type);
        pairs = new KeyedGroups(pairTypes, Optional.empty(), Optional.empty(), 0);
    }

    @Override
    void ensure(int newGroups) {
        groups = Math.max(groups, newGroups);
        plain.ensure(newGroups);
    }

    @Override
    void add(Argument argument, int[] groupOfRow) {
        int[] rows = argument.rows();
        int count = argument.count();
        for (int i = 0; i < count; i++) {
            groupVector.values()[rows[i]] = groupOfRow[rows[i]];
        }
        pairBatch.setRowCount(ROWS);
        pairBatch.setColumn(0, groupVector);
        pairBatch.setColumn(1, argument.vector());
        int known = pairs.size();
        pairs.assign(pairBatch, rows, count, pairOfRow);
        int found = 0;
        for (int i = 0; i < count; i++) {
            // Pairs are numbered in the order of the rows: the next number is a new pair.
            if (pairOfRow[rows[i]] == known + found) {
                freshRows[found++] = rows[i];
            }
        }
        if (found > 0) {
            fresh.narrow(argument, freshRows, found);
            plain.add(fresh, groupOfRow);
        }
    }

    @Override
    void addAll(Argument argument) {
        add(argument, zeros);
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        DistinctAccumulator others = (DistinctAccumulator) other;
        Batch read = Batch.allocate(pairTypes);
        Argument values = new Argument(pairTypes.get(1));
        int[] groupOfRow = new int[ROWS];
        int[] ids = new int[ROWS];
        int filled = 0;
        for (int i = 0; i < count; i++) {
            for (int p = others.starts[from[i]]; p < others.starts[from[i] + 1]; p++) {
                ids[filled] = others.order[p];
                groupOfRow[filled++] = to[i];
                if (filled == ROWS) {
                    addPairs(others, ids, filled, read, values, groupOfRow);
                    filled = 0;
                }
            }
        }
        addPairs(others, ids, filled, read, values, groupOfRow);
    }

    private void addPairs(
            DistinctAccumulator others, int[] ids, int count, Batch read, Argument values, int[] groupOfRow) {
        if (count > 0) {
            read.reset();
            others.pairs.writeKeys(ids, 0, count, read);
            read.setRowCount(count);
            values.set(read, read.column(1));
            add(values, groupOfRow);
        }
    }

    /// Lists the pairs by group.
    @Override
    void freeze() {
        plain.freeze();
        int size = pairs.size();
        int[] groupOfPair = new int[size];
        Batch read = Batch.allocate(pairTypes);
        int[] ids = new int[ROWS];
        for (int first = 0; first < size; first += ROWS) {
            int count = Math.min(ROWS, size - first);
            for (int i = 0; i < count; i++) {
                ids[i] = first + IDENTITY[i];
            }
            read.reset();
            pairs.writeKeys(ids, 0, count, read);
            System.arraycopy(((IntColumnVector) read.column(0)).values(), 0, groupOfPair, first, count);
        }
        starts = new int[groups + 1];
        for (int p = 0; p < size; p++) {
            starts[groupOfPair[p] + 1]++;
        }
        for (int g = 0; g < groups; g++) {
            starts[g + 1] += starts[g];
        }
        order = new int[size];
        int[] next = starts.clone();
        for (int p = 0; p < size; p++) {
            order[next[groupOfPair[p]]++] = p;
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        plain.write(first, count, out);
    }

    @Override
    long bytes() {
        return plain.bytes() + pairs.heapBytes() + 8L * pairs.size() + 4L * groups;
    }
}
