package org.almagest.sql.syntax;

import java.util.Arrays;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;

/// The tokens of a text, column by column: kind, keyword, start and end. The last one is END or
/// ERROR. A megabyte of SQL has a few hundred thousand of them, so there is no object per token.
final class Tokens {
    private final String text;
    private TokenKind[] kinds = new TokenKind[64];
    private Keyword[] keywords = new Keyword[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int count;
    private Optional<AlmagestException> error = Optional.empty();

    Tokens(String text) {
        this.text = text;
    }

    void add(TokenKind kind, Keyword keyword, int start, int end) {
        if (count == starts.length) {
            int capacity = count * 2;
            kinds = Arrays.copyOf(kinds, capacity);
            keywords = Arrays.copyOf(keywords, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        kinds[count] = kind;
        keywords[count] = keyword;
        starts[count] = start;
        ends[count] = end;
        count++;
    }

    void fail(AlmagestException failure) {
        error = Optional.of(failure);
    }

    String text() {
        return text;
    }

    int count() {
        return count;
    }

    TokenKind kind(int index) {
        return kinds[index];
    }

    Keyword keyword(int index) {
        return keywords[index];
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    /// Why the last token is ERROR.
    Optional<AlmagestException> error() {
        return error;
    }
}
