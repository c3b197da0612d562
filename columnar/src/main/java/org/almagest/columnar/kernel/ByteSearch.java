package org.almagest.columnar.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Finds a byte string in another, eight candidates at a time: a word holds the places whose byte
/// is the needle's first, another those where its last byte follows; only where both agree are the
/// bytes between compared.
public final class ByteSearch {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;

    private ByteSearch() {}

    /// Answers the first place in `[from, to)` where the whole needle stands, -1 where there is
    /// none. An empty needle stands at `from`.
    public static int indexOf(byte[] bytes, int from, int to, byte[] needle) {
        return indexOf(bytes, from, to, needle, 0, needle.length);
    }

    /// The same for the needle `needle[start .. start + length)`.
    public static int indexOf(byte[] bytes, int from, int to, byte[] needle, int start, int length) {
        if (length == 0) {
            return from;
        }
        int stop = to - length;
        long first = (needle[start] & 0xFFL) * ONES;
        long last = (needle[start + length - 1] & 0xFFL) * ONES;
        int at = from;
        for (; at + 7 <= stop; at += 8) {
            long a = (long) LONG.get(bytes, at) ^ first;
            long b = (long) LONG.get(bytes, at + length - 1) ^ last;
            long zero = a | b;
            long hits = (zero - ONES) & ~zero & HIGHS;
            while (hits != 0) {
                int candidate = at + (Long.numberOfTrailingZeros(hits) >>> 3);
                if (standsAt(bytes, candidate, needle, start, length)) {
                    return candidate;
                }
                hits &= hits - 1;
            }
        }
        for (; at <= stop; at++) {
            if (standsAt(bytes, at, needle, start, length)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean standsAt(byte[] bytes, int at, byte[] needle, int start, int length) {
        return Arrays.equals(bytes, at, at + length, needle, start, start + length);
    }
}
