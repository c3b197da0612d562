package org.almagest.columnar.spill;

import java.util.Arrays;

/// Where blocks of a sorted run begin, and with which keys: every block of small runs, every second,
/// fourth and so on of larger ones. Keys are cut to 128 bytes. Filled by one thread, then read by
/// many.
public final class RunIndex {
    private static final int MOST_ENTRIES = 4096;
    private static final int KEY_BYTES = 128;

    private long[] offsets = new long[16];
    private byte[][] keys = new byte[16][];
    private int count;
    private int blocks;
    private int stride = 1;

    /// Adds the next block, whose first row is given by its address.
    void add(long offset, long firstRow) {
        if (blocks++ % stride != 0) {
            return;
        }
        if (count == MOST_ENTRIES) {
            thin();
            if ((blocks - 1) % stride != 0) {
                return;
            }
        }
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            keys = Arrays.copyOf(keys, 2 * count);
        }
        offsets[count] = offset;
        keys[count++] = RowFormat.key(firstRow, KEY_BYTES);
    }

    private void thin() {
        count = (count + 1) / 2;
        for (int i = 0; i < count; i++) {
            offsets[i] = offsets[2 * i];
            keys[i] = keys[2 * i];
        }
        stride *= 2;
    }

    /// Answers how many blocks are known.
    public int size() {
        return count;
    }

    /// Answers the beginning of the key with which a known block begins.
    public byte[] key(int entry) {
        return keys[entry];
    }

    /// Answers a block so that all rows before it are less than a key: the last such that is known.
    public long offsetBefore(byte[] key) {
        int low = 1;
        int high = count;
        while (low < high) {
            int middle = low + high >>> 1;
            if (isLess(keys[middle], key)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return count == 0 ? 0 : offsets[low - 1];
    }

    /// Answers whether a key of which only the beginning may be known is less than another one.
    private static boolean isLess(byte[] beginning, byte[] key) {
        int at = Arrays.mismatch(beginning, key);
        if (at < 0 || at >= Math.min(beginning.length, key.length)) {
            return beginning.length < KEY_BYTES && beginning.length < key.length;
        }
        return (beginning[at] & 0xFF) < (key[at] & 0xFF);
    }
}
