package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.schema.TableSchema;

/// Where the Bloom filters of a segment's columns stand: a page per column chunk (BloomPage).
///
/// ```text
/// u32            columns; each:
///                u32             id of the column
///                u64 x groups    offset of the page
///                u32 x groups    bytes
///                u32 x groups    CRC32C, made as that of a data page
/// ```
record BloomDirectory(List<Column> columns) {
    static final BloomDirectory NONE = new BloomDirectory(List.of());

    /// The filters of one column, which stands at `position` in the segment's schema.
    record Column(int position, int id, long[] offset, int[] length, int[] checksum) {}

    BloomDirectory {
        columns = List.copyOf(columns);
    }

    /// Answers the feature bits of the segments of a table.
    static long features(TableSchema schema) {
        return schema.layout().bloom().isEmpty() ? 0 : SegmentFormat.BLOOM_FILTERS;
    }

    /// Answers the place among the columns of one with filters; -1 for others.
    int indexOf(int position) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).position() == position) {
                return i;
            }
        }
        return -1;
    }

    /// Answers the bytes of all filters.
    long bytes() {
        long total = 0;
        for (Column column : columns) {
            for (int bytes : column.length()) {
                total += bytes;
            }
        }
        return total;
    }

    void write(FooterOutput out) {
        out.i32(columns.size());
        for (Column column : columns) {
            out.i32(column.id());
            out.longs(column.offset());
            out.ints(column.length());
            out.ints(column.checksum());
        }
    }

    static BloomDirectory read(FooterInput in, TableSchema schema, int groups, long footerOffset) {
        List<Column> columns = new ArrayList<>();
        for (int left = in.count(4 + 16 * groups); left > 0; left--) {
            int id = in.i32();
            in.require(schema.withId(id).isPresent(), "Bloom filters of a column " + id, "a column of the segment");
            Column column = new Column(schema.positionOfId(id), id, in.longs(groups), in.ints(groups), in.ints(groups));
            for (int g = 0; g < groups; g++) {
                PageDirectory.requirePlace(in, column.offset()[g], column.length()[g], footerOffset);
            }
            columns.add(column);
        }
        return new BloomDirectory(columns);
    }
}
