package org.almagest.columnar.segment;

/// Where the pages of one column of a segment stand, as arrays over its pages in the order of rows.
///
/// ```text
/// u32 x row groups   pages of each chunk
/// u32 x pages        first row, counted in the row group
/// u32 x pages        rows
/// u64 x pages        offset in the file; for an inline page: in the footer's inline area
/// u32 x pages        bytes
/// u32 x pages        CRC32C (0 for an inline page)
/// u8  x pages        encoding id, 255 for a composite page
/// u8  x pages        1 for an inline page
/// u64 x row groups   offset of the dictionary page
/// u32 x row groups   its bytes, 0 where there is none
/// u32 x row groups   its CRC32C
/// ```
///
/// `chunkStart` has an entry more than there are row groups: the pages of row group `g` are
/// `chunkStart[g] .. chunkStart[g + 1]`.
record PageDirectory(
        int[] chunkStart,
        int[] firstRow,
        int[] rows,
        long[] offset,
        int[] length,
        int[] checksum,
        byte[] encoding,
        byte[] inline,
        long[] dictionaryOffset,
        int[] dictionaryLength,
        int[] dictionaryChecksum) {

    int pages() {
        return rows.length;
    }

    int rowGroups() {
        return dictionaryLength.length;
    }

    boolean hasDictionary(int rowGroup) {
        return dictionaryLength[rowGroup] > 0;
    }

    /// Answers the bytes of all pages, those of dictionaries included.
    long storedBytes() {
        long total = 0;
        for (int bytes : length) {
            total += bytes;
        }
        for (int bytes : dictionaryLength) {
            total += bytes;
        }
        return total;
    }

    /// Answers the page of a row group that holds a row of it.
    int pageOf(int rowGroup, int row) {
        int low = chunkStart[rowGroup];
        int high = chunkStart[rowGroup + 1] - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (firstRow[middle] <= row) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    void write(FooterOutput out) {
        for (int g = 0; g < rowGroups(); g++) {
            out.i32(chunkStart[g + 1] - chunkStart[g]);
        }
        out.ints(firstRow);
        out.ints(rows);
        out.longs(offset);
        out.ints(length);
        out.ints(checksum);
        out.bytes(encoding);
        out.bytes(inline);
        out.longs(dictionaryOffset);
        out.ints(dictionaryLength);
        out.ints(dictionaryChecksum);
    }

    /// Reads and checks that pages cover their row groups without gap or overlap and lie before
    /// the footer.
    static PageDirectory read(FooterInput in, int[] rowGroupRows, long footerOffset) {
        int groups = rowGroupRows.length;
        int[] chunkStart = new int[groups + 1];
        for (int g = 0; g < groups; g++) {
            chunkStart[g + 1] = chunkStart[g] + in.count(1);
            in.require(chunkStart[g + 1] >= chunkStart[g], "too many pages", "fewer than 2^31");
        }
        int pages = chunkStart[groups];
        PageDirectory directory = new PageDirectory(
                chunkStart,
                in.ints(pages),
                in.ints(pages),
                in.longs(pages),
                in.ints(pages),
                in.ints(pages),
                in.bytes(pages),
                in.bytes(pages),
                in.longs(groups),
                in.ints(groups),
                in.ints(groups));
        directory.check(in, rowGroupRows, footerOffset);
        return directory;
    }

    private void check(FooterInput in, int[] rowGroupRows, long footerOffset) {
        for (int g = 0; g < rowGroupRows.length; g++) {
            int next = 0;
            for (int p = chunkStart[g]; p < chunkStart[g + 1]; p++) {
                in.require(firstRow[p] == next, "a page from row " + firstRow[p], "row " + next);
                in.require(rows[p] > 0 && rows[p] <= SegmentFormat.PAGE_ROWS, rows[p] + " rows", "1 to 16,384");
                next += rows[p];
                if (inline[p] == 0) {
                    requirePlace(in, offset[p], length[p], footerOffset);
                }
            }
            in.require(next == rowGroupRows[g], "pages of " + next + " rows", rowGroupRows[g] + " rows");
            if (hasDictionary(g)) {
                requirePlace(in, dictionaryOffset[g], dictionaryLength[g], footerOffset);
            }
        }
    }

    /// Requires a page to lie between header and footer.
    static void requirePlace(FooterInput in, long offset, int length, long footerOffset) {
        boolean inside = offset >= SegmentFormat.HEADER_BYTES && length > 0 && offset <= footerOffset - length;
        in.require(inside, "a page of " + length + " bytes at " + offset, "one before the footer");
    }
}
