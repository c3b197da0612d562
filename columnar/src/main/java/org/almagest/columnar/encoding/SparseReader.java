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

    /// What was read only to have it in the caches: without a use of it, the JIT would leave it out.
    private int touched;

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

    /// Reads where a block stands and where it begins. Who does so for several blocks before they are
    /// used, and then for their rows ([#touch]), waits for memory once, not once for each.
    public void touchHead(int block) {
        if (page.encoding != Encoding.CONSTANT && page.valuesIn(block) > 0) {
            touched += page.u8(page.start(block));
        }
    }

    /// Reads a byte of each place where rows of a block will be decoded from.
    public void touch(int block, int[] positions, int count) {
        if (page.encoding == Encoding.CONSTANT || page.valuesIn(block) == 0) {
            return;
        }
        reader.check(block);
        int rows = page.rowsIn(block);
        for (int i = 0; i < count; i++) {
            int ordinal = ordinal(block, positions[i], rows);
            touched += ordinal < 0 ? 0 : codec.touch(page, block, ordinal);
        }
    }

    private int ordinal(int block, int position, int rows) {
        Objects.checkIndex(position, rows);
        return page.ordinal(block, position);
    }
}
