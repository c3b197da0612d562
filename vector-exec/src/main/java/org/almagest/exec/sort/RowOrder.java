package org.almagest.exec.sort;

import java.util.Arrays;
import java.util.List;
import org.almagest.exec.rows.RowStore;

/// The order of kept rows by their segments' columns; equal rows by id, which is the order in which
/// they came. Made when all rows are there.
public final class RowOrder {
    private static final int INSERTION_ROWS = 12;
    private static final int EXCHANGED_ROWS = 8;

    private final RowStore rows;
    private final SortLayout.Segment[] segments;
    private final int firstColumn;

    /// Where the words of each segment start in each block; of texts nothing.
    private final long[][] words;

    /// Orders rows whose segments start at `firstColumn`.
    public RowOrder(RowStore rows, List<? extends SortLayout.Segment> segments, int firstColumn) {
        this.rows = rows;
        this.segments = segments.toArray(SortLayout.Segment[]::new);
        this.firstColumn = firstColumn;
        words = new long[this.segments.length][];
        for (int s = 0; s < words.length; s++) {
            words[s] = rows.valueAddresses(firstColumn + s);
        }
    }

    /// Answers the first word of a row's key; 0 where there is no key.
    public long firstWord(int id) {
        return words.length == 0 ? 0 : RowStore.longAt(words[0], id);
    }

    /// Compares two rows by all segments, and by id where they are equal.
    public int compare(int left, int right) {
        for (int s = 0; s < segments.length; s++) {
            int order = switch (segments[s]) {
                case SortLayout.Word word ->
                    Long.compareUnsigned(RowStore.longAt(words[s], left), RowStore.longAt(words[s], right));
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
        int next = 0;
        for (int block = 0; block < rows.blockCount(); block++) {
            for (int row = 0; row < rows.rows(block); row++) {
                packed[next] = (firstWord(RowStore.id(block, row)) ^ Long.MIN_VALUE) & ~rowMask | next;
                next++;
            }
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
        breakFirstRun(ids, words, count);
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

    /// Exchanges a few rows of the start with some of the end. `Arrays.sort` looks whether its input
    /// starts in order, and if so merges what runs it finds: with many runs that takes longer than
    /// sorting.
    private static void breakFirstRun(int[] ids, long[] words, int count) {
        for (int i = 0; i < Math.min(EXCHANGED_ROWS, count / 2); i++) {
            int other = count - 1 - i;
            int id = ids[i];
            ids[i] = ids[other];
            ids[other] = id;
            long word = words[i];
            words[i] = words[other];
            words[other] = word;
        }
    }

    /// Answers whether two rows are equal in what the masks of `SortLayout.prefix` leave.
    public boolean isEqual(int left, int right, long[] masks) {
        for (int s = 0; s < masks.length; s++) {
            boolean differs = switch (segments[s]) {
                case SortLayout.Word word ->
                    ((RowStore.longAt(words[s], left) ^ RowStore.longAt(words[s], right)) & masks[s]) != 0;
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
