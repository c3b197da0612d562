package org.almagest.ingest.parquet;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.scan.ColumnPredicate;

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
            ReadableFile file, ParquetColumn column, RowGroupPlace group, ColumnPredicate predicate) {
        ChunkPlace chunk = group.chunks().get(column.leaf());
        if (column.isArray()
                || chunk.columnIndex().isEmpty()
                || chunk.offsetIndex().isEmpty()) {
            return all(group.rows());
        }
        CompactStruct bounds = read(file, chunk.columnIndex().get());
        List<?> locations = read(file, chunk.offsetIndex().get()).list(1);
        List<?> least = bounds.list(2);
        List<?> greatest = bounds.list(3);
        List<?> nullPages = bounds.list(1);
        int pages = locations.size();
        if (least.size() != pages || greatest.size() != pages || nullPages.size() != pages) {
            return all(group.rows());
        }
        List<Range> kept = new ArrayList<>();
        for (int i = 0; i < pages; i++) {
            long first = firstRow(locations, i, group.rows());
            long end = firstRow(locations, i + 1, group.rows());
            if (first < 0 || end < first || i == 0 && first != 0) {
                return all(group.rows());
            }
            boolean allNull = Boolean.TRUE.equals(nullPages.get(i));
            Bounds page = allNull
                    ? new Bounds(Optional.empty(), Optional.empty(), OptionalLong.of(end - first))
                    : Bounds.of(column, bytes(least.get(i)), bytes(greatest.get(i)), nulls(bounds.list(5), i));
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

    private static long firstRow(List<?> locations, int page, long rows) {
        if (page == locations.size()) {
            return rows;
        }
        long first = locations.get(page) instanceof CompactStruct location ? location.integer(3, -1) : -1;
        return first > rows ? -1 : first;
    }

    private static Optional<byte[]> bytes(Object value) {
        return value instanceof byte[] bytes ? Optional.of(bytes) : Optional.empty();
    }

    private static OptionalLong nulls(List<?> counts, int page) {
        return page < counts.size() && counts.get(page) instanceof Long count
                ? OptionalLong.of(count)
                : OptionalLong.empty();
    }

    private static CompactStruct read(ReadableFile file, ChunkPlace.Extent extent) {
        byte[] bytes = new byte[Math.min(extent.bytes(), MOST_INDEX_BYTES)];
        try {
            file.read(extent.offset(), MemorySegment.ofArray(bytes));
        } catch (IOException failure) {
            throw ParquetFailures.unreadable(file.path(), failure);
        }
        return new CompactReader(bytes, 0, bytes.length, "a page index").struct();
    }
}
