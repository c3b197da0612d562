package org.almagest.exec.aggregate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// Finds groups by integer keys of known domains without hashing: the keys, each 0 for NULL and
/// `value - low + 1` otherwise, are the digits of an index into a table of groups. Values outside
/// their domain (stale statistics) and keys not seen before are left to the hash table.
final class DirectIndex {
    private static final long MOST_SLOTS = 1 << 20;
    private static final int OUTSIDE = -1;

    private final long[] lows;
    private final int[] sizes;
    private final int[] groups;
    private final int[] index = new int[ColumnVector.BATCH_ROWS];

    private DirectIndex(long[] lows, int[] sizes, int slots) {
        this.lows = lows;
        this.sizes = sizes;
        groups = new int[slots];
        Arrays.fill(groups, -1);
    }

    /// Makes an index where the domains allow one.
    static Optional<DirectIndex> of(List<DataType> types, Optional<List<ColumnPredicate.Range>> domains) {
        if (domains.isEmpty() || types.isEmpty()) {
            return Optional.empty();
        }
        long[] lows = new long[types.size()];
        int[] sizes = new int[types.size()];
        long slots = 1;
        for (int k = 0; k < lows.length; k++) {
            PhysicalType physical = types.get(k).physical();
            ColumnPredicate.Range range = domains.get().get(k);
            long span = range.high() - range.low();
            if (physical != PhysicalType.INT && physical != PhysicalType.LONG || span < 0 || span > MOST_SLOTS) {
                return Optional.empty();
            }
            lows[k] = range.low();
            sizes[k] = (int) span + 2;
            slots *= sizes[k];
            if (slots > MOST_SLOTS) {
                return Optional.empty();
            }
        }
        return Optional.of(new DirectIndex(lows, sizes, (int) slots));
    }

    /// Sets `out[row]` for the rows whose keys are known; lists the others in `missed` and answers
    /// how many there are.
    int find(Batch keys, int[] rows, int count, int[] out, int[] missed) {
        for (int k = 0; k < lows.length; k++) {
            digit(keys.column(k), lows[k], sizes[k], k == 0, rows, count);
        }
        return look(groups, index, rows, count, out, missed);
    }

    private void digit(ColumnVector vector, long low, int size, boolean first, int[] rows, int count) {
        if (!vector.hasNulls() && !vector.isConstant() && vector instanceof IntColumnVector v && first) {
            firstDigit(v.values(), low, size, rows, count, index);
            return;
        }
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long digit = vector.isNull(row) ? 0 : value(vector, row) - low + 1;
            boolean inside = vector.isNull(row) || digit >= 1 && digit < size;
            int before = first ? 0 : index[row];
            index[row] = inside && before != OUTSIDE ? before * size + (int) digit : OUTSIDE;
        }
    }

    private static void firstDigit(int[] values, long low, int size, int[] rows, int count, int[] out) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long digit = values[row] - low + 1;
            out[row] = digit >= 1 && digit < size ? (int) digit : OUTSIDE;
        }
    }

    private static long value(ColumnVector vector, int row) {
        return vector instanceof IntColumnVector ints ? ints.get(row) : ((LongColumnVector) vector).get(row);
    }

    private static int look(int[] groups, int[] index, int[] rows, int count, int[] out, int[] missed) {
        int misses = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int at = index[row];
            int group = at < 0 ? -1 : groups[at];
            out[row] = group;
            missed[misses] = row;
            misses += group >>> 31;
        }
        return misses;
    }

    /// Remembers the groups that the hash table gave to missed rows.
    void learn(int[] missed, int count, int[] groupOfRow) {
        for (int i = 0; i < count; i++) {
            int row = missed[i];
            if (index[row] != OUTSIDE) {
                groups[index[row]] = groupOfRow[row];
            }
        }
    }

    long heapBytes() {
        return 4L * groups.length;
    }
}
