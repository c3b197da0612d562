package org.almagest.columnar.kernel;

import org.almagest.columnar.scan.KeyParts;

/// Asks a filter of words of 64 bits for many values at once, by scalar code; `VectorKeyFilter` does the
/// same by vectors.
///
/// ```text
/// hash   one multiplication, its upper half mixed into the lower
/// word   of the value's part, by the hash's lower bits
/// bits   four of the 64, by the hash's upper 24 bits
/// ```
public final class KeyFilterKernels {
    static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private KeyFilterKernels() {}

    public static long hash(long key) {
        long h = (key ^ key >>> 32) * FACTOR;
        return h ^ h >>> 29;
    }

    public static long bits(long hash) {
        return 1L << (hash >>> 58) | 1L << (hash >>> 52) | 1L << (hash >>> 46) | 1L << (hash >>> 40);
    }

    /// Answers the number of the word of a part, whose first word and last word's distance `place` has
    /// in its halves.
    public static long word(long place, long hash) {
        return (place >>> 32) + (hash & place & 0xFFFF_FFFFL);
    }

    /// Answers 1 where all four bits are set, else 0: by no branch, which nobody could foresee.
    static long passes(long[] words, long place, long hash) {
        long word = words[(int) word(place, hash)];
        return word >>> (hash >>> 58) & word >>> (hash >>> 52) & word >>> (hash >>> 46) & word >>> (hash >>> 40) & 1L;
    }

    /// Answers 1 for a value that passes, else 0, where parts are ranges of values.
    static long passesByRange(long value, long[] words, long[] places, long low, int shift) {
        return passes(words, places[KeyParts.ofWord(value, low, shift, places.length)], hash(value));
    }

    /// Clears the bits of rows from `first`, a multiple of 64, whose value the filter refuses; values of rows
    /// that are out already may be anything.
    static void longs(long[] values, int first, int rows, long[] words, long[] places, long[] mask) {
        for (int from = first; from < rows; from += 64) {
            if (mask[from >>> 6] == 0) {
                continue;
            }
            int end = Math.min(rows, from + 64);
            long taken = 0;
            for (int i = from; i < end; i++) {
                long hash = hash(values[i]);
                taken |= passes(words, places[KeyParts.ofHash(hash, places.length)], hash) << i;
            }
            mask[from >>> 6] &= taken;
        }
    }

    static void ints(int[] values, int first, int rows, long[] words, long[] places, long[] mask) {
        for (int from = first; from < rows; from += 64) {
            if (mask[from >>> 6] == 0) {
                continue;
            }
            int end = Math.min(rows, from + 64);
            long taken = 0;
            for (int i = from; i < end; i++) {
                long hash = hash(values[i]);
                taken |= passes(words, places[KeyParts.ofHash(hash, places.length)], hash) << i;
            }
            mask[from >>> 6] &= taken;
        }
    }

    /// As `longs`, where parts are ranges of values.
    static void longsByRange(
            long[] values, int first, int rows, long[] words, long[] places, long low, int shift, long[] mask) {
        for (int from = first; from < rows; from += 64) {
            if (mask[from >>> 6] == 0) {
                continue;
            }
            int end = Math.min(rows, from + 64);
            long taken = 0;
            for (int i = from; i < end; i++) {
                taken |= passesByRange(values[i], words, places, low, shift) << i;
            }
            mask[from >>> 6] &= taken;
        }
    }

    static void intsByRange(
            int[] values, int first, int rows, long[] words, long[] places, long low, int shift, long[] mask) {
        for (int from = first; from < rows; from += 64) {
            if (mask[from >>> 6] == 0) {
                continue;
            }
            int end = Math.min(rows, from + 64);
            long taken = 0;
            for (int i = from; i < end; i++) {
                taken |= passesByRange(values[i], words, places, low, shift) << i;
            }
            mask[from >>> 6] &= taken;
        }
    }

    /// Lists those of `rows` whose hashes are not refused; answers how many there are.
    public static int select(long[] hashes, int[] rows, int count, long[] words, long[] places, int[] out) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long hash = hashes[row];
            out[found] = row;
            found += (int) passes(words, places[KeyParts.ofHash(hash, places.length)], hash);
        }
        return found;
    }

    /// As `select`, where parts are ranges of `values`.
    public static int selectByRange(
            long[] values,
            long[] hashes,
            int[] rows,
            int count,
            long[] words,
            long[] places,
            long low,
            int shift,
            int[] out) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long place = places[KeyParts.ofWord(values[row], low, shift, places.length)];
            out[found] = row;
            found += (int) passes(words, place, hashes[row]);
        }
        return found;
    }
}
