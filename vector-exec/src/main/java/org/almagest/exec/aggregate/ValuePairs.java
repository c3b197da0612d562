package org.almagest.exec.aggregate;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.exec.kernel.RowKernels;

/// The different pairs of group and value, numbered from 0 in the order of first appearance. Filled by
/// one thread; read by any once listed by group.
final class ValuePairs {
    private static final int ROWS = ColumnVector.BATCH_ROWS;
    private static final long PAIR_BYTES = 64;
    static final int[] IDENTITY = RowKernels.identity(ROWS);

    /// Takes pairs of some groups, at most 1,024 at a time.
    interface Reader {
        /// @param pairs the numbers of the pairs
        /// @param values their values, in rows 0 to `count`
        /// @param groupOfRow the groups that they shall go to
        void read(int[] pairs, ColumnVector values, int count, int[] groupOfRow);
    }

    private final List<DataType> types;
    private final KeyedGroups table;
    private final Batch batch = new Batch(2);
    private final IntColumnVector groupVector = new IntColumnVector(ROWS);
    private final int[] pairOfRow = new int[ROWS];
    private int[] starts = {};
    private int[] order = {};

    ValuePairs(DataType type) {
        types = List.of(ScalarType.INTEGER, type);
        table = new KeyedGroups(types, Optional.empty(), Optional.empty(), 0);
    }

    DataType type() {
        return types.getLast();
    }

    int size() {
        return table.size();
    }

    /// Answers the pair of each of the rows, by row; it is valid until the next call.
    int[] find(ColumnVector values, int[] rows, int count, int[] groupOfRow) {
        for (int i = 0; i < count; i++) {
            groupVector.values()[rows[i]] = groupOfRow[rows[i]];
        }
        batch.setRowCount(ROWS);
        batch.setColumn(0, groupVector);
        batch.setColumn(1, values);
        table.assign(batch, rows, count, pairOfRow);
        return pairOfRow;
    }

    /// Lists the rows whose pairs have not been seen before; answers how many there are.
    int listFresh(ColumnVector values, int[] rows, int count, int[] groupOfRow, int[] fresh) {
        int known = size();
        find(values, rows, count, groupOfRow);
        int found = 0;
        for (int i = 0; i < count; i++) {
            // Pairs are numbered in the order of the rows: the next number is a new pair.
            if (pairOfRow[rows[i]] == known + found) {
                fresh[found++] = rows[i];
            }
        }
        return found;
    }

    /// Lists the pairs of the groups below `groups` by group.
    void listByGroup(int groups) {
        int size = size();
        int[] groupOfPair = new int[size];
        Batch read = Batch.allocate(types);
        int[] ids = new int[ROWS];
        for (int first = 0; first < size; first += ROWS) {
            int count = Math.min(ROWS, size - first);
            for (int i = 0; i < count; i++) {
                ids[i] = first + i;
            }
            read.reset();
            table.writeKeys(ids, 0, count, read);
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

    /// Answers where a group's pairs start in the list.
    int start(int group) {
        return starts[group];
    }

    /// Answers where a group's pairs end in the list.
    int end(int group) {
        return starts[group + 1];
    }

    /// Answers the pair at a place of the list.
    int at(int place) {
        return order[place];
    }

    /// Makes row 0 of a batch of group and value hold a pair.
    void read(int place, Batch out) {
        out.reset();
        table.writeKeys(order, place, 1, out);
        out.setRowCount(1);
    }

    /// Makes a batch for `read`.
    Batch batch() {
        return Batch.allocate(types);
    }

    /// Hands over the pairs of groups `from[0 .. count)` for groups `to`.
    void forEach(int[] from, int[] to, int count, Reader reader) {
        Batch read = Batch.allocate(types);
        int[] groupOfRow = new int[ROWS];
        int[] ids = new int[ROWS];
        int filled = 0;
        for (int i = 0; i < count; i++) {
            for (int p = starts[from[i]]; p < starts[from[i] + 1]; p++) {
                ids[filled] = order[p];
                groupOfRow[filled++] = to[i];
                if (filled == ROWS) {
                    read(ids, filled, read, groupOfRow, reader);
                    filled = 0;
                }
            }
        }
        if (filled > 0) {
            read(ids, filled, read, groupOfRow, reader);
        }
    }

    private void read(int[] ids, int count, Batch read, int[] groupOfRow, Reader reader) {
        read.reset();
        table.writeKeys(ids, 0, count, read);
        read.setRowCount(count);
        reader.read(ids, read.column(1), count, groupOfRow);
    }

    /// Answers the bytes of the pairs, which follow from what was added alone.
    long keptBytes() {
        return PAIR_BYTES * size();
    }

    /// Answers the bytes of heap that the pairs take, and those of the list that will be.
    long bytes() {
        return table.heapBytes() + 8L * size() + 4L * starts.length;
    }
}
