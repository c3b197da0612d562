package org.almagest.exec.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Values of any type, and keys where there is an order, in blocks of 1,024 rows; the rows of a group
/// are a chain in the order of appending. Appended to by one thread; read by any afterwards.
final class ListedRows {
    private static final int BLOCK = ColumnVector.BATCH_ROWS;
    private static final int NONE = -1;
    private static final long ROW_BYTES = 24;

    private final DataType type;
    private final boolean keyed;
    private final List<ColumnVector> values = new ArrayList<>();
    private final List<TextColumnVector> keys = new ArrayList<>();
    private int size;
    private int[] nexts = {};
    private int[] heads = {NONE};
    private int[] tails = {NONE};
    private int[] counts = new int[1];
    private long textBytes;

    ListedRows(DataType type, boolean keyed) {
        this.type = type;
        this.keyed = keyed;
    }

    void ensure(int groups) {
        int before = heads.length;
        if (before < groups) {
            int capacity = Accumulator.grown(before, groups);
            heads = Arrays.copyOf(heads, capacity);
            tails = Arrays.copyOf(tails, capacity);
            counts = Arrays.copyOf(counts, capacity);
            Arrays.fill(heads, before, capacity, NONE);
            Arrays.fill(tails, before, capacity, NONE);
        }
    }

    void append(ColumnVector newValues, ColumnVector newKeys, int[] rows, int count, int[] groupOfRow) {
        for (int i = 0; i < count; i++) {
            int at = size % BLOCK;
            if (at == 0) {
                addBlock();
            }
            values.getLast().copyRow(newValues, rows[i], at);
            textBytes += newValues instanceof TextColumnVector text ? text.length(rows[i]) : 0;
            if (keyed) {
                keys.getLast().copyRow(newKeys, rows[i], at);
                textBytes += ((TextColumnVector) newKeys).length(rows[i]);
            }
            link(groupOfRow[rows[i]]);
        }
    }

    private void addBlock() {
        if (size > Integer.MAX_VALUE - 2 * BLOCK) {
            throw AlmagestException.of(SqlState.OUT_OF_MEMORY, "lists of more than 2 billion values")
                    .hint("filter the rows first");
        }
        values.add(ColumnVector.allocate(type, BLOCK));
        if (keyed) {
            keys.add((TextColumnVector) ColumnVector.allocate(ScalarType.BLOB, BLOCK));
        }
        if (nexts.length < size + BLOCK) {
            nexts = Arrays.copyOf(nexts, Accumulator.grown(nexts.length, size + BLOCK));
        }
    }

    private void link(int group) {
        nexts[size] = NONE;
        if (heads[group] == NONE) {
            heads[group] = size;
        } else {
            nexts[tails[group]] = size;
        }
        tails[group] = size;
        counts[group]++;
        size++;
    }

    /// Answers the first row of a group, negative where it has none.
    int first(int group) {
        return heads[group];
    }

    /// Answers the next row of the same group, negative behind the last.
    int next(int row) {
        return nexts[row];
    }

    /// Answers the rows of a group.
    int[] rowsOf(int group) {
        int[] rows = new int[counts[group]];
        int row = heads[group];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row;
            row = nexts[row];
        }
        return rows;
    }

    int compareKeys(int a, int b) {
        TextColumnVector left = keys.get(a / BLOCK);
        TextColumnVector right = keys.get(b / BLOCK);
        int from = left.start(a % BLOCK);
        int to = right.start(b % BLOCK);
        return Arrays.compareUnsigned(
                left.bytes(), from, from + left.length(a % BLOCK), right.bytes(), to, to + right.length(b % BLOCK));
    }

    void copyValue(int row, ColumnVector out, int to) {
        out.copyRow(values.get(row / BLOCK), row % BLOCK, to);
    }

    /// Appends the bytes of a text to a vector's own at place `at`; answers the place behind them.
    int appendText(int row, TextColumnVector out, int at) {
        TextColumnVector text = (TextColumnVector) values.get(row / BLOCK);
        int length = text.length(row % BLOCK);
        byte[] bytes = out.ensureBytes(Math.addExact(at, length));
        System.arraycopy(text.bytes(), text.start(row % BLOCK), bytes, at, length);
        return at + length;
    }

    /// Answers the bytes of heap that the rows take, near enough.
    long bytes() {
        return size * ROW_BYTES + 2 * textBytes + 12L * heads.length;
    }

    Copy copy() {
        return new Copy();
    }

    /// Some rows in vectors of their own, at most 1,024.
    final class Copy {
        private final ColumnVector copiedValues = ColumnVector.allocate(type, BLOCK);
        private final TextColumnVector copiedKeys = new TextColumnVector(BLOCK);
        private int copied;

        /// Copies a row; answers where it stands.
        int add(int row) {
            copyValue(row, copiedValues, copied);
            if (keyed) {
                copiedKeys.copyRow(keys.get(row / BLOCK), row % BLOCK, copied);
            }
            return copied++;
        }

        int size() {
            return copied;
        }

        ColumnVector values() {
            return copiedValues;
        }

        ColumnVector keys() {
            return copiedKeys;
        }

        void clear() {
            copiedValues.reset();
            copiedKeys.reset();
            copied = 0;
        }
    }
}
