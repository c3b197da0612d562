package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Writes numbers as decimal text, eight digits at a time in one 64-bit word.
public final class DecimalText {
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle ARRAY_I64 =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// Most digits of a number.
    public static final int MAX_DIGITS = 19;

    private static final long EIGHT = 100_000_000L;
    private static final long[] POWER = powers();

    private DecimalText() {}

    private static long[] powers() {
        long[] powers = new long[MAX_DIGITS];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /// Answers how many digits a number of at least 0 has.
    public static int digits(long number) {
        int guess = (64 - Long.numberOfLeadingZeros(number | 1)) * 1233 >>> 12;
        return guess < MAX_DIGITS && number >= POWER[guess] ? guess + 1 : Math.max(1, guess);
    }

    /// Answers 10^`digits`, of at most 18 digits.
    public static long power(int digits) {
        return POWER[digits];
    }

    /// Writes `count` strings one behind the other: the prefix (0 to 64 bytes of `page`), then the
    /// number, with as many digits as it has, or padded with zeros to `padded` where that is not 0.
    /// Answers the bytes written and leaves the length of each string in `lengths`.
    ///
    /// Numbers are at least 0 and have at most `padded` digits; they are lost. `words` has room for
    /// twice as many. `out` has room for 128 bytes more.
    public static int write(
            MemorySegment page,
            long prefixAt,
            int prefixLength,
            long[] numbers,
            long[] words,
            int count,
            int padded,
            byte[] out,
            int[] lengths) {
        for (int i = 0; i < count; i++) {
            lengths[i] = prefixLength + (padded == 0 ? digits(numbers[i]) : padded);
        }
        split(numbers, words, count);
        spell(numbers, count);
        spell(words, 2 * count);
        long first = page.get(I64, prefixAt);
        long second = page.get(I64, prefixAt + 8);
        int to = 0;
        for (int i = 0; i < count; i++) {
            // The digits overwrite what is too much of the prefix.
            ARRAY_I64.set(out, to, first);
            ARRAY_I64.set(out, to + 8, second);
            for (int k = 16; k < prefixLength; k += 8) {
                ARRAY_I64.set(out, to + k, page.get(I64, prefixAt + k));
            }
            int digits = lengths[i] - prefixLength;
            put(words[count + i], words[i], numbers[i], digits, out, to + prefixLength);
            to += lengths[i];
        }
        return to;
    }

    /// Leaves the lowest eight digits of each number in its place, the next eight in the first half
    /// of `words`, the others in the second.
    private static void split(long[] numbers, long[] words, int count) {
        for (int i = 0; i < count; i++) {
            long number = numbers[i];
            long upper = number / EIGHT;
            long top = upper / EIGHT;
            numbers[i] = number - upper * EIGHT;
            words[i] = upper - top * EIGHT;
            words[count + i] = top;
        }
    }

    private static void spell(long[] inOut, int count) {
        if (DecodeKernels.vectorBlock()) {
            VectorDecimals.spell(inOut, count);
        } else {
            spellScalar(inOut, count);
        }
    }

    /// Replaces numbers of eight digits by their text, the first digit in the lowest byte: halves,
    /// quarters, digits. Without division and branch.
    static void spellScalar(long[] inOut, int count) {
        for (int i = 0; i < count; i++) {
            long number = inOut[i];
            long half = number * 109_951_163L >>> 40;
            long fours = half | number - half * 10_000 << 32;
            long hundreds = (fours * 10_486 >>> 20) & 0x0000_007F_0000_007FL;
            long twos = hundreds | fours - hundreds * 100 << 16;
            long tens = (twos * 103 >>> 10) & 0x000F_000F_000F_000FL;
            inOut[i] = (tens | twos - tens * 10 << 8) | 0x3030_3030_3030_3030L;
        }
    }

    /// Writes the last `digits` of three words of text at `to`; up to 8 bytes behind them change.
    private static void put(long top, long middle, long low, int digits, byte[] out, int to) {
        int at = to + digits - 8;
        if (digits > 16) {
            ARRAY_I64.set(out, to, top >>> 8 * (24 - digits));
            ARRAY_I64.set(out, at - 8, middle);
            ARRAY_I64.set(out, at, low);
        } else if (digits > 8) {
            ARRAY_I64.set(out, to, middle >>> 8 * (16 - digits));
            ARRAY_I64.set(out, at, low);
        } else {
            ARRAY_I64.set(out, to, low >>> 8 * (8 - digits));
        }
    }
}
