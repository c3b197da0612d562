package org.almagest.columnar.scan;

import org.almagest.columnar.kernel.FilterKernels;
import org.almagest.columnar.kernel.KeyFilterKernels;

/// A Bloom filter of the keys that a join has built, for the scan of its other side or for who looks
/// keys up, where the keys are any.
///
/// A key sets four bits of one word of 64 bits, so that a question reads one word; with eight bits
/// or more for each key some three in a hundred others are not refused. Each part of the keys has words of
/// its own: different threads may fill different parts. Once it is filled, any number of threads may ask.
///
/// ```text
/// places[p]   upper half: the first word of part p; lower half: its words - 1, a power of two - 1
/// ```
public final class KeyFilter implements KeySet {
    private static final int KEYS_PER_WORD = 8;

    private final long[] words;
    private final KeyParts parts;
    private final long[] places;

    private KeyFilter(long[] words, KeyParts parts, long[] places) {
        this.words = words;
        this.parts = parts;
        this.places = places;
    }

    /// Makes an empty filter, which takes `bytes(keys)` bytes of heap.
    public static KeyFilter of(long keys) {
        return of(KeyParts.one(), new int[] {Math.toIntExact(keys)});
    }

    /// Makes an empty filter, `keys` saying how many there are in each part.
    public static KeyFilter of(KeyParts parts, int[] keys) {
        long[] places = new long[keys.length];
        long first = 0;
        for (int part = 0; part < keys.length; part++) {
            long count = words(keys[part]);
            places[part] = first << 32 | count - 1;
            first += count;
        }
        return new KeyFilter(new long[Math.toIntExact(first)], parts, places);
    }

    private static long words(long keys) {
        return Long.highestOneBit(Math.max(1, keys / KEYS_PER_WORD) * 2 - 1);
    }

    /// Answers how many bytes a filter of so many keys takes.
    public static long bytes(long keys) {
        return Long.BYTES * words(keys);
    }

    /// Answers how many bytes a filter takes whose parts have so many keys.
    public static long bytes(int[] keys) {
        long bytes = 0;
        for (int count : keys) {
            bytes += bytes(count);
        }
        return bytes;
    }

    public void add(long key) {
        long hash = KeyFilterKernels.hash(key);
        add(hash, parts.of(key, hash));
    }

    /// Adds a key of a part by its hash, which for one integer is `KeyFilterKernels.hash`.
    public void add(long hash, int part) {
        words[(int) KeyFilterKernels.word(places[part], hash)] |= KeyFilterKernels.bits(hash);
    }

    @Override
    public boolean mayContain(long key) {
        long hash = KeyFilterKernels.hash(key);
        return mayContain(hash, parts.of(key, hash));
    }

    /// Answers whether a key of a part with this hash may have been added.
    public boolean mayContain(long hash, int part) {
        long bits = KeyFilterKernels.bits(hash);
        return (words[(int) KeyFilterKernels.word(places[part], hash)] & bits) == bits;
    }

    /// What lies between two values is not known.
    @Override
    public boolean mayContainAny(long least, long greatest) {
        return true;
    }

    @Override
    public void longs(long[] values, int rows, long[] mask) {
        if (parts.byRange()) {
            FilterKernels.keysByRange(values, rows, words, places, parts.low(), parts.shift(), mask);
        } else {
            FilterKernels.keys(values, rows, words, places, mask);
        }
    }

    @Override
    public void ints(int[] values, int rows, long[] mask) {
        if (parts.byRange()) {
            FilterKernels.keysByRange(values, rows, words, places, parts.low(), parts.shift(), mask);
        } else {
            FilterKernels.keys(values, rows, words, places, mask);
        }
    }

    /// Lists those of `rows` whose hashes are not refused, by words where the parts are ranges; answers
    /// how many there are. `out` may be `rows`.
    public int select(long[] keyWords, long[] hashes, int[] rows, int count, int[] out) {
        return parts.byRange()
                ? KeyFilterKernels.selectByRange(
                        keyWords, hashes, rows, count, words, places, parts.low(), parts.shift(), out)
                : KeyFilterKernels.select(hashes, rows, count, words, places, out);
    }
}
