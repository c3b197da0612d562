package org.almagest.exec.aggregate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.kernel.IndexKernels;
import org.almagest.exec.plan.DirectGrouping;

/// Finds groups without hashing: the keys are the digits of an index into a table of groups.
///
/// ```text
/// key        INT and LONG by their value, texts by the number that the encoder gives them
/// digit      0 for NULL, value - low + 1 otherwise, below the key's size
/// index      ((digit of key 0) * size of key 1 + digit of key 1) * size of key 2 ...
/// ```
///
/// The range of each key is learnt: where a batch goes beyond it, the table is laid out anew, up to
/// a quarter of a million places. Rows that cannot be placed, and keys not seen before, are left to the hash
/// table; when too many are, the index gives up.
final class DirectIndex {
    private static final long MOST_SLOTS = DirectGrouping.MOST_SLOTS;
    private static final int OUTSIDE = -1;
    private static final int[] IDENTITY = KeyedGroups.IDENTITY;

    /// What runs tell later runs, so that they need not learn it again; it changes no result.
    record Ranges(long[] lows, int[] sizes) {}

    private final KeyEncoder encoder;
    private final long[] lows;
    private final int[] sizes;
    private int[] groups = {};
    private final int[] index = new int[ColumnVector.BATCH_ROWS];
    private final int[][] textNumbers;

    /// Whether a key of the batch at hand may be NULL.
    private final boolean[] nullable;

    private final long[] bounds = new long[2];

    /// Whether all rows that were looked for last have a place.
    private boolean placedAll;

    private long rowsSeen;
    private long rowsOutside;

    private DirectIndex(KeyEncoder encoder, long[] lows, int[] sizes) {
        this.encoder = encoder;
        this.lows = lows;
        this.sizes = sizes;
        textNumbers = new int[lows.length][];
        nullable = new boolean[lows.length];
        groups = emptyTable(sizes);
    }

    private static int[] emptyTable(int[] sizes) {
        int[] table = new int[(int) slots(sizes)];
        Arrays.fill(table, -1);
        return table;
    }

    private static long slots(int[] sizes) {
        long slots = 1;
        for (int size : sizes) {
            slots *= size;
            if (slots > MOST_SLOTS) {
                return Long.MAX_VALUE;
            }
        }
        return slots;
    }

    /// Makes an index for keys that allow one, with room for the domains that statistics know or
    /// the ranges that were learnt before.
    static Optional<DirectIndex> of(
            List<DataType> types,
            KeyEncoder encoder,
            Optional<List<ColumnPredicate.Range>> domains,
            Optional<Ranges> learnt) {
        if (!DirectGrouping.allows(types)) {
            return Optional.empty();
        }
        if (learnt.isPresent()) {
            return Optional.of(new DirectIndex(
                    encoder, learnt.get().lows().clone(), learnt.get().sizes().clone()));
        }
        long[] lows = new long[types.size()];
        int[] sizes = new int[types.size()];
        Arrays.fill(sizes, 1);
        if (domains.isPresent()) {
            for (int k = 0; k < lows.length; k++) {
                ColumnPredicate.Range range = domains.get().get(k);
                lows[k] = range.low();
                long span = range.high() - range.low();
                sizes[k] = span < 0 || span > MOST_SLOTS ? (int) MOST_SLOTS + 1 : (int) span + 2;
            }
            if (slots(sizes) > MOST_SLOTS) {
                return Optional.empty();
            }
        }
        return Optional.of(new DirectIndex(encoder, lows, sizes));
    }

    Ranges ranges() {
        return new Ranges(lows, sizes);
    }

    /// Answers whether too many rows cannot be placed for the index to be worth its while.
    boolean isHopeless() {
        return rowsOutside * 8 > rowsSeen && rowsSeen > 8L * ColumnVector.BATCH_ROWS;
    }

    /// Sets `out[row]` for the rows whose keys are known; lists the others in `missed` and answers
    /// how many there are.
    int find(Batch keys, int[] rows, int count, int[] out, int[] missed) {
        if (count == 0) {
            return 0;
        }
        rowsSeen += count;
        placedAll = placeWithin(keys, rows, count) || placeAnew(keys, rows, count);
        if (!placedAll) {
            return lookChecked(rows, count, out, missed);
        }
        boolean misses = rows == IDENTITY
                ? IndexKernels.look(groups, index, count, out)
                : IndexKernels.look(groups, index, rows, count, out);
        return misses ? missed(rows, count, out, missed) : 0;
    }

