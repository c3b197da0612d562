package org.almagest.columnar.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;

/// Reads pages through every public method of [PageReader] and compares them, bit for bit, with
/// what went in.
final class PageOracle {
    private static final int ROWS = PageFormat.BLOCK_ROWS;

    private final int[] ints = new int[ROWS];
    private final long[] longs = new long[ROWS];
    private final float[] floats = new float[ROWS];
    private final double[] doubles = new double[ROWS];
    private final BytesBlock bytes = new BytesBlock();
    private final long[] matches = new long[PageFormat.BLOCK_WORDS];
    private final SumOracle sums = new SumOracle();
    private long lowest;
    private long highest;
    private double low;
    private double high;
    private final long[] validity = new long[PageFormat.BLOCK_WORDS];

    /// Copies bytes into native memory of exactly that size.
    @SuppressWarnings("restricted")
    static MemorySegment memory(Arena arena, byte[] source) {
        MemorySegment room = arena.allocate(Math.max(1, source.length), 64);
        MemorySegment.copy(source, 0, room, ValueLayout.JAVA_BYTE, 0, source.length);
        return MemorySegment.ofAddress(room.address()).reinterpret(source.length);
    }

    /// Asserts that a page holds rows `from ..` of a column.
    void check(PageReader page, ColumnValues column, int from, Random random, String about) {
        assertEquals(column.kind(), page.kind(), about);
        int nulls = 0;
        for (int block = 0; block < page.blocks(); block++) {
            int first = from + block * ROWS;
            int rows = decode(page, block);
            assertEquals(Math.min(ROWS, page.rows() - block * ROWS), rows, about);
            for (int row = 0; row < rows; row++) {
                nulls += column.isValid(first + row) ? 0 : 1;
                checkRow(column, first, row, about);
            }
            checkBitsBeyond(rows, about);
            assertEquals(page.valuesIn(block) < rows, page.blockHasNulls(block), about);
            checkSums(page, block, random, about);
            checkRange(page, block, rows, random, about);
            checkBounds(page, column, block, first, about);
            checkPicked(page, column, block, first, random, about);
        }
        assertEquals(nulls, page.nullCount(), about);
    }

    /// Decodes one block whatever its kind.
    int decode(PageReader page, int block) {
        return switch (page.kind()) {
            case INT -> page.decodeInts(block, ints, validity);
            case LONG -> page.decodeLongs(block, longs, validity);
            case FLOAT -> page.decodeFloats(block, floats, validity);
            case DOUBLE -> page.decodeDoubles(block, doubles, validity);
            case BYTES -> page.decodeBytes(block, bytes, validity);
        };
    }

    /// Asserts that sums and bounds made in the page are those of the values just decoded.
    private void checkSums(PageReader page, int block, Random random, String about) {
        if (page.kind() != ValueKind.FLOAT && page.kind() != ValueKind.DOUBLE) {
            return;
        }
        double[] values = new double[ROWS];
        int count = 0;
        for (int row = 0; row < page.rowsIn(block); row++) {
            if ((validity[row >>> 6] >>> row & 1) != 0) {
                values[count++] = page.kind() == ValueKind.FLOAT ? floats[row] : doubles[row];
            }
        }
        sums.check(page, block, values, count, random, about);
    }

    /// Asserts that values compared in the page answer what the decoded ones do.
    private void checkRange(PageReader page, int block, int rows, Random random, String about) {
        for (int round = 0; round < 4; round++) {
            int one = random.nextInt(rows);
            int other = random.nextInt(rows);
            if (!range(page, block, one, other, round)) {
                continue;
            }
            int ordinal = 0;
            for (int row = 0; row < rows; row++) {
                if ((validity[row >>> 6] >>> row & 1) != 0) {
                    boolean found = (matches[ordinal >>> 6] >>> ordinal & 1) != 0;
                    assertEquals(lies(page.kind(), row), found, about + ", range at row " + row + " of block " + block);
                    ordinal++;
                }
            }
        }
    }

    /// Compares with the range between the values of two rows, or just inside of them.
    private boolean range(PageReader page, int block, int one, int other, int round) {
        switch (page.kind()) {
            case INT, LONG -> {
                boolean narrow = page.kind() == ValueKind.INT;
                lowest = (narrow ? ints[one] : longs[one]) + round % 2;
                highest = round == 3 ? Long.MAX_VALUE : narrow ? ints[other] : longs[other];
                return page.range(block, lowest, highest, matches);
            }
            case FLOAT, DOUBLE -> {
                boolean narrow = page.kind() == ValueKind.FLOAT;
                low = narrow ? floats[one] : doubles[one];
                high = narrow ? floats[other] : doubles[other];
                if (round == 1) {
                    low = narrow ? Math.nextUp((float) low) : Math.nextUp(low);
                    high = narrow ? Math.nextDown((float) high) : Math.nextDown(high);
                }
                if (round == 2) {
                    high = Double.POSITIVE_INFINITY;
                }
                if (round == 3) {
                    low = Double.NEGATIVE_INFINITY;
                }
                return page.range(block, low, high, matches);
            }
            case BYTES -> {
                return false;
            }
        }
        return false;
    }

