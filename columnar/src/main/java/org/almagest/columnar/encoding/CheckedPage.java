package org.almagest.columnar.encoding;

import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.kernel.DecodeKernels;

/// A page whose header, validity and block directory have been checked: what a codec decodes from.
///
/// Every block lies inside the page and is followed by 64 readable bytes. One thread: it holds
/// scratch space.
final class CheckedPage {
    private static final long[] NO_BITMAP = new long[0];
    private static final int[] NO_COUNTS = {};

    final MemorySegment bytes;
    final Encoding encoding;
    final ValueKind kind;
    final int rows;
    final int nulls;
    final Dictionary dictionary;

    /// The validity of all rows; empty when none or every row is NULL.
    final long[] validity;

    /// Where the part behind the validity starts.
    final long bodyAt;

    /// The symbols of a page of coded text by code; empty for other pages.
    FsstSymbols symbols = FsstSymbols.NONE;

    private final Supplier<String> where;

    /// The values of each block of a page where only some rows are NULL.
    private final int[] blockValues;

    /// Where the block that was asked for last starts and ends.
    private int placedBlock = -1;

    private int blockStart;
    private int blockEnd;
    private int[] scratch = {};
    private long[] longScratch = {};
    private long[] wordScratch = {};
    private long[] leftParts = {};
    private DigitRange digitRange;
    private long[] bitScratch = {};

    /// Room for the bounds of a block's digits.
    final long[] digitBounds = new long[2];

    CheckedPage(MemorySegment bytes, Dictionary dictionary, Supplier<String> where) {
        this.bytes = bytes;
        this.dictionary = dictionary;
        this.where = where;
        require(bytes.byteSize() >= PageFormat.HEADER_BYTES, "page of %d bytes", bytes.byteSize(), "at least 16");
        int version = u8(0);
        require(version == PageFormat.VERSION, "page format version %d", version, "version 1");
        int encodingId = u8(PageFormat.ENCODING_AT);
        encoding = Encoding.ofId(encodingId)
                .orElseThrow(() -> corrupt("encoding id " + encodingId, "an id that this version knows"));
        int kindId = u8(PageFormat.KIND_AT);
        kind = ValueKind.ofId(kindId).orElseThrow(() -> corrupt("value kind id " + kindId, "0 to 4"));
        rows = i32(PageFormat.ROWS_AT);
        require(rows >= 0 && rows <= PageFormat.MAX_PAGE_ROWS, "%d rows", rows, "0 to 65536");
        nulls = i32(PageFormat.NULLS_AT);
        require(nulls >= 0 && nulls <= rows, "%d NULL rows", nulls, "at most the number of rows");
        require(i32(PageFormat.ZERO_AT) == 0, "%d in the reserved field", i32(PageFormat.ZERO_AT), "0");
        int form = u8(PageFormat.VALIDITY_AT);
        int validityBytes = ValidityFormat.bytes(form, rows, nulls);
        require(validityBytes >= 0, "validity form %d", form, "0 to 4");
        bodyAt = PageFormat.HEADER_BYTES + (long) validityBytes;
        require(bodyAt <= bytes.byteSize(), "validity up to byte %d", bodyAt, "inside the page");
        validity = readValidity(form);
        blockValues = validity.length == 0 ? NO_COUNTS : countValues();
        require(
                encoding == Encoding.CONSTANT || directoryEnd() <= lastByte(),
                "block directory up to byte %d",
                directoryEnd(),
                "inside the page");
    }

    private long[] readValidity(int form) {
        boolean formFits = switch (form) {
            case ValidityFormat.NONE -> nulls == 0;
            case ValidityFormat.ALL_NULL -> nulls == rows && rows > 0;
            default -> nulls > 0 && nulls < rows;
        };
        if (!formFits) {
            throw corrupt("validity form " + form, "one that fits " + nulls + " NULL of " + rows + " rows");
        }
        if (form == ValidityFormat.NONE || form == ValidityFormat.ALL_NULL) {
            return NO_BITMAP;
        }
        long[] bitmap = ValidityFormat.read(form, bytes, PageFormat.HEADER_BYTES, rows, nulls);
        int words = (rows + 63) / 64;
        int valid = 0;
        for (int i = 0; i < words; i++) {
            valid += Long.bitCount(bitmap[i]);
        }
        require(valid == rows - nulls, "validity of %d values", valid, "of %d", rows - nulls);
        boolean beyond = rows % 64 != 0 && bitmap[words - 1] >>> rows != 0;
        require(!beyond, "validity beyond row %d", rows, "none");
        return bitmap;
    }

    private int[] countValues() {
        int[] counts = new int[blocks()];
        for (int block = 0; block < counts.length; block++) {
            for (int word = 0; word < PageFormat.BLOCK_WORDS; word++) {
                counts[block] += Long.bitCount(validity[block * PageFormat.BLOCK_WORDS + word]);
            }
        }
        return counts;
    }

