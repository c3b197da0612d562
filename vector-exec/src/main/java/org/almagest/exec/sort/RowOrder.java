package org.almagest.exec.sort;

import java.util.Arrays;
import java.util.List;
import org.almagest.exec.rows.RowStore;

/// The order of kept rows by their segments' columns; equal rows by id, which is the order in which
/// they came.
public final class RowOrder {
    private static final int INSERTION_ROWS = 12;

    private final RowStore rows;
    private final SortLayout.Segment[] segments;
    private final int firstColumn;

    /// Orders rows whose segments start at `firstColumn`.
    public RowOrder(RowStore rows, List<? extends SortLayout.Segment> segments, int firstColumn) {
        this.rows = rows;
        this.segments = segments.toArray(SortLayout.Segment[]::new);
        this.firstColumn = firstColumn;
    }

    /// Answers the first word of a row's key; 0 where there is no key.
    public long firstWord(int id) {
        return segments.length == 0 ? 0 : rows.longAt(firstColumn, id);
    }

    /// Compares two rows by all segments, and by id where they are equal.
    public int compare(int left, int right) {
        for (int s = 0; s < segments.length; s++) {
            int order = switch (segments[s]) {
                case SortLayout.Word word ->
                    Long.compareUnsigned(rows.longAt(firstColumn + s, left), rows.longAt(firstColumn + s, right));
                case SortLayout.Text(int key, boolean descending) ->
                    descending
                            ? rows.compareText(firstColumn + s, right, left)
                            : rows.compareText(firstColumn + s, left, right);
            };
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left, right);
    }

    /// Answers the ids of all rows of the store, which has absorbed no other, in order: a sort of
    /// packed `long`s (as many upper bits of the first word as fit above the row's number), then of
    /// each range of equal upper bits by comparison.
    public int[] sorted() {
        int count = Math.toIntExact(rows.rowCount());
        int rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, count - 1));
        long rowMask = (1L << rowBits) - 1;
        long[] packed = new long[count];
        for (int i = 0; i < count; i++) {
            packed[i] = (firstWord(rows.idOf(i)) ^ Long.MIN_VALUE) & ~rowMask | i;
        }
        Arrays.sort(packed);
        int[] ids = new int[count];
        for (int i = 0; i < count; i++) {
            ids[i] = rows.idOf((int) (packed[i] & rowMask));
        }
        settleTies(packed, rowMask, ids, count);
        return ids;
    }

    /// Puts ids in order whose packed words are equal but for the row's number.
    private void settleTies(long[] packed, long rowMask, int[] ids, int count) {
        int start = 0;
        for (int i = 1; i <= count; i++) {
            if (i == count || (packed[i] & ~rowMask) != (packed[start] & ~rowMask)) {
                if (i - start > 1) {
                    settle(ids, start, i);
                }
                start = i;
            }
        }
    }

    /// Orders rows that come as their ids: `ids[0]` to `ids[count]`, of which `words` are the first
    /// words; `words` is used up.
    public void sort(int[] ids, long[] words, int[] scratch, int count) {
        int rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, count - 1));
        long rowMask = (1L << rowBits) - 1;
        for (int i = 0; i < count; i++) {
            words[i] = (words[i] ^ Long.MIN_VALUE) & ~rowMask | i;
        }
        Arrays.sort(words, 0, count);
        System.arraycopy(ids, 0, scratch, 0, count);
        for (int i = 0; i < count; i++) {
            ids[i] = scratch[(int) (words[i] & rowMask)];
        }
        settleTies(words, rowMask, ids, count);
    }

    /// Answers whether two rows are equal in what the masks of `SortLayout.prefix` leave.
    public boolean isEqual(int left, int right, long[] masks) {
        for (int s = 0; s < masks.length; s++) {
            boolean differs = switch (segments[s]) {
                case SortLayout.Word word ->
                    ((rows.longAt(firstColumn + s, left) ^ rows.longAt(firstColumn + s, right)) & masks[s]) != 0;
                case SortLayout.Text text -> rows.compareText(firstColumn + s, left, right) != 0;
            };
            if (differs) {
                return false;
            }
        }
        return true;
    }

    /// Sorts a range by comparison; one that is in order already costs one pass.
    private void settle(int[] ids, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (compare(ids[i - 1], ids[i]) > 0) {
                mergeSort(ids, new int[to - from], from, to);
                return;
            }
        }
    }

    private void mergeSort(int[] ids, int[] scratch, int from, int to) {
        if (to - from <= INSERTION_ROWS) {
            insertionSort(ids, from, to);
            return;
        }
        int middle = from + to >>> 1;
        mergeSort(ids, scratch, from, middle);
        mergeSort(ids, scratch, middle, to);
        if (compare(ids[middle - 1], ids[middle]) < 0) {
            return;
        }
        int left = middle - from;
        System.arraycopy(ids, from, scratch, 0, left);
        int i = 0;
        int j = middle;
        int at = from;
        while (i < left) {
            ids[at++] = j < to && compare(ids[j], scratch[i]) < 0 ? ids[j++] : scratch[i++];
        }
    }

    private void insertionSort(int[] ids, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int id = ids[i];
            int j = i - 1;
            while (j >= from && compare(ids[j], id) > 0) {
                ids[j + 1] = ids[j];
                j--;
            }
            ids[j + 1] = id;
        }
    }
}
