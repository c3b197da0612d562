package org.almagest.columnar.encoding;

import java.util.Arrays;
import java.util.Objects;

/// Decodes the `count` rows listed, ascending, in `positions` of a block of an opened page, as the
/// methods of [PageReader] decode all of them: the value of row `p` goes to `out[p]`, and other elements are
/// unspecified. For few rows nothing else is touched. One thread.
public final class SparseReader {
    /// Up to so many rows, picking single numbers beats decoding the whole block: a pick from memory
    /// costs a cache miss, and a block takes little more than two (measured).
    public static final int SPARSE_NUMBERS = 6;

    /// Up to so many rows, picking single byte strings beats decoding the whole block (measured).
    private static final int SPARSE_TEXTS = PageFormat.BLOCK_ROWS / 32;

    private final PageReader reader;
    private final CheckedPage page;
    private final PageCodec codec;

    SparseReader(PageReader reader, CheckedPage page, PageCodec codec) {
        this.reader = reader;
        this.page = page;
        this.codec = codec;
    }

    public int ints(int block, int[] positions, int count, int[] out, long[] validityOut) {
        if (count > SPARSE_NUMBERS) {
            return reader.decodeInts(block, out, validityOut);
        }
        int rows = reader.start(block, ValueKind.INT, out.length, validityOut);
        for (int i = 0; i < count; i++) {
            int ordinal = ordinal(block, positions[i], rows);
            out[positions[i]] = ordinal < 0 ? 0 : codec.intAt(page, block, ordinal);
        }
        return rows;
    }

    public int longs(int block, int[] positions, int count, long[] out, long[] validityOut) {
        if (count > SPARSE_NUMBERS) {
            return reader.decodeLongs(block, out, validityOut);
        }
        int rows = reader.start(block, ValueKind.LONG, out.length, validityOut);
        for (int i = 0; i < count; i++) {
            int ordinal = ordinal(block, positions[i], rows);
            out[positions[i]] = ordinal < 0 ? 0 : codec.longAt(page, block, ordinal);
        }
        return rows;
    }

    public int floats(int block, int[] positions, int count, float[] out, long[] validityOut) {
        if (count > SPARSE_NUMBERS) {
            return reader.decodeFloats(block, out, validityOut);
        }
        int rows = reader.start(block, ValueKind.FLOAT, out.length, validityOut);
        for (int i = 0; i < count; i++) {
            int ordinal = ordinal(block, positions[i], rows);
            out[positions[i]] = ordinal < 0 ? 0 : codec.floatAt(page, block, ordinal);
        }
        return rows;
    }

    public int doubles(int block, int[] positions, int count, double[] out, long[] validityOut) {
        if (count > SPARSE_NUMBERS) {
            return reader.decodeDoubles(block, out, validityOut);
        }
        int rows = reader.start(block, ValueKind.DOUBLE, out.length, validityOut);
        for (int i = 0; i < count; i++) {
            int ordinal = ordinal(block, positions[i], rows);
            out[positions[i]] = ordinal < 0 ? 0 : codec.doubleAt(page, block, ordinal);
        }
        return rows;
    }

    /// Decodes as [PageReader#decodeCodes]; NULL rows hold code 0.
    public int codes(int block, int[] positions, int count, int[] out, long[] validityOut) {
        if (count > SPARSE_NUMBERS) {
            return reader.decodeCodes(block, out, validityOut);
        }
        reader.requireCodes();
        int rows = reader.start(block, page.kind, out.length, validityOut);
        for (int i = 0; i < count; i++) {
            int ordinal = ordinal(block, positions[i], rows);
            out[positions[i]] = ordinal < 0 ? 0 : DictionaryCodec.INSTANCE.codeAt(page, block, ordinal);
        }
        return rows;
    }

    /// Decodes byte strings; rows that are not listed come out empty, unless more than a few are.
    public int bytes(int block, int[] positions, int count, BytesBlock out, long[] validityOut) {
        if (count > SPARSE_TEXTS || page.valuesIn(block) == 0) {
            return reader.decodeBytes(block, out, validityOut);
        }
        int rows = reader.start(block, ValueKind.BYTES, PageFormat.BLOCK_ROWS, validityOut);
        codec.prepareBytesAt(page, block);
        int[] offsets = out.offsets();
        int at = 0;
        int next = 0;
        for (int i = 0; i < count; i++) {
            int row = positions[i];
            int ordinal = ordinal(block, row, rows);
            Arrays.fill(offsets, next, row + 1, at);
            at += ordinal < 0 ? 0 : codec.bytesAt(page, block, ordinal, out, at);
            next = row + 1;
        }
        Arrays.fill(offsets, next, rows + 1, at);
        return rows;
    }

    private int ordinal(int block, int position, int rows) {
        Objects.checkIndex(position, rows);
        return page.ordinal(block, position);
    }
}
