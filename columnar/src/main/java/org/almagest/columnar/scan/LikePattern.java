package org.almagest.columnar.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A LIKE pattern ready to be matched against UTF-8 bytes: `%` stands for any characters, `_` for
/// one, the escape character takes the next one literally. Immutable and thread-safe.
public final class LikePattern {
    private static final short ANY_RUN = -1;
    private static final short ANY_ONE = -2;

    /// A byte of the text, or one of the wildcards.
    private final short[] tokens;

    private final byte[] prefix;

    private LikePattern(short[] tokens) {
        this.tokens = tokens;
        int literal = 0;
        while (literal < tokens.length && tokens[literal] >= 0) {
            literal++;
        }
        prefix = new byte[literal];
        for (int i = 0; i < literal; i++) {
            prefix[i] = (byte) tokens[i];
        }
    }

    /// Reads a pattern; `escape` is '\0' where there is none. An escape at the end stands for
    /// itself.
    public static LikePattern of(String pattern, char escape) {
        short[] tokens = new short[pattern.length() * 4];
        int count = 0;
        for (int i = 0; i < pattern.length(); ) {
            int character = pattern.codePointAt(i);
            i += Character.charCount(character);
            boolean escaped = escape != '\0' && character == escape && i < pattern.length();
            if (escaped) {
                character = pattern.codePointAt(i);
                i += Character.charCount(character);
            }
            if (!escaped && character == '%') {
                if (count == 0 || tokens[count - 1] != ANY_RUN) {
                    tokens[count++] = ANY_RUN;
                }
            } else if (!escaped && character == '_') {
                tokens[count++] = ANY_ONE;
            } else {
                for (byte b : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
                    tokens[count++] = (short) (b & 0xFF);
                }
            }
        }
        return new LikePattern(Arrays.copyOf(tokens, count));
    }

    /// Answers the bytes that every matching text starts with. The array is shared.
    public byte[] prefix() {
        return prefix;
    }

    /// Answers whether the pattern has no wildcard: it matches its prefix alone.
    public boolean isLiteral() {
        return prefix.length == tokens.length;
    }

    /// Answers whether `bytes[start .. start + length)` matches.
    public boolean matches(byte[] bytes, int start, int length) {
        int end = start + length;
        int at = start;
        int token = 0;
        int retryToken = -1;
        int retryAt = 0;
        while (at < end || token < tokens.length) {
            if (token < tokens.length && tokens[token] == ANY_RUN) {
                retryToken = ++token;
                retryAt = at;
                continue;
            }
            if (at < end && token < tokens.length && tokens[token] == ANY_ONE) {
                at = nextCharacter(bytes, at, end);
                token++;
                continue;
            }
            if (at < end && token < tokens.length && tokens[token] == (bytes[at] & 0xFF)) {
                at++;
                token++;
                continue;
            }
            if (retryToken < 0 || retryAt >= end) {
                return false;
            }
            retryAt = nextCharacter(bytes, retryAt, end);
            at = retryAt;
            token = retryToken;
        }
        return true;
    }

    private static int nextCharacter(byte[] bytes, int at, int end) {
        int next = at + 1;
        while (next < end && (bytes[next] & 0xC0) == 0x80) {
            next++;
        }
        return next;
    }
}
