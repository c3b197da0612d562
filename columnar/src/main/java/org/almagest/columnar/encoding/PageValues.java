package org.almagest.columnar.encoding;

import java.util.Arrays;

/// The values of one page without its NULL rows: what encoders read. One thread; recycled from page
/// to page.
///
/// Numbers stand as 64 bits whatever their kind: INT sign-extended, FLOAT as its raw bits
/// sign-extended, DOUBLE as its raw bits. Byte strings stand as start and length in the array of
/// the column.
final class PageValues {
    private final ValueKind kind;
    private int rows;
    private int count;
    private long[] bits = {};
    private int[] starts = {};
    private long[] lengths = {};
    private byte[] source = {};
    private long[] validity = {};
    private int[] blockFrom = {};

    PageValues(ValueKind kind) {
        this.kind = kind;
    }

    /// Takes rows `from .. from + rows` of a column.
    void load(ColumnValues column, int from, int rows) {
        this.rows = rows;
        if (kind == ValueKind.BYTES) {
            starts = starts.length < rows ? new int[rows] : starts;
            lengths = lengths.length < rows ? new long[rows] : lengths;
        } else {
            bits = bits.length < rows ? new long[rows] : bits;
        }
        validity = new long[PageFormat.blocks(rows) * PageFormat.BLOCK_WORDS];
        blockFrom = new int[PageFormat.blocks(rows) + 1];
        count = 0;
        for (int block = 0; block < PageFormat.blocks(rows); block++) {
            int first = block * PageFormat.BLOCK_ROWS;
            int end = Math.min(rows, first + PageFormat.BLOCK_ROWS);
            loadRows(column, from, first, end);
            blockFrom[block + 1] = count;
        }
    }

    private void loadRows(ColumnValues column, int from, int first, int end) {
        switch (column) {
            case ColumnValues.Ints ints -> {
                for (int row = first; row < end; row++) {
                    bits[count] = ints.values()[from + row];
                    count += mark(column, from, row);
                }
            }
            case ColumnValues.Longs longs -> {
                for (int row = first; row < end; row++) {
                    bits[count] = longs.values()[from + row];
                    count += mark(column, from, row);
                }
            }
            case ColumnValues.Floats floats -> {
                for (int row = first; row < end; row++) {
                    bits[count] = Float.floatToRawIntBits(floats.values()[from + row]);
                    count += mark(column, from, row);
                }
            }
            case ColumnValues.Doubles doubles -> {
                for (int row = first; row < end; row++) {
                    bits[count] = Double.doubleToRawLongBits(doubles.values()[from + row]);
                    count += mark(column, from, row);
                }
            }
            case ColumnValues.Bytes bytes -> {
                source = bytes.bytes();
                for (int row = first; row < end; row++) {
                    starts[count] = bytes.offsets()[from + row];
                    lengths[count] = bytes.offsets()[from + row + 1] - starts[count];
                    count += mark(column, from, row);
                }
            }
        }
    }

    /// Answers 1 for a row with a value, 0 for a NULL row, whose slot the next value overwrites.
    private int mark(ColumnValues column, int from, int row) {
        if (!column.isValid(from + row)) {
            return 0;
        }
        validity[row >>> 6] |= 1L << row;
        return 1;
    }

    ValueKind kind() {
        return kind;
    }

    int rows() {
        return rows;
    }

    int nulls() {
        return rows - count;
    }

    int count() {
        return count;
    }

    /// Answers the first value of a block; that of the block after the last one is the count.
    int blockFrom(int block) {
        return blockFrom[block];
    }

    int blockCount(int block) {
        return blockFrom[block + 1] - blockFrom[block];
    }

    /// Answers how many values stand in the rows before one.
    int valuesBefore(int row) {
        if (row == rows) {
            return count;
        }
        int before = blockFrom[row / PageFormat.BLOCK_ROWS];
        for (int word = row / PageFormat.BLOCK_ROWS * PageFormat.BLOCK_WORDS; word < row >>> 6; word++) {
            before += Long.bitCount(validity[word]);
        }
        return before + Long.bitCount(validity[row >>> 6] & (1L << row) - 1);
    }

    long[] bits() {
        return bits;
    }

    int start(int value) {
        return starts[value];
    }

    int length(int value) {
        return (int) lengths[value];
    }

    long[] lengths() {
        return lengths;
    }

    byte[] source() {
        return source;
    }

    long[] validity() {
        return validity;
    }

    /// Tells whether two values are the same, bit for bit.
    boolean same(int a, int b) {
        if (kind != ValueKind.BYTES) {
            return bits[a] == bits[b];
        }
        return Arrays.equals(source, starts[a], starts[a] + length(a), source, starts[b], starts[b] + length(b));
    }

    /// Tells whether all values are the same, bit for bit.
    boolean isConstant() {
        for (int i = 1; i < count; i++) {
            if (!same(0, i)) {
                return false;
            }
        }
        return true;
    }

    long totalBytes() {
        if (kind != ValueKind.BYTES) {
            return (long) count * kind.valueBytes();
        }
        long total = 0;
        for (int i = 0; i < count; i++) {
            total += lengths[i];
        }
        return total;
    }
}
