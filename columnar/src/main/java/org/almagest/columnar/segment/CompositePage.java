package org.almagest.columnar.segment;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Supplier;
import org.almagest.columnar.error.CorruptionException;

/// Layout of a page of a HUGE or ARRAY column: several pages of the codecs (parts) in one.
///
/// ```text
///  0  u8   version, 1
///  1  u8   1 HUGE, 2 ARRAY
///  2  u16  0
///  4  u32  rows
///  8  u32  parts n
/// 12  u32  block starts m: 0 for HUGE, blocks + 1 for ARRAY
/// 16  u32 x (n + 1)  where each part starts, then the end of the last one
///     u32 x m        the first element of each block of 1,024 rows, then the number of elements
///     parts, each at a multiple of 8, gaps are zero
/// ```
///
/// Parts of HUGE: the high halves (LONG), the low halves (LONG), both with the validity of the
/// rows. Parts of ARRAY: the lengths of the rows (INT, with their validity; CONSTANT for fixed
/// arrays), then the elements of all rows one behind the other, 16,384 per part (two parts, high
/// and low, for HUGE elements). A NULL row has no elements.
final class CompositePage {
    static final int VERSION = 1;
    static final int HUGE = 1;
    static final int ARRAY = 2;

    /// Elements of a part.
    static final int PART_ELEMENTS = 16_384;

    private static final int HEADER_BYTES = 16;

    private final MemorySegment bytes;
    private final Supplier<String> where;

    private CompositePage(MemorySegment bytes, Supplier<String> where) {
        this.bytes = bytes;
        this.where = where;
    }

    /// Puts parts together.
    static byte[] write(int kind, int rows, List<byte[]> parts, int[] blockStarts) {
        long at = align8(HEADER_BYTES + 4L * (parts.size() + 1 + blockStarts.length));
        int[] starts = new int[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            starts[i] = Math.toIntExact(at);
            at = align8(at + parts.get(i).length);
        }
        starts[parts.size()] = Math.toIntExact(at);
        byte[] page = new byte[Math.toIntExact(at)];
        MemorySegment view = MemorySegment.ofArray(page);
        page[0] = VERSION;
        page[1] = (byte) kind;
        view.set(SegmentFormat.I32, 4, rows);
        view.set(SegmentFormat.I32, 8, parts.size());
        view.set(SegmentFormat.I32, 12, blockStarts.length);
        MemorySegment.copy(starts, 0, view, SegmentFormat.I32, HEADER_BYTES, starts.length);
        long blocksAt = HEADER_BYTES + 4L * starts.length;
        MemorySegment.copy(blockStarts, 0, view, SegmentFormat.I32, blocksAt, blockStarts.length);
        for (int i = 0; i < parts.size(); i++) {
            System.arraycopy(parts.get(i), 0, page, starts[i], parts.get(i).length);
        }
        return page;
    }

    private static long align8(long offset) {
        return offset + 7 & -8;
    }

    /// Checks the head of a page; parts check themselves when they are opened.
    static CompositePage open(MemorySegment bytes, int kind, int rows, Supplier<String> where) {
        CompositePage page = new CompositePage(bytes, where);
        page.require(bytes.byteSize() >= HEADER_BYTES, bytes.byteSize() + " bytes", "at least 16");
        page.require(bytes.get(SegmentFormat.I32, 0) == (VERSION | kind << 8), "another head", "kind " + kind);
        page.require(page.i32(4) == rows, page.i32(4) + " rows", rows + " rows");
        int blockStarts = kind == ARRAY ? (rows + 1023) / 1024 + 1 : 0;
        page.require(page.i32(12) == blockStarts, page.i32(12) + " block starts", blockStarts + "");
        long parts = page.i32(8);
        long headEnd = HEADER_BYTES + 4 * (parts + 1 + blockStarts);
        page.require(parts >= 1 && headEnd <= bytes.byteSize(), parts + " parts", "what fits the page");
        for (int i = 0; i < parts; i++) {
            long start = page.i32(HEADER_BYTES + 4 * i);
            long end = page.i32(HEADER_BYTES + 4 * i + 4);
            page.require(
                    start >= headEnd && start % 8 == 0 && start < end && end <= bytes.byteSize(),
                    "a part from " + start + " to " + end,
                    "one inside the page");
        }
        for (int i = 1; i < blockStarts; i++) {
            page.require(
                    page.blockStart(i - 1) >= 0 && page.blockStart(i - 1) <= page.blockStart(i),
                    "a block at element " + page.blockStart(i),
                    "ascending starts");
        }
        return page;
    }

    private int i32(long at) {
        return bytes.get(SegmentFormat.I32, at);
    }

    void require(boolean holds, String found, String expected) {
        if (!holds) {
            throw new CorruptionException(where.get(), found, expected);
        }
    }

    int parts() {
        return i32(8);
    }

    MemorySegment part(int index) {
        int start = i32(HEADER_BYTES + 4L * index);
        return bytes.asSlice(start, i32(HEADER_BYTES + 4L * index + 4) - start);
    }

    /// Answers the first element of a block of an ARRAY page, or for the number of blocks: the
    /// number of elements.
    int blockStart(int block) {
        return i32(HEADER_BYTES + 4L * (parts() + 1 + block));
    }
}
