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
        loadValidity(column.validity(), from);
        blockFrom = new int[PageFormat.blocks(rows) + 1];
        count = 0;
        for (int block = 0; block < PageFormat.blocks(rows); block++) {
            int first = block * PageFormat.BLOCK_ROWS;
            int end = Math.min(rows, first + PageFormat.BLOCK_ROWS);
            if (isFull(first, end)) {
                loadAll(column, from + first, end - first);
                count += end - first;
            } else {
                loadValid(column, from, first, end);
            }
            blockFrom[block + 1] = count;
        }
    }

    private void loadValidity(long[] source, int from) {
        validity = new long[PageFormat.blocks(rows) * PageFormat.BLOCK_WORDS];
        if (source.length == 0) {
            ValidityFormat.setFirst(validity, 0, rows);
            return;
        }
        for (int word = 0; word < (rows + 63) / 64; word++) {
            int at = (from >>> 6) + word;
            long low = source[at] >>> from;
            boolean aligned = (from & 63) == 0 || at + 1 == source.length;
            validity[word] = aligned ? low : low | source[at + 1] << -from;
        }
        if (rows % 64 != 0) {
            validity[rows >>> 6] &= (1L << rows) - 1;
        }
    }

    private boolean isFull(int first, int end) {
        int valid = 0;
        for (int word = first >>> 6; word < end + 63 >>> 6; word++) {
            valid += Long.bitCount(validity[word]);
        }
        return valid == end - first;
    }

    private void loadAll(ColumnValues column, int from, int length) {
        switch (column) {
            case ColumnValues.Ints ints -> {
                int[] values = ints.values();
                for (int i = 0; i < length; i++) {
                    bits[count + i] = values[from + i];
                }
            }
            case ColumnValues.Longs longs -> System.arraycopy(longs.values(), from, bits, count, length);
            case ColumnValues.Floats floats -> {
                float[] values = floats.values();
                for (int i = 0; i < length; i++) {
                    bits[count + i] = Float.floatToRawIntBits(values[from + i]);
                }
            }
            case ColumnValues.Doubles doubles -> {
                double[] values = doubles.values();
                for (int i = 0; i < length; i++) {
                    bits[count + i] = Double.doubleToRawLongBits(values[from + i]);
                }
            }
            case ColumnValues.Bytes bytes -> {
                int[] offsets = bytes.offsets();
                source = bytes.bytes();
                for (int i = 0; i < length; i++) {
                    starts[count + i] = offsets[from + i];
                    lengths[count + i] = offsets[from + i + 1] - offsets[from + i];
                }
            }
        }
    }

    /// Takes every value of some rows into the next slot; that of a NULL row is overwritten.
    private void loadValid(ColumnValues column, int from, int first, int end) {
        int next = count;
        switch (column) {
            case ColumnValues.Ints ints -> {
                int[] values = ints.values();
                for (int row = first; row < end; row++) {
                    bits[next] = values[from + row];
                    next += validBit(row);
                }
            }
            case ColumnValues.Longs longs -> {
                long[] values = longs.values();
                for (int row = first; row < end; row++) {
                    bits[next] = values[from + row];
                    next += validBit(row);
                }
            }
            case ColumnValues.Floats floats -> {
                float[] values = floats.values();
                for (int row = first; row < end; row++) {
                    bits[next] = Float.floatToRawIntBits(values[from + row]);
                    next += validBit(row);
                }
            }
            case ColumnValues.Doubles doubles -> {
                double[] values = doubles.values();
                for (int row = first; row < end; row++) {
                    bits[next] = Double.doubleToRawLongBits(values[from + row]);
                    next += validBit(row);
                }
            }
            case ColumnValues.Bytes bytes -> {
                int[] offsets = bytes.offsets();
                source = bytes.bytes();
                for (int row = first; row < end; row++) {
                    starts[next] = offsets[from + row];
                    lengths[next] = offsets[from + row + 1] - offsets[from + row];
                    next += validBit(row);
                }
            }
        }
        count = next;
    }

    private int validBit(int row) {
        return (int) (validity[row >>> 6] >>> row) & 1;
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
