package org.almagest.columnar.scan;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.almagest.columnar.kernel.KeyFilterKernels;

/// A Bloom filter of the integer keys that a join has built, for the scan of its other side: a value
/// that it refuses has no partner.
///
/// A key sets four bits of one word of 64 bits, so that a question reads one word; with eight bits
/// or more for each key some three in a hundred others are not refused. The words are the maker's native
/// memory. It is filled by one thread; then any number may ask.
public final class KeyFilter {
    private static final int KEYS_PER_WORD = 8;

    private final MemorySegment words;
    private final int mask;

    /// Takes zeroed memory of `bytes(keys)` bytes.
    public KeyFilter(MemorySegment words) {
        this.words = words;
        mask = Math.toIntExact(words.byteSize() / Long.BYTES - 1);
        if (Long.bitCount(mask + 1L) != 1) {
            throw new IllegalArgumentException("words must be a power of two: " + (mask + 1L));
        }
    }

    /// Answers how many bytes a filter of so many keys takes.
    public static long bytes(long keys) {
        long words = Math.max(1, keys / KEYS_PER_WORD);
        return Long.BYTES * (Long.highestOneBit(words * 2 - 1));
    }

    public void add(long key) {
        long hash = KeyFilterKernels.hash(key);
        long at = (hash & mask) * Long.BYTES;
        words.set(ValueLayout.JAVA_LONG, at, words.get(ValueLayout.JAVA_LONG, at) | KeyFilterKernels.bits(hash));
    }

    public boolean mayContain(long key) {
        long hash = KeyFilterKernels.hash(key);
        long bits = KeyFilterKernels.bits(hash);
        return (words.get(ValueLayout.JAVA_LONG, (hash & mask) * Long.BYTES) & bits) == bits;
    }

    /// Sets in `out` the bits of the rows that are not refused.
    public void longs(long[] values, int rows, long[] out) {
        KeyFilterKernels.longs(values, rows, words, mask, out);
    }

    public void ints(int[] values, int rows, long[] out) {
        KeyFilterKernels.ints(values, rows, words, mask, out);
    }
}
