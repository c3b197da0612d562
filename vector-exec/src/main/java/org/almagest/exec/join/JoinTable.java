package org.almagest.exec.join;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.rows.ArrayBytes;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowStore;

/// The build side of a join: its rows, and a hash table over their keys in native memory.
///
/// ```text
/// slots   long: upper 32 bits of the hash, id of the first row + 1 (0: empty); linear probing, at
///         most half full; a slot stands for one key
/// rows    payload | key words | keys as bytes | next: the id of the key's next row, + 1
/// ```
///
/// The rows of a key are chained in the order in which they came. Read by any number of threads
/// once it is made.
final class JoinTable {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    /// From so many rows on the table no longer fits the cache.
    private static final int MANY_ROWS = 1 << 15;

    private final RowStore rows;
    private final NativeBuffer buffer;
    private final MemorySegment slots;
    private final int mask;
    private final int firstWord;
    private final int words;
    private final int firstBytes;
    private final int[] bytesKeys;
    private final long[][] wordAddresses;
    private final int nextColumn;
    private boolean unique = true;

    /// Makes the table. The rows' columns from `firstWord` on are `words` words, then the keys
    /// numbered `bytesKeys`, then the chain.
    JoinTable(RowStore rows, OperatorMemory memory, int firstWord, int words, int[] bytesKeys) {
        this.rows = rows;
        this.firstWord = firstWord;
        this.words = words;
        this.bytesKeys = bytesKeys;
        firstBytes = firstWord + words;
        nextColumn = firstBytes + bytesKeys.length;
        int slotCount = 16;
        while (slotCount < rows.rowCount() * 2) {
            slotCount = Math.multiplyExact(slotCount, 2);
        }
        mask = slotCount - 1;
        buffer = memory.allocate(8L * slotCount);
        slots = buffer.segment();
        wordAddresses = new long[words][];
        for (int w = 0; w < words; w++) {
            wordAddresses[w] = rows.valueAddresses(firstWord + w);
        }
        Optional<SlotOrder> order =
                rows.rowCount() > MANY_ROWS ? SlotOrder.of(rows.rowCount(), mask, memory) : Optional.empty();
        order.ifPresentOrElse(this::insertInParts, this::insertInOrder);
    }

    private void insertInOrder() {
        for (int block = rows.blockCount() - 1; block >= 0; block--) {
            for (int row = rows.rows(block) - 1; row >= 0; row--) {
                int id = RowStore.id(block, row);
                insert(id, hash(id));
            }
        }
    }

    /// Inserts the rows part by part of the table, those of a part last first.
    private void insertInParts(SlotOrder order) {
        try (order) {
            for (int block = 0; block < rows.blockCount(); block++) {
                for (int row = 0; row < rows.rows(block); row++) {
                    order.count(hash(RowStore.id(block, row)));
                }
            }
            order.begin();
            for (int block = rows.blockCount() - 1; block >= 0; block--) {
                for (int row = rows.rows(block) - 1; row >= 0; row--) {
                    int id = RowStore.id(block, row);
                    order.add(hash(id), id);
                }
            }
            for (int at = 0; at < order.rows(); at++) {
                insert(order.id(at), order.hash(at));
            }
        }
    }

    private long hash(int id) {
        long hash = 0;
        for (int w = 0; w < words; w++) {
            hash = combine(hash, RowStore.longAt(wordAddresses[w], id));
        }
        return hash;
    }

    static long combine(long hash, long word) {
        long x = (hash ^ word ^ word >>> 32) * 0x9E37_79B9_7F4A_7C15L;
        return x ^ x >>> 29;
    }

    boolean isEmpty() {
        return rows.rowCount() == 0;
    }

    /// Answers whether no key has two rows.
    boolean isUnique() {
        return unique;
    }

    RowStore rows() {
        return rows;
    }

