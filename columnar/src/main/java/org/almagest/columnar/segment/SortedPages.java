package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.List;

/// Which pages and which chunks of a segment are sorted, and how (SortedRows), as it was found when
/// they were written.
///
/// ```text
/// per column   u8 x n   the order of the entry; entries as those of its zone maps: pages, then row
///                       groups
/// ```
///
/// That a table is clustered by a column says nothing of this: rows of several loads lie one behind
/// the other.
record SortedPages(List<byte[]> columns) {
    /// What is known of a segment that does not say: nothing is taken to be sorted.
    static final SortedPages UNKNOWN = new SortedPages(List.of());

    SortedPages {
        columns = List.copyOf(columns);
    }

    /// Answers whether a page, or a row group by its entry behind the pages, is known to be sorted.
    boolean isSorted(int position, int entry) {
        return order(position, entry) != SortedRows.UNSORTED;
    }

    /// Answers the order that a page or a row group is known to have.
    byte order(int position, int entry) {
        return columns.isEmpty() ? SortedRows.UNSORTED : columns.get(position)[entry];
    }

    /// Puts the entries of a column's chunks together, each with those of its pages and then its own.
    static byte[] join(List<byte[]> chunks) {
        int entries = chunks.stream().mapToInt(chunk -> chunk.length).sum();
        byte[] joined = new byte[entries];
        int at = 0;
        for (byte[] chunk : chunks) {
            System.arraycopy(chunk, 0, joined, at, chunk.length - 1);
            at += chunk.length - 1;
        }
        for (byte[] chunk : chunks) {
            joined[at++] = chunk[chunk.length - 1];
        }
        return joined;
    }

    void write(FooterOutput out) {
        columns.forEach(out::bytes);
    }

    static SortedPages read(FooterInput in, PageDirectory[] directories) {
        List<byte[]> columns = new ArrayList<>();
        for (PageDirectory directory : directories) {
            columns.add(in.bytes(directory.pages() + directory.rowGroups()));
        }
        return new SortedPages(columns);
    }
}
