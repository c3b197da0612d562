package org.almagest.exec.aggregate;

import java.util.Arrays;
import java.util.Optional;

/// A hash table from key words to group numbers, which count from 0 in the order of first
/// appearance: open addressing with linear probing, at most half full.
///
/// ```text
/// one word      entries of two longs (key, group + 1), one cache line per probe
/// two words     entries of four longs (key, key, group + 1, unused)
/// more words    entries of one long, upper half of the hash and group + 1; the words are compared where
///               they are kept
/// keys          the words of each group, one group after the other
/// ```
///
/// Groups of one word may also be appended by whoever knows that their keys are new; they are found
/// once the table has entered them.
final class GroupTable {
    private static final int FIRST_SLOTS = 256;
    private static final long TAG = 0xFFFF_FFFF_0000_0000L;
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private final int words;
    private long[] keys;
    private long[] entries = {};
    private long[] slots = {};
    private int slotCount = FIRST_SLOTS;
    private int size;
    private int unfindable = -1;

    /// Whether groups were appended that the slots do not know yet.
    private boolean behind;

    /// Whether some group was looked for by its hash.
    private boolean hashing;
    private Optional<ChunkIndex> index;

    /// Makes an empty table with room for some groups; those of one word and within the range of an index
    /// are found by that. Where groups are mostly `placed` by others, there are few slots at first.
    GroupTable(int words, int expected, boolean placed, Optional<ChunkIndex> index) {
        this.words = words;
        this.index = index;
        while (!placed && index.isEmpty() && slotCount < 2L * expected) {
            slotCount *= 2;
        }
        keys = new long[Math.max(64, expected) * words];
        if (words == 1) {
            entries = new long[2 * slotCount];
        } else if (words == 2) {
            entries = new long[4 * slotCount];
        } else {
            slots = new long[slotCount];
        }
    }

    int size() {
        return size;
    }

    /// Answers the words of all groups.
    long[] keys() {
        return keys;
    }

    /// Answers the bytes that the table takes beside those that it has while it grows for so many new
    /// groups, 0 where it need not.
    long growthBytes(int newGroups) {
        long keyBytes = (size + (long) newGroups) * words > keys.length ? 16L * keys.length : 0;
        boolean fits = 2L * (size + newGroups) <= slotCount;
        return keyBytes + (fits ? 0 : 4 * 8L * (entries.length + slots.length));
    }

    /// Answers whether some group was looked for by its hash: a key that whoever places keys does not know
    /// may have a group nevertheless.
    boolean isHashing() {
        return hashing;
    }

    /// Makes a group of a row's words that is not among them, without slots until some group is looked for.
    int appendUnhashed(long[][] rowWords, int row) {
        int group = size++;
        int at = Math.multiplyExact(group, words);
        if (at + words > keys.length) {
            keys = Arrays.copyOf(keys, Math.multiplyExact(keys.length, 2));
        }
        for (int w = 0; w < words; w++) {
            keys[at + w] = rowWords[w][row];
        }
        behind = true;
        return group;
    }

    /// Makes all groups findable by hash, those included that were appended.
    void hashAll() {
        hashing = true;
        behind = true;
    }

    /// Forgets all groups, none of which has a slot.
    void clear() {
        size = 0;
    }

    /// Gives slots to all groups.
    private void catchUp() {
        behind = false;
        while (slotCount < size) {
            slotCount = Math.multiplyExact(slotCount, 2);
        }
        if (words == 1) {
            growOne();
        } else if (words == 2) {
            growTwo();
        } else {
            growMany();
        }
    }

    /// Frees the index; nothing is looked for any more.
    void dropIndex() {
        index = Optional.empty();
    }

    long heapBytes() {
        long indexBytes = index.isPresent() ? index.get().heapBytes() : 0;
        return indexBytes + 8L * (keys.length + entries.length + slots.length);
    }

    private static int slotOf(long hash, int mask) {
        return (int) spread(hash) & mask;
    }

    private static long spread(long hash) {
        long x = (hash ^ hash >>> 32) * MULTIPLIER;
        return x ^ x >>> 29;
    }

    /// Sets `groups[row]` for each of the rows; keys not seen before become groups.
    void assign(long[][] rowWords, int[] rows, int count, int[] groups) {
        hashing = true;
        if (behind) {
            catchUp();
        }
        if (index.isPresent()) {
            index.get().assign(rowWords[0], rows, count, this, groups);
        } else if (words == 1) {
            assignOne(rowWords[0], rows, count, groups);
        } else if (words == 2) {
            assignTwo(rowWords[0], rowWords[1], rows, count, groups);
        } else {
            assignMany(rowWords, rows, count, groups);
        }
    }

