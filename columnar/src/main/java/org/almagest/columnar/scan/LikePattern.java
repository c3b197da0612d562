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

    /// The texts between runs, where no other wildcard stands in the pattern: the first starts the
    /// text, the last ends it, those between follow each other. Empty for other patterns.
    private final byte[][] pieces;

    private LikePattern(short[] tokens) {
        this.tokens = tokens;
        pieces = pieces(tokens);
        int literal = 0;
        while (literal < tokens.length && tokens[literal] >= 0) {
            literal++;
        }
        prefix = new byte[literal];
        for (int i = 0; i < literal; i++) {
            prefix[i] = (byte) tokens[i];
        }
    }

    private static byte[][] pieces(short[] tokens) {
        byte[][] pieces = new byte[tokens.length + 1][];
        int count = 0;
        int start = 0;
        for (int i = 0; i <= tokens.length; i++) {
            if (i < tokens.length && tokens[i] == ANY_ONE) {
                return new byte[0][];
            }
            if (i == tokens.length || tokens[i] == ANY_RUN) {
                byte[] piece = new byte[i - start];
                for (int k = 0; k < piece.length; k++) {
                    piece[k] = (byte) tokens[start + k];
                }
                pieces[count++] = piece;
                start = i + 1;
            }
        }
        return Arrays.copyOf(pieces, count);
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
        return pieces.length > 0 ? matchesPieces(bytes, start, start + length) : matchesTokens(bytes, start, length);
    }

    private boolean matchesPieces(byte[] bytes, int start, int end) {
        byte[] first = pieces[0];
        byte[] last = pieces[pieces.length - 1];
        if (pieces.length == 1) {
            return end - start == first.length && startsAt(bytes, start, first);
        }
        if (end - start < first.length + last.length
                || !startsAt(bytes, start, first)
                || !startsAt(bytes, end - last.length, last)) {
            return false;
        }
        int at = start + first.length;
        int limit = end - last.length;
        for (int i = 1; i < pieces.length - 1; i++) {
            at = find(bytes, at, limit, pieces[i]);
            if (at < 0) {
                return false;
            }
            at += pieces[i].length;
        }
        return true;
    }

    private static boolean startsAt(byte[] bytes, int at, byte[] piece) {
        for (int i = 0; i < piece.length; i++) {
            if (bytes[at + i] != piece[i]) {
                return false;
            }
        }
        return true;
    }

    /// Finds a piece of at least one byte in `from .. end`; -1 where it is not.
    private static int find(byte[] bytes, int from, int end, byte[] piece) {
        byte first = piece[0];
        int last = end - piece.length;
        for (int at = from; at <= last; at++) {
            if (bytes[at] == first && startsAt(bytes, at, piece)) {
                return at;
            }
        }
        return -1;
    }

    private boolean matchesTokens(byte[] bytes, int start, int length) {
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
