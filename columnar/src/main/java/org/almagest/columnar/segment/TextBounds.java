package org.almagest.columnar.segment;

import java.util.Arrays;
import java.util.Optional;

/// Cuts byte strings to prefixes that still bound them.
final class TextBounds {
    static final int MAX_BYTES = 32;

    private TextBounds() {}

    /// Answers a prefix, which is never above the string; text is cut between characters.
    static byte[] lower(byte[] source, int from, int length, boolean isText) {
        return Arrays.copyOfRange(source, from, from + cut(source, from, length, isText));
    }

    /// Answers the string itself or a shorter one above everything that starts like it; empty where
    /// there is none.
    static Optional<byte[]> upper(byte[] source, int from, int length, boolean isText) {
        if (length <= MAX_BYTES) {
            return Optional.of(Arrays.copyOfRange(source, from, from + length));
        }
        int end = cut(source, from, length, isText);
        while (end > 0) {
            int last = source[from + end - 1] & 0xFF;
            if (last < greatest(last, isText)) {
                byte[] bound = Arrays.copyOfRange(source, from, from + end);
                bound[end - 1]++;
                return Optional.of(bound);
            }
            end = isText ? startOfCharacter(source, from, end - 1) : end - 1;
        }
        return Optional.empty();
    }

    /// Answers the greatest byte that may stand where this one does, so that text stays UTF-8.
    private static int greatest(int last, boolean isText) {
        if (!isText) {
            return 0xFF;
        }
        return last < 0x80 ? 0x7F : 0xBF;
    }

    private static int cut(byte[] source, int from, int length, boolean isText) {
        if (length <= MAX_BYTES) {
            return length;
        }
        return isText ? startOfCharacter(source, from, MAX_BYTES) : MAX_BYTES;
    }

    /// Answers the nearest place at or before `at` where a character starts (bytes that are not
    /// UTF-8 are cut anywhere).
    private static int startOfCharacter(byte[] source, int from, int at) {
        int start = at;
        while (start > 0 && at - start < 4 && (source[from + start] & 0xC0) == 0x80) {
            start--;
        }
        return start;
    }
}