    private boolean lies(ValueKind kind, int row) {
        return switch (kind) {
            case INT -> lowest <= ints[row] && ints[row] <= highest;
            case LONG -> lowest <= longs[row] && longs[row] <= highest;
            case FLOAT -> low <= floats[row] && floats[row] <= high;
            case DOUBLE -> low <= doubles[row] && doubles[row] <= high;
            case BYTES -> false;
        };
    }

    /// Compares a block of damaged bytes with some range.
    void range(PageReader page, int block) {
        switch (page.kind()) {
            case INT, LONG -> page.range(block, -5, 1L << 40, matches);
            case FLOAT, DOUBLE -> {
                page.range(block, -0.5, 1e6, matches);
                sums.ask(page, block);
            }
            case BYTES -> {}
        }
    }

    /// Decodes the rows listed, whatever their kind, having asked memory for them.
    int decodeAt(PageReader page, int block, int[] positions, int count) {
        page.sparse().touchHead(block);
        page.sparse().touch(block, positions, count);
        return switch (page.kind()) {
            case INT -> page.sparse().ints(block, positions, count, ints, validity);
            case LONG -> page.sparse().longs(block, positions, count, longs, validity);
            case FLOAT -> page.sparse().floats(block, positions, count, floats, validity);
            case DOUBLE -> page.sparse().doubles(block, positions, count, doubles, validity);
            case BYTES -> page.sparse().bytes(block, positions, count, bytes, validity);
        };
    }

    private void checkRow(ColumnValues column, int first, int row, String about) {
        boolean valid = column.isValid(first + row);
        String where = about + ", row " + (first + row);
        assertEquals(valid, (validity[row >>> 6] >>> row & 1) != 0, where);
        switch (column) {
            case ColumnValues.Ints c -> assertEquals(valid ? c.values()[first + row] : 0, ints[row], where);
            case ColumnValues.Longs c -> assertEquals(valid ? c.values()[first + row] : 0, longs[row], where);
            case ColumnValues.Floats c -> {
                int expected = valid ? Float.floatToRawIntBits(c.values()[first + row]) : 0;
                assertEquals(expected, Float.floatToRawIntBits(floats[row]), where);
            }
            case ColumnValues.Doubles c -> {
                long expected = valid ? Double.doubleToRawLongBits(c.values()[first + row]) : 0;
                assertEquals(expected, Double.doubleToRawLongBits(doubles[row]), where);
            }
            case ColumnValues.Bytes c -> {
                int start = c.offsets()[first + row];
                int end = valid ? c.offsets()[first + row + 1] : start;
                int mine = bytes.offsets()[row];
                int mineEnd = bytes.offsets()[row + 1];
                assertEquals(-1, Arrays.mismatch(c.bytes(), start, end, bytes.bytes(), mine, mineEnd), where);
            }
        }
    }

    private void checkBitsBeyond(int rows, String about) {
        for (int row = rows; row < ROWS; row++) {
            assertEquals(0, validity[row >>> 6] >>> row & 1, about + ": validity beyond the rows");
        }
    }

    private void checkBounds(PageReader page, ColumnValues column, int block, int first, String about) {
        if (!page.blockHasBounds(block)) {
            return;
        }
        for (int row = 0; row < page.rowsIn(block); row++) {
            if (column.isValid(first + row)) {
                long value = page.kind() == ValueKind.INT ? ints[row] : longs[row];
                assertEquals(value, Math.clamp(value, page.blockLeast(block), page.blockGreatest(block)), about);
            }
        }
    }

    private void checkPicked(PageReader page, ColumnValues column, int block, int first, Random random, String about) {
        int rows = page.rowsIn(block);
        int wanted = random.nextBoolean() ? random.nextInt(Math.min(rows, 20) + 1) : random.nextInt(rows + 1);
        int[] positions = random.ints(wanted, 0, rows).sorted().distinct().toArray();
        assertEquals(rows, decodeAt(page, block, positions, positions.length), about);
        for (int position : positions) {
            checkRow(column, first, position, about + " (picked)");
        }
        checkBitsBeyond(rows, about);
    }
}
