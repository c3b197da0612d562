package org.almagest.columnar.segment;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.kernel.BloomKernels;

/// The Bloom filters of the pages of a column chunk, in one page of their own.
///
/// ```text
///  0  u8   version, 1
///  1  3 zero bytes
///  4  u32  pages n of the chunk
///  8  u32 x (n + 1)  first block of each page's filter, then the number of blocks
///     zeros up to a multiple of 32
///     blocks of 32 bytes, eight u32 each (BloomKernels)
/// ```
///
/// A filter has twelve bits for each different value of its page, and at least one block: of values
/// that a page does not hold, some 5 in 1,000 are not refused. A page without a value has no block.
record BloomPage(MemorySegment bytes, int pages) {
    static final int VERSION = 1;
    private static final int BITS_PER_VALUE = 12;
    private static final int HEAD_BYTES = 8;

    /// Opens the filters of a chunk of `pages` pages.
    static BloomPage open(MemorySegment bytes, int pages, Supplier<String> where) {
        long blocksAt = blocksAt(pages);
        boolean whole = bytes.byteSize() >= blocksAt
                && bytes.get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0) == VERSION
                && bytes.get(SegmentFormat.I32, 4) == pages;
        BloomPage page = new BloomPage(bytes, pages);
        for (int p = 0; whole && p < pages; p++) {
            whole = page.firstBlock(p) >= 0 && page.firstBlock(p) <= page.firstBlock(p + 1);
        }
        if (!whole || blocksAt + (long) page.firstBlock(pages) * BloomKernels.BLOCK_BYTES != bytes.byteSize()) {
            throw new CorruptionException(where.get(), "other bytes", "Bloom filters of " + pages + " pages");
        }
        return page;
    }

    private static long blocksAt(int pages) {
        return (HEAD_BYTES + 4L * (pages + 1) + BloomKernels.BLOCK_BYTES - 1) & -BloomKernels.BLOCK_BYTES;
    }

    private int firstBlock(int page) {
        return bytes.get(SegmentFormat.I32, HEAD_BYTES + 4L * page);
    }

    /// Answers whether page `page` of the chunk may hold a value with one of the hashes.
    boolean mayHold(int page, long[] hashes) {
        int blocks = firstBlock(page + 1) - firstBlock(page);
        long at = blocksAt(pages) + (long) firstBlock(page) * BloomKernels.BLOCK_BYTES;
        for (long hash : hashes) {
            if (blocks > 0 && BloomKernels.mayContain(hash, bytes, at, blocks)) {
                return true;
            }
        }
        return false;
    }

    /// Makes the filters of a chunk: those of its rows that lie in pages one behind the other.
    static byte[] write(ColumnBuffer buffer, List<EncodedChunk.Page> chunk) {
        List<int[]> filters = new ArrayList<>();
        int blocks = 0;
        for (EncodedChunk.Page page : chunk) {
            int[] filter = filter(buffer, page.firstRow(), page.rows());
            filters.add(filter);
            blocks += filter.length / BloomKernels.BLOCK_WORDS;
        }
        int pages = chunk.size();
        byte[] bytes = new byte[Math.toIntExact(blocksAt(pages) + (long) blocks * BloomKernels.BLOCK_BYTES)];
        MemorySegment out = MemorySegment.ofArray(bytes);
        bytes[0] = VERSION;
        out.set(SegmentFormat.I32, 4, pages);
        long at = blocksAt(pages);
        int first = 0;
        for (int p = 0; p < pages; p++) {
            out.set(SegmentFormat.I32, HEAD_BYTES + 4L * p, first);
            int[] filter = filters.get(p);
            MemorySegment.copy(filter, 0, out, SegmentFormat.I32, at, filter.length);
            at += 4L * filter.length;
            first += filter.length / BloomKernels.BLOCK_WORDS;
        }
        out.set(SegmentFormat.I32, HEAD_BYTES + 4L * pages, first);
        return bytes;
    }

    /// Makes the words of the filter of some rows.
    static int[] filter(ColumnBuffer buffer, int from, int count) {
        long[] hashes = new long[count];
        int values = RowHashes.of(buffer, from, count, hashes);
        Arrays.sort(hashes, 0, values);
        int different = 0;
        for (int i = 0; i < values; i++) {
            if (i == 0 || hashes[i] != hashes[i - 1]) {
                hashes[different++] = hashes[i];
            }
        }
        int blocks = (different * BITS_PER_VALUE + 8 * BloomKernels.BLOCK_BYTES - 1) / (8 * BloomKernels.BLOCK_BYTES);
        int[] words = new int[blocks * BloomKernels.BLOCK_WORDS];
        for (int i = 0; i < different; i++) {
            BloomKernels.insert(hashes[i], words, 0, blocks);
        }
        return words;
    }

    /// Answers whether the filter of a page has exactly these words.
    boolean hasFilter(int page, int[] words) {
        long at = blocksAt(pages) + (long) firstBlock(page) * BloomKernels.BLOCK_BYTES;
        long end = blocksAt(pages) + (long) firstBlock(page + 1) * BloomKernels.BLOCK_BYTES;
        MemorySegment expected = MemorySegment.ofArray(new byte[4 * words.length]);
        MemorySegment.copy(words, 0, expected, SegmentFormat.I32, 0, words.length);
        return bytes.asSlice(at, end - at).mismatch(expected) < 0;
    }
}
