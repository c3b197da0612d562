package org.almagest.columnar.encoding;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.almagest.columnar.kernel.DecodeKernels;
import org.almagest.columnar.kernel.PackKernels;

/// An opened page: answers its blocks of at most 1,024 rows, each by itself.
///
/// Opening checks the header, the validity and the directory, and the first use of a block its head,
/// so that hostile bytes give a [CorruptionException], never a wrong address. The
/// page must stay in place (pinned) while the reader is used. One thread.
///
/// `decode...` methods answer the rows of the block. They fill `out[0 .. rows)`, where NULL rows
/// hold 0, and `validityOut[0 .. 16)`, where bit `i` is set if row `i` holds a value and bits
/// beyond the rows are clear. Arrays have at least 1,024 elements (16 words); elements beyond the
/// rows are unspecified afterwards.
///
/// [#sparse] decodes single rows of a block.
public final class PageReader {
    private final CheckedPage page;
    private final PageCodec codec;
    private final SparseReader sparse;

    /// Bit `i`: the head of block `i` was checked; a page has at most 64.
    private long checkedBlocks;

    /// Holds the content of a squeezed page, which lives as long as this reader.
    private final PageRoom room;

    private PageReader(CheckedPage page, PageRoom room) {
        this.room = room;
        this.page = page;
        this.codec = PageCodec.of(page.encoding, page.kind);
        sparse = new SparseReader(this, page, codec);
    }

    /// Opens a page that needs no dictionary; `where` names it in a complaint.
    public static PageReader open(MemorySegment bytes, Supplier<String> where) {
        return open(bytes, Dictionary.EMPTY, where);
    }

    /// Opens a page of a column chunk with this dictionary, which pages of other encodings ignore.
    ///
    /// `bytes` is native memory of exactly the page: `MemorySegment.ofAddress(a).reinterpret(n)`.
    public static PageReader open(MemorySegment bytes, Dictionary dictionary, Supplier<String> where) {
        return open(bytes, dictionary, new PageRoom(), where);
    }

    /// Opens a page as [#open(MemorySegment, Dictionary, Supplier)]; what is in a squeezed page
    /// takes the room until the next one does.
    public static PageReader open(MemorySegment bytes, Dictionary dictionary, PageRoom room, Supplier<String> where) {
        boolean squeezed = PageFormat.isSqueezed(bytes);
        MemorySegment light = squeezed ? SqueezedPage.expand(bytes, room, where) : bytes;
        CheckedPage page = new CheckedPage(light, dictionary, where);
        PageReader reader = new PageReader(page, room);
        if (!reader.codec.supports(page.kind)) {
            throw page.corrupt(page.encoding + " of " + page.kind, "an encoding of that kind");
        }
        reader.codec.checkPage(page);
        return reader;
    }

    /// Checks the head of a block before anything of it is used, once.
    void check(int block) {
        if ((checkedBlocks >>> block & 1) == 0) {
            if (page.valuesIn(block) > 0) {
                codec.checkBlock(page, block);
            }
            checkedBlocks |= 1L << block;
        }
    }

    /// Answers the reader of single rows.
    public SparseReader sparse() {
        return sparse;
    }

    public Encoding encoding() {
        return page.encoding;
    }

    public ValueKind kind() {
        return page.kind;
    }

    public int rows() {
        return page.rows;
    }

    public int nullCount() {
        return page.nulls;
    }

    public int blocks() {
        return page.blocks();
    }

    /// Answers the rows of a block: 1,024, or what is left for the last one.
    public int rowsIn(int block) {
        return page.rowsIn(block);
    }

    /// Answers the rows of a block that are not NULL.
    public int valuesIn(int block) {
        return page.valuesIn(block);
    }

    public boolean blockHasNulls(int block) {
        return page.valuesIn(block) < page.rowsIn(block);
    }

    /// Answers the dictionary of a DICTIONARY page.
    public Dictionary dictionary() {
        return page.dictionary;
    }