    /// Places keys without NULLs at once, which goes well while they stay in the ranges known so far;
    /// answers whether it did.
    private boolean placeWithin(Batch keys, int[] rows, int count) {
        long outside = 0;
        for (int k = 0; k < lows.length; k++) {
            ColumnVector vector = keys.column(k);
            if (vector.isConstant() || hasNulls(keys, vector, rows)) {
                return false;
            }
            switch (vector) {
                case IntColumnVector v -> {
                    int low = (int) lows[k];
                    if (low != lows[k] || lows[k] + sizes[k] - 2 > Integer.MAX_VALUE) {
                        return false;
                    }
                    outside |= rows == IDENTITY
                            ? IndexKernels.place(v.values(), low, sizes[k], k == 0, count, index)
                            : IndexKernels.place(v.values(), low, sizes[k], k == 0, rows, count, index);
                }
                case LongColumnVector v ->
                    outside |= IndexKernels.place(v.values(), lows[k], sizes[k], k == 0, rows, count, index);
                case TextColumnVector text -> {
                    int[] numbers = numbers(k);
                    encoder.numbers(k, text, rows, count, numbers);
                    outside |= IndexKernels.place(numbers, (int) lows[k], sizes[k], k == 0, count, index);
                }
                default -> {
                    return false;
                }
            }
        }
        return outside >= 0;
    }

    /// Makes the ranges hold the keys and places them; answers whether all have a place.
    private boolean placeAnew(Batch keys, int[] rows, int count) {
        boolean inside = true;
        for (int k = 0; k < lows.length; k++) {
            nullable[k] = hasNulls(keys, keys.column(k), rows);
            inside &= fit(k, keys.column(k), rows, count);
        }
        Arrays.fill(index, 0, count, 0);
        for (int k = 0; k < lows.length; k++) {
            append(k, keys.column(k), rows, count, inside);
        }
        return inside;
    }

