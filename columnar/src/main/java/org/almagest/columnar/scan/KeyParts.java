package org.almagest.columnar.scan;

/// Cuts the keys of a join into parts, so that threads fill parts of its table at once and a part
/// stays in the cache. The part of a key never depends on threads.
///
/// ```text
/// by hash    bits 21 and up of the key's hash; for keys of any kind
/// by range   (key - low) / 2^shift, keys below and beyond in the last part; for one integer, where the
///            other side comes in its order: neighbouring rows then ask the same part
/// ```
///
/// @param count how many parts there are; a power of two for parts by hash
public record KeyParts(boolean byRange, long low, int shift, int count) {
    /// Slots of a part are found by the bits below, the tags of slots and the bits of a filter are above.
    public static final int HASH_SHIFT = 21;

    public KeyParts {
        if (count < 1 || !byRange && Integer.bitCount(count) != 1) {
            throw new IllegalArgumentException("parts must be a power of two: " + count);
        }
        if (byRange && shift < 1) {
            throw new IllegalArgumentException("a range must be shifted: " + shift);
        }
    }

    /// One part for all keys.
    public static KeyParts one() {
        return byHash(1);
    }

    public static KeyParts byHash(int count) {
        return new KeyParts(false, 0, 1, count);
    }

    /// At most `most` parts of the same width for keys from `low` to `high`.
    public static KeyParts byRange(long low, long high, int most) {
        int shift = 1;
        while (high - low >>> shift >= most) {
            shift++;
        }
        return new KeyParts(true, low, shift, (int) (high - low >>> shift) + 1);
    }

    /// Answers the part of a key, by its only word or by the hash of all.
    public int of(long word, long hash) {
        return byRange ? ofWord(word, low, shift, count) : ofHash(hash, count);
    }

    public static int ofWord(long word, long low, int shift, int count) {
        return (int) Math.min(word - low >>> shift, count - 1);
    }

    public static int ofHash(long hash, int count) {
        return (int) (hash >>> HASH_SHIFT) & count - 1;
    }
}