    /// Tells whether [#blockLeast] and [#blockGreatest] are known without decoding: INT and LONG
    /// pages whose encoding bounds its blocks, for blocks that hold a value.
    public boolean blockHasBounds(int block) {
        return codec.hasBounds(page) && page.valuesIn(block) > 0;
    }

    /// Answers a number that no value of the block is below (signed), often the least one itself.
    public long blockLeast(int block) {
        check(block);
        return codec.least(page, block);
    }

    /// Answers a number that no value of the block exceeds (signed).
    public long blockGreatest(int block) {
        check(block);
        return codec.greatest(page, block);
    }

    /// Decodes only the validity of a block and answers its rows.
    public int decodeValidity(int block, long[] validityOut) {
        int rows = page.rowsIn(block);
        if (page.validity.length > 0) {
            int from = block * PageFormat.BLOCK_WORDS;
            System.arraycopy(page.validity, from, validityOut, 0, PageFormat.BLOCK_WORDS);
        } else if (page.nulls == 0 && rows == PageFormat.BLOCK_ROWS) {
            Arrays.fill(validityOut, 0, PageFormat.BLOCK_WORDS, -1L);
        } else {
            Arrays.fill(validityOut, 0, PageFormat.BLOCK_WORDS, 0);
            if (page.nulls == 0) {
                ValidityFormat.setFirst(validityOut, 0, rows);
            }
        }
        return rows;
    }

    /// Answers where in the page the values of a block that are not NULL stand one behind the other
    /// as they are, followed by 64 readable bytes; -1 where they are encoded.
    public long plainOffset(int block) {
        check(block);
        return page.valuesIn(block) == 0 ? -1 : codec.plainOffset(page, block);
    }

    /// Answers the page, or the content of a squeezed one: valid while this reader is referred to.
    public MemorySegment bytes() {
        return page.bytes;
    }

    /// Decodes the values of a block that are not NULL, one behind the other; answers how many.
    public int decodeValues(int block, double[] out) {
        check(block);
        int values = page.valuesIn(block);
        if (values > 0) {
            codec.doubles(page, block, values, out);
        }
        return values;
    }

    /// Decodes the values of a block that are not NULL, one behind the other; answers how many.
    public int decodeValues(int block, float[] out) {
        check(block);
        int values = page.valuesIn(block);
        if (values > 0) {
            codec.floats(page, block, values, out);
        }
        return values;
    }

    /// Sets bit `i` of `out` where value `i` of a block, NULL rows not counted, lies in `low .. high`
    /// as primitive comparisons of the page's kind go: FLOAT (bounds are floats) and DOUBLE. Bits beyond
    /// the values are unspecified. Answers false, having done nothing, where that takes decoding.
    public boolean range(int block, double low, double high, long[] out) {
        check(block);
        return page.valuesIn(block) > 0 && codec.range(page, block, page.valuesIn(block), low, high, out);
    }

    /// As [#range(int, double, double, long[])], for INT and LONG (signed).
    public boolean range(int block, long low, long high, long[] out) {
        check(block);
        return page.valuesIn(block) > 0 && codec.range(page, block, page.valuesIn(block), low, high, out);
    }

    /// As [#range(int, double, double, long[])], for the codes of a DICTIONARY page, whatever its kind.
    public boolean rangeOfCodes(int block, int low, int high, long[] out) {
        requireCodes();
        check(block);
        return page.valuesIn(block) > 0
                && DictionaryCodec.INSTANCE.rangeOfCodes(page, block, page.valuesIn(block), low, high, out);
    }

    /// Puts the sum of the values of a block whose bit is set in `bits` into `out[0]`: NULL rows are not
    /// counted, bits beyond the values are clear. FLOAT, widened, and DOUBLE. Answers false, having done
    /// nothing, where that takes decoding.
    public boolean sum(int block, long[] bits, double[] out) {
        check(block);
        return page.valuesIn(block) > 0 && codec.sum(page, block, page.valuesIn(block), bits, out);
    }

    /// Puts the least and the greatest of these values that are not NaN into `out[0]` and `out[1]`,
    /// infinities where there are none, and answers how many are NaN; -1, having done nothing, where
    /// that takes decoding.
    public int bounds(int block, long[] bits, double[] out) {
        check(block);
        return page.valuesIn(block) > 0 ? codec.bounds(page, block, page.valuesIn(block), bits, out) : -1;
    }

