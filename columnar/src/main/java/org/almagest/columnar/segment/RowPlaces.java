package org.almagest.columnar.segment;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.almagest.columnar.schema.PlaceColumn;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.roaringbitmap.RoaringBitmap;

/// Places of rows of one snapshot of a table, gathered from a `PlaceColumn`; each counts once. One thread.
public final class RowPlaces {
    private final SortedMap<Integer, RoaringBitmap> bySegment = new TreeMap<>();
    private long count;

    /// Writes the places of rows that stand one behind the other.
    public static void fill(ColumnVector out, int segment, int first, int rows) {
        out.reset();
        long[] values = ((LongColumnVector) out).values();
        for (int i = 0; i < rows; i++) {
            values[i] = PlaceColumn.place(segment, first + i);
        }
    }

    /// Adds a place; answers false where it is there already.
    public boolean add(long place) {
        boolean added = bySegment
                .computeIfAbsent(PlaceColumn.segment(place), _ -> new RoaringBitmap())
                .checkedAdd(PlaceColumn.row(place));
        count += added ? 1 : 0;
        return added;
    }

    /// Adds the first rows of a segment or of the delta, which has none yet.
    public void addAll(int segment, long rows) {
        RoaringBitmap all = new RoaringBitmap();
        all.add(0L, rows);
        bySegment.put(segment, all);
        count += rows;
    }

    /// Adds the rows of a batch, whose places stand in one of its columns.
    public void add(Batch batch, int column) {
        long[] values = ((LongColumnVector) batch.column(column)).values();
        boolean constant = batch.column(column).isConstant();
        for (int i = 0; i < batch.size(); i++) {
            add(values[constant ? 0 : batch.row(i)]);
        }
    }

    public long count() {
        return count;
    }

    /// Answers the places in each segment, and under `PlaceColumn.DELTA` those in the delta.
    public SortedMap<Integer, DeletedRows> bySegment() {
        SortedMap<Integer, DeletedRows> all = new TreeMap<>();
        bySegment.forEach((segment, rows) -> all.put(segment, DeletedRows.of(rows)));
        return Collections.unmodifiableSortedMap(all);
    }
}
