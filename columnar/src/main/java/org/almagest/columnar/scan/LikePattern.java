package org.almagest.columnar.scan;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.kernel.ByteSearch;

/// A LIKE pattern, compiled to pieces between `%` (several together are one). Works on the bytes of
/// UTF-8: `_` is one code point, that is one byte and the continuation bytes after it.
///
/// ```text
/// a_c%de%   ->  pieces  [a . c] [d e] []     anchored at both ends: first and last piece
/// ```
///
/// The first piece must stand at the start, the last at the end, the others somewhere between, in
/// order, each at its first possible place (which is enough, as in every glob). Immutable.
public final class LikePattern {
    /// Stands for `_` in a piece: no byte of UTF-8 is 0xFF.
    private static final byte ANY = (byte) 0xFF;

    /// Looking for fewer bytes finds too many places.
    private static final int LEAST_REQUIRED = 3;

    private final byte[][] pieces;
    private final boolean[] plain;
    private final byte[] prefix;

    private LikePattern(List<byte[]> pieces) {
        this.pieces = pieces.toArray(byte[][]::new);
        plain = new boolean[this.pieces.length];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = literalBytes(this.pieces[i]) == this.pieces[i].length;
        }
        prefix = Arrays.copyOf(this.pieces[0], literalBytes(this.pieces[0]));
    }

    /// Compiles a pattern; `escape` makes the character after it stand for itself, '\0' is none.
    public static LikePattern of(String pattern, char escape) {
        List<byte[]> pieces = new ArrayList<>();
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        int i = 0;
        while (i < pattern.length()) {
            int c = pattern.codePointAt(i);
            i += Character.charCount(c);
            if (c == escape && escape != '\0') {
                if (i == pattern.length()) {
                    throw AlmagestException.of(
                                    SqlState.INVALID_ESCAPE,
                                    "the LIKE pattern '" + pattern + "' ends with its escape character")
                            .hint("write the escape character twice to mean itself");
                }
                int literal = pattern.codePointAt(i);
                i += Character.charCount(literal);
                piece.writeBytes(Character.toString(literal).getBytes(StandardCharsets.UTF_8));
            } else if (c == '%') {
                if (pieces.isEmpty() || piece.size() > 0) {
                    pieces.add(piece.toByteArray());
                }
                piece.reset();
            } else if (c == '_') {
                piece.write(ANY);
            } else {
                piece.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        pieces.add(piece.toByteArray());
        return new LikePattern(pieces);
    }

    /// Answers the bytes of a piece before its first `_`.
    private static int literalBytes(byte[] piece) {
        int literal = 0;
        while (literal < piece.length && piece[literal] != ANY) {
            literal++;
        }
        return literal;
    }

    /// Answers the bytes that every matching text starts with. The array is shared.
    public byte[] prefix() {
        return prefix;
    }

    /// Answers the bytes that a text must hold somewhere, and which are enough: `%bytes%`. The array
    /// is shared.
    public Optional<byte[]> needle() {
        boolean contains = pieces.length == 3
                && pieces[0].length == 0
                && pieces[2].length == 0
                && plain[1]
                && pieces[1].length > 0;
        return contains ? Optional.of(pieces[1]) : Optional.empty();
    }

    /// Answers the longest bytes that a text must hold somewhere, whatever else it needs; empty where all
    /// pieces have a `_` or are short. The array is shared.
    public Optional<byte[]> required() {
        byte[] longest = new byte[0];
        for (int i = 0; i < pieces.length; i++) {
            longest = plain[i] && pieces[i].length > longest.length ? pieces[i] : longest;
        }
        return longest.length < LEAST_REQUIRED ? Optional.empty() : Optional.of(longest);
    }

    /// Answers whether `bytes[start .. start + length)` matches.
    public boolean matches(byte[] bytes, int start, int length) {
        int end = start + length;
        int at = match(0, bytes, start, end);
        if (pieces.length == 1) {
            return at == end;
        }
        if (at < 0) {
            return false;
        }
        int last = pieces.length - 1;
        for (int i = 1; i < last; i++) {
            at = find(i, bytes, at, end);
            if (at < 0) {
                return false;
            }
        }
        return endsWith(last, bytes, at, end);
    }

    /// Answers where piece `i` ends if it stands at `at`, -1 if it does not.
    private int match(int i, byte[] bytes, int at, int end) {
        byte[] piece = pieces[i];
        if (plain[i]) {
            int stop = at + piece.length;
            return stop <= end && Arrays.equals(bytes, at, stop, piece, 0, piece.length) ? stop : -1;
        }
        int position = at;
        for (byte expected : piece) {
            if (position >= end) {
                return -1;
            }
            if (expected == ANY) {
                position = next(bytes, position, end);
            } else if (bytes[position++] != expected) {
                return -1;
            }
        }
        return position;
    }

    private static int next(byte[] bytes, int at, int end) {
        int position = at + 1;
        while (position < end && (bytes[position] & 0xC0) == 0x80) {
            position++;
        }
        return position;
    }

    private int find(int i, byte[] bytes, int from, int end) {
        if (plain[i]) {
            int found = ByteSearch.indexOf(bytes, from, end, pieces[i]);
            return found < 0 ? -1 : found + pieces[i].length;
        }
        byte first = pieces[i][0];
        for (int at = from; at < end; at = next(bytes, at, end)) {
            int stop = first == ANY || bytes[at] == first ? match(i, bytes, at, end) : -1;
            if (stop >= 0) {
                return stop;
            }
        }
        return -1;
    }

    private boolean endsWith(int i, byte[] bytes, int from, int end) {
        byte[] piece = pieces[i];
        if (plain[i]) {
            int at = end - piece.length;
            return at >= from && Arrays.equals(bytes, at, end, piece, 0, piece.length);
        }
        int at = end;
        for (int k = 0; k < codePoints(piece) && at >= from; k++) {
            at = previous(bytes, at);
        }
        return at >= from && match(i, bytes, at, end) == end;
    }

    private static int codePoints(byte[] piece) {
        int count = 0;
        for (byte b : piece) {
            count += b == ANY || (b & 0xC0) != 0x80 ? 1 : 0;
        }
        return count;
    }

    private static int previous(byte[] bytes, int at) {
        int position = at - 1;
        while (position > 0 && (bytes[position] & 0xC0) == 0x80) {
            position--;
        }
        return position;
    }
}
