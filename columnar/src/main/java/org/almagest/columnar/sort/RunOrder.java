package org.almagest.columnar.sort;

import java.util.Arrays;
import org.almagest.columnar.spill.RowFormat;

/// Orders the rows of a run by their keys.
///
/// The eight bytes that a key begins with are cut to what fits beside the row's place into one
/// long, and these are sorted as numbers; rows that agree in it are then ordered by their whole
/// keys. Rows that come nearly in order cost little more than being looked at.
final class RunOrder {
    private static final int INSERTION_ROWS = 16;

    private RunOrder() {}

    /// Sorts `addresses[0 .. rows)` by the rows' keys, whose first words stand in `prefixes` at the
    /// same places and move with them; `packed` and `spare` are for its own use.
    static void sort(long[] addresses, long[] prefixes, long[] packed, long[] spare, int rows) {
        if (rows < 2) {
            return;
        }
        long least = prefixes[0] ^ Long.MIN_VALUE;
        long greatest = least;
        for (int i = 1; i < rows; i++) {
            long word = prefixes[i] ^ Long.MIN_VALUE;
            least = Math.min(least, word);
            greatest = Math.max(greatest, word);
        }
        int placeBits = Integer.SIZE - Integer.numberOfLeadingZeros(rows - 1);
        int spanBits = Long.SIZE - Long.numberOfLeadingZeros(greatest - least);
        int shift = Math.max(0, spanBits - (Long.SIZE - 1 - placeBits));
        long base = least ^ Long.MIN_VALUE;
        for (int i = 0; i < rows; i++) {
            packed[i] = (prefixes[i] - base >>> shift) << placeBits | i;
        }
        Arrays.sort(packed, 0, rows);
        int mask = (int) ((1L << placeBits) - 1);
        permute(prefixes, packed, mask, spare, rows);
        permute(addresses, packed, mask, spare, rows);
        orderEqual(addresses, prefixes, packed, spare, rows, placeBits);
    }

    private static void permute(long[] values, long[] packed, int mask, long[] spare, int rows) {
        for (int i = 0; i < rows; i++) {
            spare[i] = values[(int) packed[i] & mask];
        }
        System.arraycopy(spare, 0, values, 0, rows);
    }

    /// Orders rows that agree in the packed word by their whole keys.
    private static void orderEqual(
            long[] addresses, long[] prefixes, long[] packed, long[] spare, int rows, int placeBits) {
        int start = 0;
        for (int i = 1; i <= rows; i++) {
            if (i == rows || packed[i] >>> placeBits != packed[start] >>> placeBits) {
                if (i - start > 1) {
                    sortByKey(addresses, spare, start, i);
                    for (int k = start; k < i; k++) {
                        prefixes[k] = RowFormat.prefix(addresses[k]);
                    }
                }
                start = i;
            }
        }
    }

    /// Sorts `rows[from .. to)` by merging halves; `spare` is for its own use.
    private static void sortByKey(long[] rows, long[] spare, int from, int to) {
        if (to - from <= INSERTION_ROWS) {
            insert(rows, from, to);
            return;
        }
        int middle = from + to >>> 1;
        sortByKey(rows, spare, from, middle);
        sortByKey(rows, spare, middle, to);
        if (RowFormat.compare(rows[middle - 1], rows[middle]) < 0) {
            return;
        }
        System.arraycopy(rows, from, spare, from, middle - from);
        int left = from;
        int right = middle;
        int at = from;
        while (left < middle) {
            rows[at++] = right == to || RowFormat.compare(spare[left], rows[right]) < 0 ? spare[left++] : rows[right++];
        }
    }

    private static void insert(long[] rows, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long row = rows[i];
            int at = i;
            while (at > from && RowFormat.compare(row, rows[at - 1]) < 0) {
                rows[at] = rows[at - 1];
                at--;
            }
            rows[at] = row;
        }
    }
}
