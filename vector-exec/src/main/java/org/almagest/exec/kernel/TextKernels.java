package org.almagest.exec.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Operations on the bytes of UTF-8 text.
public final class TextKernels {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGHS = 0x8080_8080_8080_8080L;

    private TextKernels() {}

    /// Answers whether a text has code points below 128 only.
    public static boolean isAscii(byte[] bytes, int start, int length) {
        int at = start;
        int end = start + length;
        for (; at + 8 <= end; at += 8) {
            if (((long) LONG.get(bytes, at) & HIGHS) != 0) {
                return false;
            }
        }
        for (; at < end; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }

    /// Counts code points: the bytes that do not continue one.
    public static int codePoints(byte[] bytes, int start, int length) {
        int at = start;
        int end = start + length;
        int continuations = 0;
        for (; at + 8 <= end; at += 8) {
            long word = (long) LONG.get(bytes, at);
            continuations += Long.bitCount(word & ~(word << 1) & HIGHS);
        }
        for (; at < end; at++) {
            continuations += (bytes[at] & 0xC0) == 0x80 ? 1 : 0;
        }
        return length - continuations;
    }

    /// Answers the offset of code point `index` (from 0), the text's end where it has fewer.
    public static int offset(byte[] bytes, int start, int length, long index) {
        int end = start + length;
        if (index >= length) {
            return end;
        }
        int at = start;
        for (long left = index; left > 0 && at < end; left--) {
            at++;
            while (at < end && (bytes[at] & 0xC0) == 0x80) {
                at++;
            }
        }
        return at;
    }

    /// Copies ASCII text with its letters in upper case.
    public static void upperAscii(byte[] from, int start, int length, byte[] to, int at) {
        for (int i = 0; i < length; i++) {
            byte b = from[start + i];
            to[at + i] = (byte) (b >= 'a' & b <= 'z' ? b - 32 : b);
        }
    }

    /// Copies ASCII text with its letters in lower case.
    public static void lowerAscii(byte[] from, int start, int length, byte[] to, int at) {
        for (int i = 0; i < length; i++) {
            byte b = from[start + i];
            to[at + i] = (byte) (b >= 'A' & b <= 'Z' ? b + 32 : b);
        }
    }
}
