package org.almagest.ingest.csv;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What stands for a missing value in columns that are not text, beside an empty field: `null` and
/// `NaN` in any case, `\N` and `-`, or one word that the user gave.
final class NullWords {
    private final byte[] word;

    NullWords(Optional<String> given) {
        word = given.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(new byte[0]);
    }

    /// Answers whether `[start, end)`, without blanks around, stands for a missing value.
    boolean contains(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length <= 0) {
            return true;
        }
        if (word.length > 0) {
            return length == word.length && isWord(bytes, start);
        }
        return switch (length) {
            case 1 -> bytes[start] == '-';
            case 2 -> isBackslashN(bytes, start, end);
            case 3 -> isLetters(bytes, start, "nan");
            case 4 -> isLetters(bytes, start, "null");
            default -> false;
        };
    }

    /// Answers whether a word that the user gave may look like a number to a kernel.
    boolean mayBeNumber() {
        return word.length > 0 && word[0] <= '9';
    }

    /// Answers whether the field is `\N`, which is NULL in text as well.
    static boolean isBackslashN(byte[] bytes, int start, int end) {
        return end - start == 2 && bytes[start] == '\\' && bytes[start + 1] == 'N';
    }

    private boolean isWord(byte[] bytes, int start) {
        for (int i = 0; i < word.length; i++) {
            if (bytes[start + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    /// Compares with lower-case letters, whatever the case.
    static boolean isLetters(byte[] bytes, int start, String letters) {
        for (int i = 0; i < letters.length(); i++) {
            if ((bytes[start + i] | 0x20) != letters.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
