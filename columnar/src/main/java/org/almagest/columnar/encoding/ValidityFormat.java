package org.almagest.columnar.encoding;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Layout of the validity of a page: which of its rows hold a value.
///
/// ```text
/// form 0  NONE       no row is NULL         0 bytes
/// form 1  ALL_NULL   every row is NULL      0 bytes
/// form 2  BITMAP     u64 x ceil(rows / 64)  bit i % 64 of word i / 64 is set where row i holds a value
/// form 3  NULLS      u16 x nulls            the NULL rows, ascending, then zero bytes up to a multiple of 8
/// form 4  VALUES     u16 x (rows - nulls)   the rows that hold a value, likewise
/// ```
///
/// A writer takes the shortest. The number of NULL rows stands in the page header.
final class ValidityFormat {
    static final int NONE = 0;
    static final int ALL_NULL = 1;
    static final int BITMAP = 2;
    static final int NULLS = 3;
    static final int VALUES = 4;

    private ValidityFormat() {}

    /// Answers the form that takes least space.
    static int choose(int rows, int nulls) {
        if (nulls == 0) {
            return NONE;
        }
        if (nulls == rows) {
            return ALL_NULL;
        }
        int fewest = Math.min(nulls, rows - nulls);
        if (bytes(NULLS, rows, fewest) >= bytes(BITMAP, rows, nulls)) {
            return BITMAP;
        }
        return fewest == nulls ? NULLS : VALUES;
    }

    /// Answers how many bytes a form takes, -1 for an unknown form.
    static int bytes(int form, int rows, int nulls) {
        return switch (form) {
            case NONE, ALL_NULL -> 0;
            case BITMAP -> (rows + 63) / 64 * 8;
            case NULLS -> PageFormat.roundUp8(2 * nulls);
            case VALUES -> PageFormat.roundUp8(2 * (rows - nulls));
            default -> -1;
        };
    }

    /// Writes the validity of a page whose bitmap is given.
    static void write(int form, long[] bitmap, int rows, ByteSink sink) {
        switch (form) {
            case NONE, ALL_NULL -> {}
            case BITMAP -> {
                for (int word = 0; word < (rows + 63) / 64; word++) {
                    sink.put64(bitmap[word]);
                }
            }
            case NULLS, VALUES -> {
                int listed = form == VALUES ? 1 : 0;
                for (int row = 0; row < rows; row++) {
                    if ((bitmap[row >>> 6] >>> row & 1) == listed) {
                        sink.put16(row);
                    }
                }
                sink.align8();
            }
            default -> throw new IllegalArgumentException("form must be 0 to 4: " + form);
        }
    }

    /// Reads the whole bitmap of a page from offset `at`; positions beyond the page's rows are left
    /// out, so that the caller's count of NULL rows tells a broken list.
    static long[] read(int form, MemorySegment page, long at, int rows, int nulls) {
        long[] bitmap = new long[PageFormat.blocks(rows) * PageFormat.BLOCK_WORDS];
        switch (form) {
            case NONE -> setFirst(bitmap, 0, rows);
            case BITMAP -> {
                for (int word = 0; word < (rows + 63) / 64; word++) {
                    bitmap[word] = page.get(PageFormat.I64, at + word * 8L);
                }
            }
            case NULLS -> {
                setFirst(bitmap, 0, rows);
                for (int i = 0; i < nulls; i++) {
                    int row = page.get(PageFormat.U16, at + i * 2L) & 0xFFFF;
                    if (row < rows) {
                        bitmap[row >>> 6] &= ~(1L << row);
                    }
                }
            }
            case VALUES -> {
                for (int i = 0; i < rows - nulls; i++) {
                    int row = page.get(PageFormat.U16, at + i * 2L) & 0xFFFF;
                    if (row < rows) {
                        bitmap[row >>> 6] |= 1L << row;
                    }
                }
            }
            default -> {}
        }
        return bitmap;
    }

    /// Sets the first `rows` bits from word `from` on and clears the rest of the last word.
    static void setFirst(long[] bitmap, int from, int rows) {
        Arrays.fill(bitmap, from, from + rows / 64, -1L);
        if (rows % 64 != 0) {
            bitmap[from + rows / 64] = (1L << rows) - 1;
        }
    }
}