    /// Reads the place of a block from the directory: a page is mostly opened for a few of its blocks.
    private void place(int block) {
        int start = i32(bodyAt + 4L * block);
        int end = i32(bodyAt + 4L * block + 4);
        if (start < directoryEnd() || end < start || end > lastByte()) {
            throw corrupt(
                    "block from byte " + start + " to " + end, "between " + directoryEnd() + " and " + lastByte());
        }
        blockStart = start;
        blockEnd = end;
        placedBlock = block;
    }

    private long lastByte() {
        return bytes.byteSize() - PageFormat.SLACK_BYTES;
    }

    /// Answers room for the codes or lengths of a block, made on first use.
    int[] scratch() {
        if (scratch.length == 0) {
            scratch = new int[PageFormat.BLOCK_ROWS];
        }
        return scratch;
    }

    /// Answers room for the numbers of a block, made on first use.
    long[] longScratch() {
        if (longScratch.length == 0) {
            longScratch = new long[PageFormat.BLOCK_ROWS];
        }
        return longScratch;
    }

    /// Answers room for two words per value of a block, made on first use.
    long[] wordScratch() {
        if (wordScratch.length == 0) {
            wordScratch = new long[2 * PageFormat.BLOCK_ROWS];
        }
        return wordScratch;
    }

    /// Answers room for the left parts of a block of real floats, made on first use.
    long[] leftParts() {
        if (leftParts.length == 0) {
            leftParts = new long[DecodeKernels.LEFT_PARTS];
        }
        return leftParts;
    }

    /// Answers room for a bitmap of a block's values, made on first use.
    long[] bitScratch() {
        if (bitScratch.length == 0) {
            bitScratch = new long[PageFormat.BLOCK_WORDS];
        }
        return bitScratch;
    }

    /// Answers the digits found last for a range of values, made on first use.
    DigitRange digitRange() {
        if (digitRange == null) {
            digitRange = new DigitRange();
        }
        return digitRange;
    }

    /// Answers where among `count` ascending 16-bit numbers one stands, negative when it does not.
    int searchU16(long at, int count, int wanted) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = low + high >>> 1;
            if (u16(at + 2L * middle) < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < count && u16(at + 2L * low) == wanted ? low : -1;
    }

    int blocks() {
        return PageFormat.blocks(rows);
    }

    int rowsIn(int block) {
        return Math.min(PageFormat.BLOCK_ROWS, rows - block * PageFormat.BLOCK_ROWS);
    }

    int valuesIn(int block) {
        if (nulls == 0) {
            return rowsIn(block);
        }
        return nulls == rows ? 0 : blockValues[block];
    }

    /// Answers which value of its block a row of the block is, -1 for a NULL row.
    int ordinal(int block, int row) {
        if (validity.length == 0) {
            return nulls == 0 ? row : -1;
        }
        int first = block * PageFormat.BLOCK_WORDS;
        int word = first + (row >>> 6);
        if ((validity[word] >>> row & 1) == 0) {
            return -1;
        }
        int before = Long.bitCount(validity[word] & (1L << row) - 1);
        for (int i = first; i < word; i++) {
            before += Long.bitCount(validity[i]);
        }
        return before;
    }

    /// Answers where the block directory ends and where the first block starts: a codec may keep
    /// something for the whole page between.
    long directoryEnd() {
        return bodyAt + 4L * (blocks() + 1);
    }

    long start(int block) {
        if (block != placedBlock) {
            place(block);
        }
        return blockStart;
    }

    /// Answers the bytes of a block, up to 7 zero bytes at its end included.
    int bytesIn(int block) {
        if (block != placedBlock) {
            place(block);
        }
        return blockEnd - blockStart;
    }

    int u8(long at) {
        return bytes.get(java.lang.foreign.ValueLayout.JAVA_BYTE, at) & 0xFF;
    }

    int u16(long at) {
        return bytes.get(PageFormat.U16, at) & 0xFFFF;
    }

    int i32(long at) {
        return bytes.get(PageFormat.I32, at);
    }

    long i64(long at) {
        return bytes.get(PageFormat.I64, at);
    }

    /// Throws unless `holds`; `found` is a format with one number.
    void require(boolean holds, String found, long number, String expected) {
        if (!holds) {
            throw corrupt(found.formatted(number), expected);
        }
    }

    /// Throws unless `holds`; both texts are formats with one number, made only then.
    void require(boolean holds, String found, long number, String expected, long limit) {
        if (!holds) {
            throw corrupt(found.formatted(number), expected.formatted(limit));
        }
    }

    CorruptionException corrupt(String found, String expected) {
        return new CorruptionException(where.get(), found, expected);
    }
}