    private void assignOne(long[] rowKeys, int[] rows, int count, int[] groups) {
        long lastKey = 0;
        int lastGroup = -1;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long key = rowKeys[row];
            if (key != lastKey || lastGroup < 0) {
                lastGroup = findOne(key);
                lastKey = key;
            }
            groups[row] = lastGroup;
        }
    }

    int findOne(long key) {
        long[] table = entries;
        int mask = slotCount - 1;
        int slot = slotOf(key, mask);
        while (true) {
            long group = table[2 * slot + 1];
            if (group == 0) {
                return insertOne(key, slot);
            }
            if (table[2 * slot] == key) {
                return (int) group - 1;
            }
            slot = slot + 1 & mask;
        }
    }

    private int insertOne(long key, int slot) {
        int group = append(key);
        entries[2 * slot] = key;
        entries[2 * slot + 1] = group + 1;
        if (size * 2 > slotCount) {
            growOne();
        }
        return group;
    }

    /// Makes a group of one word that this table need not find.
    int append(long key) {
        int group = size++;
        if (group == keys.length) {
            keys = Arrays.copyOf(keys, keys.length * 2);
        }
        keys[group] = key;
        return group;
    }

    private void growOne() {
        // Beside an index there may be many more groups than the slots were made for.
        do {
            slotCount = Math.multiplyExact(slotCount, 4);
        } while (2L * size > slotCount);
        entries = new long[Math.multiplyExact(2, slotCount)];
        int mask = slotCount - 1;
        for (int group = 0; group < size; group++) {
            if (group == unfindable) {
                continue;
            }
            int slot = slotOf(keys[group], mask);
            while (entries[2 * slot + 1] != 0) {
                slot = slot + 1 & mask;
            }
            entries[2 * slot] = keys[group];
            entries[2 * slot + 1] = group + 1;
        }
    }

    private void assignTwo(long[] first, long[] second, int[] rows, int count, int[] groups) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            groups[row] = findTwo(first[row], second[row]);
        }
    }

    private int findTwo(long first, long second) {
        long[] table = entries;
        int mask = slotCount - 1;
        int slot = slotOf(combine(first, second), mask);
        while (true) {
            long group = table[4 * slot + 2];
            if (group == 0) {
                return insertTwo(first, second, slot);
            }
            if (table[4 * slot] == first && table[4 * slot + 1] == second) {
                return (int) group - 1;
            }
            slot = slot + 1 & mask;
        }
    }

    private int insertTwo(long first, long second, int slot) {
        int group = size++;
        put(slot, first, second, group);
        if (2 * group + 2 > keys.length) {
            keys = Arrays.copyOf(keys, Math.multiplyExact(keys.length, 2));
        }
        keys[2 * group] = first;
        keys[2 * group + 1] = second;
        if (size * 2 > slotCount) {
            growTwo();
        }
        return group;
    }

    private void put(int slot, long first, long second, int group) {
        entries[4 * slot] = first;
        entries[4 * slot + 1] = second;
        entries[4 * slot + 2] = group + 1;
    }

    private void growTwo() {
        slotCount = Math.multiplyExact(slotCount, 4);
        entries = new long[Math.multiplyExact(4, slotCount)];
        int mask = slotCount - 1;
        for (int group = 0; group < size; group++) {
            if (group == unfindable) {
                continue;
            }
            int slot = slotOf(combine(keys[2 * group], keys[2 * group + 1]), mask);
            while (entries[4 * slot + 2] != 0) {
                slot = slot + 1 & mask;
            }
            put(slot, keys[2 * group], keys[2 * group + 1], group);
        }
    }

    private void assignMany(long[][] rowWords, int[] rows, int count, int[] groups) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long hash = 0;
            for (int w = 0; w < words; w++) {
                hash = combine(hash, rowWords[w][row]);
            }
            hash = spread(hash);
            int mask = slotCount - 1;
            int slot = (int) hash & mask;
            int group;
            while (true) {
                long entry = slots[slot];
                group = (int) entry - 1;
                if (entry == 0) {
                    group = insertMany(rowWords, row, slot, hash);
                    break;
                }
                if ((entry ^ hash) >>> Integer.SIZE == 0 && equal(group * words, rowWords, row)) {
                    break;
                }
                slot = slot + 1 & mask;
            }
            groups[row] = group;
        }
    }

    private static long combine(long hash, long word) {
        long x = (hash ^ word) * 0xD6E8_FEB8_6659_FD93L;
        return x ^ x >>> 32;
    }

    private boolean equal(int at, long[][] rowWords, int row) {
        for (int w = 0; w < words; w++) {
            if (keys[at + w] != rowWords[w][row]) {
                return false;
            }
        }
        return true;
    }

    private int insertMany(long[][] rowWords, int row, int slot, long hash) {
        int group = size++;
        slots[slot] = hash & TAG | group + 1;
        int at = Math.multiplyExact(group, words);
        if (at + words > keys.length) {
            keys = Arrays.copyOf(keys, Math.multiplyExact(keys.length, 2));
        }
        for (int w = 0; w < words; w++) {
            keys[at + w] = rowWords[w][row];
        }
        if (size * 2 > slotCount) {
            growMany();
        }
        return group;
    }

    private void growMany() {
        slotCount = Math.multiplyExact(slotCount, 4);
        slots = new long[slotCount];
        int mask = slotCount - 1;
        for (int group = 0; group < size; group++) {
            if (group == unfindable) {
                continue;
            }
            long hash = 0;
            for (int w = 0; w < words; w++) {
                hash = combine(hash, keys[group * words + w]);
            }
            hash = spread(hash);
            int slot = (int) hash & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = hash & TAG | group + 1;
        }
    }

    /// Makes the one group that no key finds: that of a NULL alone.
    int addUnfindable() {
        int group = size++;
        unfindable = group;
        if ((group + 1) * words > keys.length) {
            keys = Arrays.copyOf(keys, keys.length * 2);
        }
        return group;
    }
}
