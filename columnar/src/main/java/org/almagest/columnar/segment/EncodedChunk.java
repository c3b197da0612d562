package org.almagest.columnar.segment;

import java.util.List;

/// The pages of one column of a row group, its dictionary page (no bytes: none), zone maps with an
/// entry per page and one for the chunk, a sketch of its values, the Bloom filters of its pages (no
/// bytes: none), and which pages are sorted and whether the chunk is.
record EncodedChunk(
        List<Page> pages, byte[] dictionary, ZoneMaps zones, ChunkSketch sketch, byte[] bloom, byte[] sorted) {
    /// One page: its encoding id as in the directory, its first row in the row group, its rows.
    record Page(int encoding, int firstRow, int rows, byte[] bytes) {}

    long bytes() {
        long total = dictionary.length + bloom.length + sketch.bytes();
        for (Page page : pages) {
            total += page.bytes().length;
        }
        return total;
    }
}
