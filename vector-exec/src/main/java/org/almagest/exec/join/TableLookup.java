package org.almagest.exec.join;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.almagest.columnar.scan.KeyFilter;
import org.almagest.columnar.scan.KeyParts;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.rows.ArrayBytes;
import org.almagest.exec.rows.RowStore;

/// Looks the keys of batches up in a table, for one task. Where few keys have partners, the table's
/// filter is asked first, which is small enough for the cache; it is given up when it refuses little.
final class TableLookup {
    private static final int ROWS = ColumnVector.BATCH_ROWS;
    private static final int TRIAL_ROWS = 1 << 14;

    private final JoinTable table;
    private final RowStore rows;
    private final JoinLayout layout;
    private final KeyParts parts;
    private final MemorySegment slots;
    private final long[] places;
    private final long[][] words;
    private final ArrayBytes encoded = new ArrayBytes();
    private final int[] passed = new int[ROWS];
    private final int[] at = new int[ROWS];
    private Optional<KeyFilter> filter;
    private long asked;
    private long taken;

    TableLookup(JoinTable table) {
        this.table = table;
        rows = table.rows();
        layout = table.layout();
        parts = table.keyParts();
        slots = table.slots();
        places = table.places();
        words = table.words();
        filter = table.filter();
    }

    JoinTable table() {
        return table;
    }

    /// Sets `heads[row]` to the first matching row's id, for the keys' rows that have one; others are
    /// left as they are or set to -1. Lists the rows that have one, in ascending order, and answers how
    /// many they are.
    int find(JoinKeys keys, int[] heads, int[] found) {
        int asked = look(keys, heads);
        int[] some = asked == keys.count() ? keys.rows() : passed;
        int count = 0;
        for (int i = 0; i < asked; i++) {
            found[count] = some[i];
            count += ~heads[some[i]] >>> 31;
        }
        return count;
    }

    /// Answers how many rows were looked up: all of the keys', or those in `passed`.
    private int look(JoinKeys keys, int[] heads) {
        int[] some = keys.rows();
        int count = keys.count();
        if (table.byPlace().isPresent()) {
            table.byPlace().get().find(keys.word(0).values(), some, count, heads);
            return count;
        }
        if (filter.isPresent()) {
            count = filter.get().select(keys.word(0).values(), keys.hashes(), some, count, passed);
            some = passed;
            judge(keys.count(), count);
        }
        if (parts.byRange()) {
            placesByRange(keys.word(0).values(), keys.hashes(), some, count);
        } else {
            placesByHash(keys.hashes(), some, count);
        }
        if (words.length == 1 && layout.bytesKeys().length == 0) {
            findOne(keys.word(0).values(), keys.hashes(), some, count, heads);
            return count;
        }
        for (int i = 0; i < count; i++) {
            heads[some[i]] = find(keys, some[i], at[i]);
        }
        return count;
    }

    private void judge(int rowsAsked, int rowsTaken) {
        asked += rowsAsked;
        taken += rowsTaken;
        if (asked >= TRIAL_ROWS && taken > asked / 2) {
            filter = Optional.empty();
        }
    }

    private void placesByHash(long[] hashes, int[] some, int count) {
        for (int i = 0; i < count; i++) {
            long hash = hashes[some[i]];
            long place = places[KeyParts.ofHash(hash, places.length)];
            at[i] = (int) (place >>> 32) + ((int) hash & (int) place);
        }
    }

    private void placesByRange(long[] keyWords, long[] hashes, int[] some, int count) {
        long low = parts.low();
        int shift = parts.shift();
        for (int i = 0; i < count; i++) {
            int row = some[i];
            long place = places[KeyParts.ofWord(keyWords[row], low, shift, places.length)];
            at[i] = (int) (place >>> 32) + ((int) hashes[row] & (int) place);
        }
    }

    /// Answers the slot behind one, within its part.
    private int next(int slot, long word, long hash) {
        long place = places[parts.of(word, hash)];
        int first = (int) (place >>> 32);
        return first + (slot - first + 1 & (int) place);
    }

    private void findOne(long[] keyWords, long[] hashes, int[] some, int count, int[] heads) {
        long[] addresses = words[0];
        // First all slots, then all rows: reads of one kind do not wait for each other.
        for (int i = 0; i < count; i++) {
            heads[some[i]] = (int) slots.getAtIndex(JoinTable.LONG, at[i]);
        }
        for (int i = 0; i < count; i++) {
            int row = some[i];
            if (heads[row] == 0) {
                heads[row] = -1;
                continue;
            }
            long tag = hashes[row] & JoinTable.TAG;
            int slot = at[i];
            int found = -1;
            while (true) {
                long entry = slots.getAtIndex(JoinTable.LONG, slot);
                if (entry == 0) {
                    break;
                }
                int head = (int) entry - 1;
                if ((entry & JoinTable.TAG) == tag && RowStore.longAt(addresses, head) == keyWords[row]) {
                    found = head;
                    break;
                }
                slot = next(slot, keyWords[row], hashes[row]);
            }
            heads[row] = found;
        }
    }

    private int find(JoinKeys keys, int row, int firstSlot) {
        long hash = keys.hashes()[row];
        long tag = hash & JoinTable.TAG;
        int slot = firstSlot;
        while (true) {
            long entry = slots.getAtIndex(JoinTable.LONG, slot);
            if (entry == 0) {
                return -1;
            }
            int head = (int) entry - 1;
            if ((entry & JoinTable.TAG) == tag && matches(keys, row, head)) {
                return head;
            }
            slot = next(slot, words.length == 0 ? 0 : keys.word(0).values()[row], hash);
        }
    }

    private boolean matches(JoinKeys keys, int row, int id) {
        for (int w = 0; w < words.length; w++) {
            if (RowStore.longAt(words[w], id) != keys.word(w).values()[row]) {
                return false;
            }
        }
        for (int b = 0; b < layout.bytesKeys().length; b++) {
            if (!sameBytes(keys.vector(layout.bytesKeys()[b]), row, layout.bytesColumn(b), id)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameBytes(ColumnVector vector, int row, int column, int id) {
        return switch (vector) {
            case TextColumnVector v -> rows.textEquals(column, id, v.bytes(), v.start(row), v.length(row));
            case ArrayColumnVector v -> {
                encoded.encode(v, row);
                yield rows.textEquals(column, id, encoded.bytes(), 0, encoded.length());
            }
            default -> throw new IllegalStateException("not compared as bytes: " + vector.physicalType());
        };
    }
}
