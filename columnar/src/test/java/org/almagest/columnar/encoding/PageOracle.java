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

    /// Decodes the rows listed, whatever their kind.
    int decodeAt(PageReader page, int block, int[] positions, int count) {
        return switch (page.kind()) {
            case INT -> page.decodeIntsAt(block, positions, count, ints, validity);
            case LONG -> page.decodeLongsAt(block, positions, count, longs, validity);
            case FLOAT -> page.decodeFloatsAt(block, positions, count, floats, validity);
            case DOUBLE -> page.decodeDoublesAt(block, positions, count, doubles, validity);
            case BYTES -> page.decodeBytesAt(block, positions, count, bytes, validity);
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