    private static int missed(int[] rows, int count, int[] out, int[] missed) {
        int misses = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            missed[misses] = row;
            misses += out[row] >>> 31;
        }
        return misses;
    }

    private int lookChecked(int[] rows, int count, int[] out, int[] missed) {
        int misses = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int group = index[i] < 0 ? -1 : groups[index[i]];
            rowsOutside += index[i] >>> 31;
            out[row] = group;
            missed[misses] = row;
            misses += group >>> 31;
        }
        return misses;
    }

    /// Makes room for the values of a key; answers whether all have a place.
    private boolean fit(int k, ColumnVector vector, int[] rows, int count) {
        if (vector.isConstant()) {
            return vector.isNull(0) || fitConstant(k, vector);
        }
        if (vector instanceof TextColumnVector text) {
            return fitTexts(k, text, rows, count);
        }
        if (nullable[k]) {
            boolean any = vector instanceof IntColumnVector v
                    ? IndexKernels.boundsOfValid(v.values(), v.validity(), rows, count, bounds)
                    : IndexKernels.boundsOfValid(
                            ((LongColumnVector) vector).values(), vector.validity(), rows, count, bounds);
            if (!any) {
                return true;
            }
        } else if (vector instanceof LongColumnVector v) {
            IndexKernels.bounds(v.values(), rows, count, bounds);
        } else if (rows == IDENTITY) {
            IndexKernels.bounds(((IntColumnVector) vector).values(), count, bounds);
        } else {
            IndexKernels.bounds(((IntColumnVector) vector).values(), rows, count, bounds);
        }
        return extend(k, bounds[0], bounds[1]);
    }

    private boolean fitConstant(int k, ColumnVector vector) {
        if (vector instanceof TextColumnVector text) {
            return extendTexts(k, encoder.number(k, text, 0));
        }
        long value = value(vector, 0);
        return extend(k, value, value);
    }

    /// Answers whether one of the rows may be NULL; the mask of the rows that count tells.
    private static boolean hasNulls(Batch keys, ColumnVector vector, int[] rows) {
        if (!vector.hasNulls() || vector.isConstant() || !keys.hasMask() || rows != keys.selection()) {
            return vector.hasNulls();
        }
        long missing = 0;
        for (int w = 0; w < keys.mask().length; w++) {
            missing |= keys.mask()[w] & ~vector.validity()[w];
        }
        return missing != 0;
    }

    private static long value(ColumnVector vector, int row) {
        return vector instanceof IntColumnVector ints ? ints.get(row) : ((LongColumnVector) vector).get(row);
    }

    /// Numbers the texts by position, -1 for NULL.
    private boolean fitTexts(int k, TextColumnVector text, int[] rows, int count) {
        int[] numbers = numbers(k);
        int most = encoder.numbers(k, text, rows, count, numbers);
        return most < 0 || extendTexts(k, most);
    }

    /// Answers room for the numbers of a key's texts, by position.
    private int[] numbers(int k) {
        if (textNumbers[k] == null) {
            textNumbers[k] = new int[ColumnVector.BATCH_ROWS];
        }
        return textNumbers[k];
    }

    /// Makes room for texts numbered up to `most`.
    private boolean extendTexts(int k, int most) {
        return most < sizes[k] - 1 || layOut(k, 0, 2L * most + 2) || layOut(k, 0, most);
    }

    /// Makes a key's range hold `least` and `greatest`, with room to spare where there is some.
    private boolean extend(int k, long least, long greatest) {
        boolean empty = sizes[k] == 1;
        long high = lows[k] + sizes[k] - 2;
        if (!empty && least >= lows[k] && greatest <= high) {
            return true;
        }
        long newLow = empty ? least : Math.min(lows[k], least);
        long newHigh = empty ? greatest : Math.max(high, greatest);
        long span = newHigh - newLow;
        if (span < 0 || span > MOST_SLOTS) {
            return false;
        }
        long spare = span / 2 + 2;
        boolean grewDown = empty || least < lows[k];
        boolean grewUp = empty || greatest > high;
        long spareLow = grewDown && newLow >= Long.MIN_VALUE + spare ? newLow - spare : newLow;
        long spareHigh = grewUp && newHigh <= Long.MAX_VALUE - spare ? newHigh + spare : newHigh;
        return layOut(k, spareLow, spareHigh) || layOut(k, newLow, newHigh);
    }

    private boolean layOut(int k, long low, long high) {
        int[] newSizes = sizes.clone();
        newSizes[k] = (int) (high - low) + 2;
        if (slots(newSizes) > MOST_SLOTS) {
            return false;
        }
        int[] old = groups;
        groups = emptyTable(newSizes);
        int shift = (int) (lows[k] - low);
        if (sizes.length == 1 && old.length > 1) {
            groups[0] = old[0];
            System.arraycopy(old, 1, groups, 1 + shift, old.length - 1);
            lows[k] = low;
            sizes[k] = newSizes[k];
            return true;
        }
        int[] digits = new int[sizes.length];
        for (int slot = 0; slot < old.length; slot++) {
            if (old[slot] >= 0) {
                groups[moved(slot, digits, k, shift, newSizes)] = old[slot];
            }
        }
        lows[k] = low;
        sizes[k] = newSizes[k];
        return true;
    }

    /// Answers the place in a table of new sizes, in which the digits of key `k` are raised.
    private int moved(int slot, int[] digits, int k, int shift, int[] newSizes) {
        int rest = slot;
        for (int i = sizes.length - 1; i >= 0; i--) {
            digits[i] = rest % sizes[i];
            rest /= sizes[i];
        }
        digits[k] += digits[k] == 0 ? 0 : shift;
        int place = 0;
        for (int i = 0; i < sizes.length; i++) {
            place = place * newSizes[i] + digits[i];
        }
        return place;
    }

    private void append(int k, ColumnVector vector, int[] rows, int count, boolean inside) {
        int size = sizes[k];
        long low = lows[k];
        if (!inside || vector.isConstant()) {
            appendChecked(k, vector, rows, count);
            return;
        }
        switch (vector) {
            case TextColumnVector v -> IndexKernels.append(textNumbers[k], (int) low, size, count, index);
            case IntColumnVector v
            when nullable[k] -> IndexKernels.appendValid(v.values(), v.validity(), (int) low, size, rows, count, index);
            case LongColumnVector v
            when nullable[k] -> IndexKernels.appendValid(v.values(), v.validity(), low, size, rows, count, index);
            case IntColumnVector v
            when rows == IDENTITY -> IndexKernels.append(v.values(), (int) low, size, count, index);
            case IntColumnVector v -> IndexKernels.append(v.values(), (int) low, size, rows, count, index);
            case LongColumnVector v -> IndexKernels.append(v.values(), low, size, rows, count, index);
            default -> throw new IllegalStateException("not a key to index by: " + vector.physicalType());
        }
    }

    private void appendChecked(int k, ColumnVector vector, int[] rows, int count) {
        int size = sizes[k];
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            boolean isNull = vector.isNull(row);
            long value = isNull
                    ? 0
                    : vector instanceof TextColumnVector text ? encoder.number(k, text, row) : value(vector, row);
            boolean outside = !isNull && (value < lows[k] || value > lows[k] + size - 2);
            int digit = isNull ? 0 : (int) (value - lows[k]) + 1;
            index[i] = outside || index[i] == OUTSIDE ? OUTSIDE : index[i] * size + digit;
        }
    }

    /// Remembers the groups that the hash table gave to rows that `find` missed.
    void learn(int[] rows, int count, int[] missed, int misses, int[] groupOfRow) {
        if (misses == 0) {
            return;
        }
        int next = 0;
        for (int i = 0; i < count && next < misses; i++) {
            if (rows[i] == missed[next]) {
                next++;
                if (index[i] != OUTSIDE) {
                    groups[index[i]] = groupOfRow[rows[i]];
                }
            }
        }
    }

    /// Answers whether all rows that were looked for last have a place.
    boolean hasPlacedAll() {
        return placedAll;
    }

    /// Makes groups of the keys of rows that `find` missed, of which all have places, and sets
    /// `groupOfRow`. The table must know no group that has no place here.
    void create(int[] rows, int count, int[] missed, int misses, long[][] words, GroupTable table, int[] groupOfRow) {
        int next = 0;
        for (int i = 0; i < count && next < misses; i++) {
            int row = rows[i];
            if (row == missed[next]) {
                next++;
                int group = groups[index[i]];
                if (group < 0) {
                    group = table.appendUnhashed(words, row);
                    groups[index[i]] = group;
                }
                groupOfRow[row] = group;
            }
        }
    }

    long heapBytes() {
        return 4L * groups.length;
    }
}