    /// Rows of a key are inserted last first, each before those inserted already, so that chains ascend.
    private void insert(int id, long hash) {
        long tag = hash & 0xFFFF_FFFF_0000_0000L;
        int slot = (int) hash & mask;
        while (true) {
            long entry = slots.getAtIndex(LONG, slot);
            if (entry == 0) {
                break;
            }
            int head = (int) entry - 1;
            if ((entry & 0xFFFF_FFFF_0000_0000L) == tag && sameKey(head, id)) {
                rows.setInt(nextColumn, id, head + 1);
                unique = false;
                break;
            }
            slot = slot + 1 & mask;
        }
        slots.setAtIndex(LONG, slot, tag | id + 1);
    }

    private boolean sameKey(int left, int right) {
        for (int w = 0; w < words; w++) {
            if (rows.longAt(firstWord + w, left) != rows.longAt(firstWord + w, right)) {
                return false;
            }
        }
        for (int b = 0; b < bytesKeys.length; b++) {
            if (rows.compareText(firstBytes + b, left, right) != 0) {
                return false;
            }
        }
        return true;
    }

    /// Answers the id of the row behind this one in its key's chain, -1 at the end.
    int next(int id) {
        return rows.intAt(nextColumn, id) - 1;
    }

    /// Sets `heads[row]` to the first matching row's id, or -1, for the key's rows.
    void find(JoinKeys keys, int[] heads) {
        int[] some = keys.rows();
        int count = keys.count();
        if (words == 1 && bytesKeys.length == 0) {
            findOne(slots, mask, wordAddresses[0], keys.word(0).values(), keys.hashes(), some, count, heads);
            return;
        }
        for (int i = 0; i < count; i++) {
            heads[some[i]] = find(keys, some[i]);
        }
    }

    private static void findOne(
            MemorySegment slots,
            int mask,
            long[] addresses,
            long[] words,
            long[] hashes,
            int[] some,
            int count,
            int[] heads) {
        // First all slots, then all rows: reads of one kind do not wait for each other.
        for (int i = 0; i < count; i++) {
            int row = some[i];
            heads[row] = (int) slots.getAtIndex(LONG, (int) hashes[row] & mask);
        }
        for (int i = 0; i < count; i++) {
            int row = some[i];
            if (heads[row] == 0) {
                heads[row] = -1;
                continue;
            }
            long tag = hashes[row] & 0xFFFF_FFFF_0000_0000L;
            int slot = (int) hashes[row] & mask;
            int found = -1;
            while (true) {
                long entry = slots.getAtIndex(LONG, slot);
                if (entry == 0) {
                    break;
                }
                int head = (int) entry - 1;
                if ((entry & 0xFFFF_FFFF_0000_0000L) == tag && RowStore.longAt(addresses, head) == words[row]) {
                    found = head;
                    break;
                }
                slot = slot + 1 & mask;
            }
            heads[row] = found;
        }
    }

    private int find(JoinKeys keys, int row) {
        long tag = keys.hashes()[row] & 0xFFFF_FFFF_0000_0000L;
        int slot = (int) keys.hashes()[row] & mask;
        while (true) {
            long entry = slots.getAtIndex(LONG, slot);
            if (entry == 0) {
                return -1;
            }
            int head = (int) entry - 1;
            if ((entry & 0xFFFF_FFFF_0000_0000L) == tag && matches(keys, row, head)) {
                return head;
            }
            slot = slot + 1 & mask;
        }
    }

    private boolean matches(JoinKeys keys, int row, int id) {
        for (int w = 0; w < words; w++) {
            if (RowStore.longAt(wordAddresses[w], id) != keys.word(w).values()[row]) {
                return false;
            }
        }
        for (int b = 0; b < bytesKeys.length; b++) {
            if (!sameBytes(keys.vector(bytesKeys[b]), row, firstBytes + b, id)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameBytes(ColumnVector vector, int row, int column, int id) {
        return switch (vector) {
            case TextColumnVector v -> rows.textEquals(column, id, v.bytes(), v.start(row), v.length(row));
            case ArrayColumnVector v -> {
                ArrayBytes encoded = new ArrayBytes();
                encoded.encode(v, row);
                yield rows.textEquals(column, id, encoded.bytes(), 0, encoded.length());
            }
            default -> throw new IllegalStateException("not compared as bytes: " + vector.physicalType());
        };
    }
}