    public int decodeInts(int block, int[] out, long[] validityOut) {
        int rows = start(block, ValueKind.INT, out.length, validityOut);
        int values = page.valuesIn(block);
        if (values > 0) {
            codec.ints(page, block, values, out);
        }
        spread(out, validityOut, rows, values);
        return rows;
    }

    public int decodeLongs(int block, long[] out, long[] validityOut) {
        int rows = start(block, ValueKind.LONG, out.length, validityOut);
        int values = page.valuesIn(block);
        if (values > 0) {
            codec.longs(page, block, values, out);
        }
        if (values == 0) {
            Arrays.fill(out, 0, rows, 0);
        } else if (values < rows) {
            DecodeKernels.expandLongs(out, validityOut, rows, values);
        }
        return rows;
    }

    public int decodeFloats(int block, float[] out, long[] validityOut) {
        int rows = start(block, ValueKind.FLOAT, out.length, validityOut);
        int values = page.valuesIn(block);
        if (values > 0) {
            codec.floats(page, block, values, out);
        }
        if (values == 0) {
            Arrays.fill(out, 0, rows, 0);
        } else if (values < rows) {
            DecodeKernels.expandFloats(out, validityOut, rows, values);
        }
        return rows;
    }

    public int decodeDoubles(int block, double[] out, long[] validityOut) {
        int rows = start(block, ValueKind.DOUBLE, out.length, validityOut);
        int values = page.valuesIn(block);
        long plain = values > 0 && values < rows ? codec.plainOffset(page, block) : -1;
        if (plain >= 0) {
            PackKernels.spread(page.bytes, plain, validityOut, rows, out);
            return rows;
        }
        if (values > 0) {
            codec.doubles(page, block, values, out);
        }
        if (values == 0) {
            Arrays.fill(out, 0, rows, 0);
        } else if (values < rows) {
            DecodeKernels.expandDoubles(out, validityOut, rows, values);
        }
        return rows;
    }

    /// Decodes the codes of a DICTIONARY page, whatever its kind; NULL rows hold code 0.
    public int decodeCodes(int block, int[] out, long[] validityOut) {
        requireCodes();
        int rows = start(block, page.kind, out.length, validityOut);
        int values = page.valuesIn(block);
        if (values > 0) {
            DictionaryCodec.INSTANCE.codes(page, block, values, out);
        }
        spread(out, validityOut, rows, values);
        return rows;
    }

    /// Decodes byte strings of any encoding.
    public int decodeBytes(int block, BytesBlock out, long[] validityOut) {
        int[] offsets = out.offsets();
        int rows = start(block, ValueKind.BYTES, offsets.length, validityOut);
        int values = page.valuesIn(block);
        if (values > 0) {
            codec.bytes(page, block, values, out, offsets);
        }
        spread(offsets, validityOut, rows, values);
        sumLengths(offsets, rows);
        return rows;
    }

    private static void sumLengths(int[] offsets, int rows) {
        int at = 0;
        for (int i = 0; i < rows; i++) {
            int length = offsets[i];
            offsets[i] = at;
            at += length;
        }
        offsets[rows] = at;
    }

    int start(int block, ValueKind kind, int capacity, long[] validityOut) {
        if (page.kind != kind) {
            throw new IllegalStateException("a page of " + page.kind + " must not be decoded as " + kind);
        }
        Objects.checkFromIndexSize(0, PageFormat.BLOCK_ROWS, capacity);
        check(block);
        return decodeValidity(block, validityOut);
    }

    void requireCodes() {
        if (page.encoding != Encoding.DICTIONARY) {
            throw new IllegalStateException("a page must be DICTIONARY to have codes: " + page.encoding);
        }
    }

    private static void spread(int[] out, long[] validity, int rows, int values) {
        if (values == 0) {
            Arrays.fill(out, 0, rows, 0);
        } else if (values < rows) {
            DecodeKernels.expandInts(out, validity, rows, values);
        }
    }
}
