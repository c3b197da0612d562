package org.almagest.ingest.parquet;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.scan.ColumnPredicate;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.hadoop.metadata.IndexReference;
import shaded.parquet.org.apache.thrift.TBase;

/// The rows of a row group that page indexes leave: ascending, disjoint ranges.
record RowRanges(List<Range> ranges) {
    private static final int MOST_INDEX_BYTES = 64 << 20;

    /// Rows `first .. end)` of a row group.
    record Range(long first, long end) {}

    RowRanges {
        ranges = List.copyOf(ranges);
    }

    static RowRanges all(long rows) {
        return new RowRanges(rows == 0 ? List.of() : List.of(new Range(0, rows)));
    }

    RowRanges intersect(RowRanges other) {
        List<Range> both = new ArrayList<>();
        for (Range a : ranges) {
            for (Range b : other.ranges) {
                long first = Math.max(a.first(), b.first());
                long end = Math.min(a.end(), b.end());
                if (first < end) {
                    both.add(new Range(first, end));
                }
            }
        }
        return new RowRanges(both);
    }

    /// Answers the rows whose pages can satisfy a predicate; all of them where the file has no index
    /// of the column, or one that does not fit the row group.
    static RowRanges surviving(
            ReadableFile file, ParquetColumn column, BlockMetaData group, ColumnPredicate predicate) {
        ColumnChunkMetaData chunk = group.getColumns().get(column.leaf());
        long rows = group.getRowCount();
        ColumnIndex bounds = new ColumnIndex();
        OffsetIndex offsets = new OffsetIndex();
        if (column.isArray()
                || !read(file, chunk.getColumnIndexReference(), bounds)
                || !read(file, chunk.getOffsetIndexReference(), offsets)) {
            return all(rows);
        }
        List<PageLocation> locations = offsets.getPage_locations();
        List<ByteBuffer> least = bounds.getMin_values();
        List<ByteBuffer> greatest = bounds.getMax_values();
        List<Boolean> nullPages = bounds.getNull_pages();
        int pages = locations.size();
        if (least.size() != pages || greatest.size() != pages || nullPages.size() != pages) {
            return all(rows);
        }
        List<Range> kept = new ArrayList<>();
        for (int i = 0; i < pages; i++) {
            long first = firstRow(locations, i, rows);
            long end = firstRow(locations, i + 1, rows);
            if (first < 0 || end < first || i == 0 && first != 0) {
                return all(rows);
            }
            boolean allNull = nullPages.get(i);
            Bounds page = allNull
                    ? new Bounds(Optional.empty(), Optional.empty(), OptionalLong.of(end - first))
                    : Bounds.of(column, bytes(least.get(i)), bytes(greatest.get(i)), nulls(bounds, i));
            if (new BoundsCheck(column.type(), page, end - first).canSatisfy(predicate)) {
                add(kept, first, end);
            }
        }
        return new RowRanges(kept);
    }

    private static void add(List<Range> kept, long first, long end) {
        if (!kept.isEmpty() && kept.getLast().end() == first) {
            kept.set(kept.size() - 1, new Range(kept.getLast().first(), end));
        } else if (first < end) {
            kept.add(new Range(first, end));
        }
    }

    private static long firstRow(List<PageLocation> locations, int page, long rows) {
        if (page == locations.size()) {
            return rows;
        }
        long first = locations.get(page).getFirst_row_index();
        return first > rows ? -1 : first;
    }

    private static Optional<byte[]> bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.get(value.position(), bytes);
        return Optional.of(bytes);
    }

    private static OptionalLong nulls(ColumnIndex index, int page) {
        return index.isSetNull_counts() && page < index.getNull_countsSize()
                ? OptionalLong.of(index.getNull_counts().get(page))
                : OptionalLong.empty();
    }

    /// Reads an index; answers whether the file has it, at a place that exists.
    private static boolean read(ReadableFile file, IndexReference place, TBase<?, ?> index) {
        if (place == null || place.getOffset() <= 0 || place.getLength() <= 0 || place.getLength() > MOST_INDEX_BYTES) {
            return false;
        }
        if (place.getLength() > file.size() - place.getOffset()) {
            return false;
        }
        byte[] bytes = new byte[place.getLength()];
        try {
            file.read(place.getOffset(), MemorySegment.ofArray(bytes));
        } catch (IOException failure) {
            throw ParquetFailures.unreadable(file.path(), failure);
        }
        ThriftBytes.read(bytes, 0, bytes.length, index, "a page index");
        return true;
    }
}
