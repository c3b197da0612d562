package org.almagest.ingest.csv.kernel;

/// Copies and checks text.
public final class TextKernel {
    /// Bytes that `copy` may touch beyond the end, in source and target.
    public static final int SLACK = 8;

    private static final int SHORT = 32;

    private TextKernel() {}

    /// Copies `[start, end)` to `at` and answers one past it; may write up to 7 bytes more.
    public static int copy(byte[] source, int start, int end, byte[] target, int at) {
        int length = end - start;
        if (length > SHORT) {
            System.arraycopy(source, start, target, at, length);
        } else {
            for (int i = 0; i < length; i += 8) {
                ByteMasks.LONG.set(target, at + i, (long) ByteMasks.LONG.get(source, start + i));
            }
        }
        return at + length;
    }

    /// Answers the place of the first byte of `[start, end)` that equals `value`, or `end`.
    public static int indexOf(byte[] bytes, int start, int end, byte value) {
        long pattern = (value & 0xFF) * 0x0101_0101_0101_0101L;
        for (int at = start; at < end; at += 8) {
            long difference = (long) ByteMasks.LONG.get(bytes, at) ^ pattern;
            long zeros = difference - 0x0101_0101_0101_0101L & ~difference & 0x8080_8080_8080_8080L;
            if (zeros != 0) {
                return Math.min(end, at + (Long.numberOfTrailingZeros(zeros) >>> 3));
            }
        }
        return end;
    }

    /// Copies ISO 8859-1 as UTF-8 and answers one past it.
    public static int latin1ToUtf8(byte[] source, int start, int end, byte[] target, int at) {
        int to = at;
        for (int i = start; i < end; i++) {
            byte b = source[i];
            if (b < 0) {
                target[to++] = (byte) (0xC0 | (b & 0xFF) >> 6);
                target[to++] = (byte) (0x80 | b & 0x3F);
            } else {
                target[to++] = b;
            }
        }
        return to;
    }

    /// Answers whether `[start, end)` is UTF-8: no overlong forms, no surrogates, nothing above
    /// U+10FFFF.
    public static boolean isUtf8(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end) {
            int first = bytes[at++];
            if (first >= 0) {
                continue;
            }
            first &= 0xFF;
            int more = first < 0xC2 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : -1;
            if (more < 0 || at + more > end) {
                return false;
            }
            int second = bytes[at] & 0xFF;
            boolean outside = first == 0xE0 && second < 0xA0
                    || first == 0xED && second > 0x9F
                    || first == 0xF0 && second < 0x90
                    || first == 0xF4 && second > 0x8F;
            if (outside) {
                return false;
            }
            for (int i = 0; i < more; i++) {
                if ((bytes[at++] & 0xC0) != 0x80) {
                    return false;
                }
            }
        }
        return true;
    }
}
