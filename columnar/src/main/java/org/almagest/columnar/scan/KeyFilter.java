package org.almagest.columnar.scan;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.almagest.columnar.kernel.KeyFilterKernels;

/// A Bloom filter of the keys that a join has built, for the scan of its other side or for who looks
/// keys up, where the keys are any.
///
/// A key sets four bits of one word of 64 bits, so that a question reads one word; with eight bits
/// or more for each key some three in a hundred others are not refused. Each part of the keys has words of
/// its own: different threads may fill different parts. The words are the maker's native memory. Once
/// it is filled, any number of threads may ask.
///
/// ```text
/// places[p]   upper half: the first word of part p; lower half: its words - 1, a power of two - 1
/// ```
public final class KeyFilter implements KeySet {
    private static final int KEYS_PER_WORD = 8;

    private final MemorySegment words;
    private final long address;
    private final KeyParts parts;
    private final long[] places;

    private KeyFilter(MemorySegment words, KeyParts parts, long[] places) {
        this.words = words;
        address = words.address();
        this.parts = parts;
        this.places = places;
    }

    /// Takes zeroed memory of `bytes(keys)` bytes.
    public static KeyFilter of(MemorySegment words, long keys) {
        return of(words, KeyParts.one(), new int[] {Math.toIntExact(keys)});
    }

    /// Takes memory of `bytes(keys)` bytes, `keys` saying how many there are in each part: zeroed, or to be
    /// cleared part by part.
    public static KeyFilter of(MemorySegment words, KeyParts parts, int[] keys) {
        long[] places = new long[keys.length];
        long first = 0;
        for (int part = 0; part < keys.length; part++) {
            long count = words(keys[part]);
            places[part] = first << 32 | count - 1;
            first += count;
        }
        if (!words.isNative()) {
            throw new IllegalArgumentException("the words must be native memory");
        }
        if (first * Long.BYTES > words.byteSize() || first > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the words are too few or too many: " + first);
        }
        return new KeyFilter(words, parts, places);
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

    /// Forgets the keys of a part.
    public void clear(int part) {
        long count = (places[part] & 0xFFFF_FFFFL) + 1;
        words.asSlice((places[part] >>> 32) * Long.BYTES, count * Long.BYTES).fill((byte) 0);
    }

    public void add(long key) {
        long hash = KeyFilterKernels.hash(key);
        add(hash, parts.of(key, hash));
    }

    /// Adds a key of a part by its hash, which for one integer is `KeyFilterKernels.hash`.
    public void add(long hash, int part) {
        long at = KeyFilterKernels.word(places[part], hash) << 3;
        words.set(ValueLayout.JAVA_LONG, at, words.get(ValueLayout.JAVA_LONG, at) | KeyFilterKernels.bits(hash));
    }

    @Override
    public boolean mayContain(long key) {
        long hash = KeyFilterKernels.hash(key);
        return mayContain(hash, parts.of(key, hash));
    }

    /// Answers whether a key of a part with this hash may have been added.
    public boolean mayContain(long hash, int part) {
        long bits = KeyFilterKernels.bits(hash);
        return (words.get(ValueLayout.JAVA_LONG, KeyFilterKernels.word(places[part], hash) << 3) & bits) == bits;
    }

    /// What lies between two values is not known.
    @Override
    public boolean mayContainAny(long least, long greatest) {
        return true;
    }

    @Override
    public void longs(long[] values, int rows, long[] mask) {
        if (parts.byRange()) {
            KeyFilterKernels.longsByRange(values, rows, address, places, parts.low(), parts.shift(), mask);
        } else {
            KeyFilterKernels.longs(values, rows, address, places, mask);
        }
    }

    @Override
    public void ints(int[] values, int rows, long[] mask) {
        if (parts.byRange()) {
            KeyFilterKernels.intsByRange(values, rows, address, places, parts.low(), parts.shift(), mask);
        } else {
            KeyFilterKernels.ints(values, rows, address, places, mask);
        }
    }

    /// Lists those of `rows` whose hashes are not refused, by words where the parts are ranges; answers
    /// how many there are. `out` may be `rows`.
    public int select(long[] keyWords, long[] hashes, int[] rows, int count, int[] out) {
        return parts.byRange()
                ? KeyFilterKernels.selectByRange(
                        keyWords, hashes, rows, count, address, places, parts.low(), parts.shift(), out)
                : KeyFilterKernels.select(hashes, rows, count, address, places, out);
    }
}
