package org.almagest.columnar.segment;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.schema.TableSchema;

/// What a footer says: the schema, the rows of each row group, for each column of the schema where
/// its pages stand and what is in them, and the pages small enough to stand in the footer itself.
///
/// ```text
/// SchemaFormat
/// u32               row groups
/// u32 x row groups  rows of each, at most 131,072
/// per column        PageDirectory, ZoneFormat
/// u32               bytes of the inline area
///                   the inline pages, each at a multiple of 8
/// SkyZones          where the header has their feature bit
/// BloomDirectory    likewise
/// SortedPages       likewise
/// ```
record SegmentFooter(
        TableSchema schema,
        int[] rowGroupRows,
        List<PageDirectory> directories,
        List<ZoneMaps> zones,
        byte[] inlinePages,
        Optional<SkyZones> sky,
        BloomDirectory bloom,
        SortedPages sorted) {

    int rowGroups() {
        return rowGroupRows.length;
    }

    /// Answers the place in the segment of a row group's first row.
    int firstRow(int rowGroup) {
        int rows = 0;
        for (int g = 0; g < rowGroup; g++) {
            rows += rowGroupRows[g];
        }
        return rows;
    }

    long rows() {
        long rows = 0;
        for (int count : rowGroupRows) {
            rows += count;
        }
        return rows;
    }

    MemorySegment write() {
        FooterOutput out = new FooterOutput();
        SchemaFormat.write(schema, out);
        out.i32(rowGroupRows.length);
        out.ints(rowGroupRows);
        for (int c = 0; c < schema.columnCount(); c++) {
            directories.get(c).write(out);
            ZoneFormat.write(zones.get(c), out);
        }
        out.i32(inlinePages.length);
        out.bytes(inlinePages);
        sky.ifPresent(positions -> positions.write(out));
        if (!bloom.columns().isEmpty()) {
            bloom.write(out);
        }
        sorted.write(out);
        return out.written();
    }

    static SegmentFooter read(MemorySegment bytes, String path, long footerOffset, long rows, long optionalFeatures) {
        FooterInput in = new FooterInput(bytes, path);
        TableSchema schema = SchemaFormat.read(in);
        int[] rowGroupRows = in.ints(in.count(4));
        for (int count : rowGroupRows) {
            in.require(
                    count > 0 && count <= SegmentFormat.ROW_GROUP_ROWS,
                    "a row group of " + count + " rows",
                    "1 to 131,072");
        }
        PageDirectory[] directories = new PageDirectory[schema.columnCount()];
        ZoneMaps[] zones = new ZoneMaps[schema.columnCount()];
        for (int c = 0; c < zones.length; c++) {
            directories[c] = PageDirectory.read(in, rowGroupRows, footerOffset);
            int entries = directories[c].pages() + rowGroupRows.length;
            zones[c] = ZoneFormat.read(schema.column(c).type().physical(), entries, in);
        }
        byte[] inlinePages = in.bytes(in.count(1));
        Optional<SkyZones> sky = (optionalFeatures & SegmentFormat.SKY_ZONES) == 0
                ? Optional.empty()
                : Optional.of(SkyZones.read(in, schema, rowGroupRows));
        BloomDirectory bloom = (optionalFeatures & SegmentFormat.BLOOM_FILTERS) == 0
                ? BloomDirectory.NONE
                : BloomDirectory.read(in, schema, rowGroupRows.length, footerOffset);
        SortedPages sorted = (optionalFeatures & SegmentFormat.SORTED_PAGES) == 0
                ? SortedPages.UNKNOWN
                : SortedPages.read(in, directories);
        if ((optionalFeatures & ~SegmentFormat.KNOWN_OPTIONAL_FEATURES) == 0) {
            in.requireEnd();
        }
        for (PageDirectory directory : directories) {
            for (int p = 0; p < directory.pages(); p++) {
                boolean fits = directory.inline()[p] == 0
                        || directory.offset()[p] >= 0
                                && directory.length()[p] > 0
                                && directory.offset()[p]
                                        <= inlinePages.length - (long) directory.length()[p];
                in.require(fits, "an inline page at " + directory.offset()[p], "one inside the inline area");
            }
        }
        SegmentFooter footer = new SegmentFooter(
                schema, rowGroupRows, List.of(directories), List.of(zones), inlinePages, sky, bloom, sorted);
        in.require(footer.rows() == rows, footer.rows() + " rows", rows + " as in the trailer");
        return footer;
    }
}
