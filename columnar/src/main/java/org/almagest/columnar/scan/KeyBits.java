package org.almagest.columnar.scan;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.almagest.columnar.kernel.KeyBitKernels;

/// The keys of a join whose values lie closely together, a bit for each value between the least and the
/// greatest: nothing but a key passes.
///
/// ```text
/// words   long: bit `value - low`, and behind the last value one bit that is never set, where all
///         values that lie outside are looked up
/// ```
///
/// The words are the maker's native memory.
public final class KeyBits implements KeySet {
    /// Up to so many values are looked through for one that is a key.
    private static final long MOST_SEARCHED = 1 << 16;

    private final MemorySegment words;
    private final long low;
    private final long span;

    private KeyBits(MemorySegment words, long low, long span) {
        this.words = words;
        this.low = low;
        this.span = span;
    }

    /// Takes zeroed memory of `bytes(low, high)` bytes, for keys from `low` to `high`.
    public static KeyBits of(MemorySegment words, long low, long high) {
        if (!words.isNative()) {
            throw new IllegalArgumentException("the words must be native memory");
        }
        if (words.byteSize() < bytes(low, high)) {
            throw new IllegalArgumentException("the words are too few: " + words.byteSize() + " bytes");
        }
        return new KeyBits(words, low, high - low + 1);
    }

    /// Answers how many bytes the keys from `low` to `high` take, `Long.MAX_VALUE` where they are too many to
    /// be counted.
    public static long bytes(long low, long high) {
        long distance = high - low;
        return distance < 0 || distance > Long.MAX_VALUE - 128
                ? Long.MAX_VALUE
                : ((distance + 1 >>> 6) + 1) * Long.BYTES;
    }

    /// Adds a key if it lies between the ends.
    public void addWithin(long key) {
        long bit = key - low;
        if (Long.compareUnsigned(bit, span) >= 0) {
            return;
        }
        long at = bit >>> 6 << 3;
        words.set(ValueLayout.JAVA_LONG, at, words.get(ValueLayout.JAVA_LONG, at) | 1L << bit);
    }

    @Override
    public boolean mayContain(long value) {
        long bit = value - low;
        return Long.compareUnsigned(bit, span) < 0 && (word(bit >>> 6) >>> bit & 1) != 0;
    }

    private long word(long number) {
        return words.get(ValueLayout.JAVA_LONG, number << 3);
    }

    @Override
    public boolean mayContainAny(long least, long greatest) {
        if (greatest < low || least > low + span - 1) {
            return false;
        }
        long first = Math.max(least, low) - low;
        long last = Math.min(greatest, low + span - 1) - low;
        if (last - first >= MOST_SEARCHED) {
            return true;
        }
        long found = word(first >>> 6) & -1L << first;
        for (long number = first >>> 6; number < last >>> 6; number++) {
            if (found != 0) {
                return true;
            }
            found = word(number + 1);
        }
        return (found & -1L >>> ~last) != 0;
    }

    @Override
    public void longs(long[] values, int rows, long[] mask) {
        KeyBitKernels.longs(values, rows, words.address(), low, span, mask);
    }

    @Override
    public void ints(int[] values, int rows, long[] mask) {
        KeyBitKernels.ints(values, rows, words.address(), low, span, mask);
    }
}
