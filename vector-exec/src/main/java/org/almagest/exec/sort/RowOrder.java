package org.almagest.exec.sort;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.memory.NativeSpace;
import org.almagest.exec.kernel.PackedSort;
import org.almagest.exec.rows.RowStore;

/// The order of kept rows by their segments' columns; equal rows by id, which is the order in which
/// they came. Made when all rows are there.
public final class RowOrder {
    private static final int INSERTION_ROWS = 12;

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

    /// Copies the first words of rows `from` to `to` of a block to `out`, from `at` on.
    void firstWords(int block, int from, int to, long[] out, int at) {
        if (words.length == 0) {
            Arrays.fill(out, at, at + to - from, 0);
        } else {
            MemorySegment.copy(NativeSpace.ALL, NativeSpace.LONG, words[0][block] + 8L * from, out, at, to - from);
        }
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

    /// Compares a row by all segments with a row of other rows that have the same; 0 where they are equal.
    int compareKeys(int id, RowOrder others, int otherId) {
        for (int s = 0; s < segments.length; s++) {
            int order = switch (segments[s]) {
                case SortLayout.Word word ->
                    Long.compareUnsigned(RowStore.longAt(words[s], id), RowStore.longAt(others.words[s], otherId));
                case SortLayout.Text(int key, boolean descending) -> {
                    int ascending = RowStore.compareText(
                            rows.address(firstColumn + s, id), others.rows.address(others.firstColumn + s, otherId));
                    yield descending ? -ascending : ascending;
                }
            };
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /// Answers the ids of all rows of the store, which has absorbed no other, in order: a sort of
    /// packed `long`s (as many bits of the first word as fit above the row's number), then of
    /// each range of equal upper bits by comparison.
    public int[] sorted() {
        int count = Math.toIntExact(rows.rowCount());
        int rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, count - 1));
        long rowMask = (1L << rowBits) - 1;
        long[] packed = new long[count];
        int next = 0;
        for (int block = 0; block < rows.blockCount(); block++) {
            firstWords(block, 0, rows.rows(block), packed, next);
            next += rows.rows(block);
        }
        pack(packed, count, rowMask);
        PackedSort.sort(packed, new long[count], count);
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
    /// words; `words` and the other arrays, of the same length, are used up. What the words have in
    /// common at the top makes room for lower bits.
    public void sort(int[] ids, long[] words, int[] otherIds, long[] otherWords, int count) {
        int rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, count - 1));
        long rowMask = (1L << rowBits) - 1;
        pack(words, count, rowMask);
        PackedSort.sort(words, otherWords, count);
        System.arraycopy(ids, 0, otherIds, 0, count);
        for (int i = 0; i < count; i++) {
            ids[i] = otherIds[(int) (words[i] & rowMask)];
        }
        settleTies(words, rowMask, ids, count);
    }

    /// Replaces each word by its distance from the least, as far up as there is room, above its number.
    private static void pack(long[] words, int count, long rowMask) {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long word = words[i] ^ Long.MIN_VALUE;
            least = Math.min(least, word);
            greatest = Math.max(greatest, word);
        }
        int shift = Long.numberOfLeadingZeros(greatest - least) & Long.SIZE - 1;
        long lowest = least ^ Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            words[i] = words[i] - lowest << shift & ~rowMask | i;
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
