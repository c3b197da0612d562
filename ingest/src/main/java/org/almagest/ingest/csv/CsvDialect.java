package org.almagest.ingest.csv;

/// How the bytes of a text file are cut into rows and fields.
///
/// A field is quoted when its first byte is the quote; within it a doubled quote (or the escape
/// character before one) stands for the quote, and delimiters and newlines are text. A quote
/// elsewhere is an ordinary character. A line that starts with the comment character is no row, nor
/// is one without any character but blanks.
///
/// @param delimiter the byte between fields
/// @param blankRuns the delimiter is a blank, and a run of blanks counts as one
/// @param quote the quote, or `NONE`
/// @param escape the escape character, or `NONE` where quotes are doubled
/// @param comment the comment character, or `NONE`
/// @param newline `\n` (a `\r` before it is dropped), or `\r` where the file has no `\n`
/// @param padded fields are padded to a width: blanks around text do not count, blank text is NULL
/// @param latin1 bytes are ISO 8859-1, otherwise UTF-8
public record CsvDialect(
        byte delimiter,
        boolean blankRuns,
        int quote,
        int escape,
        int comment,
        byte newline,
        boolean padded,
        boolean latin1) {
    /// No such character: no byte equals it.
    static final int NONE = 256;

    static final byte LINE_FEED = '\n';
    static final byte CARRIAGE_RETURN = '\r';

    public CsvDialect {
        if (delimiter == newline || delimiter == quote) {
            throw new IllegalArgumentException("delimiter, quote and newline must differ: " + (char) delimiter);
        }
        escape = escape == quote ? NONE : escape;
    }

    /// Answers whether only the byte-by-byte lexer knows these rules.
    boolean needsLexer() {
        return blankRuns || escape != NONE;
    }

    boolean isBlank(byte value) {
        return value == ' ' || value == '\t' && delimiter != '\t';
    }

    /// Answers whether nothing but blanks stands in `[start, end)`.
    boolean isBlankLine(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isBlank(bytes[i]) && bytes[i] != CARRIAGE_RETURN) {
                return false;
            }
        }
        return true;
    }

    CsvDialect withPadded(boolean value) {
        return new CsvDialect(delimiter, blankRuns, quote, escape, comment, newline, value, latin1);
    }

    /// Says in words how the file is written, for `almagest info`.
    public String describe() {
        String name = switch (delimiter) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            case '\t' -> "tab";
            case '|' -> "pipe";
            case ' ' -> blankRuns ? "blanks" : "blank";
            default -> "'" + (char) delimiter + "'";
        };
        return "delimiter " + name + (padded && !blankRuns ? ", padded to a fixed width" : "")
                + (newline == CARRIAGE_RETURN ? ", lines end with CR" : "") + (latin1 ? ", ISO 8859-1" : ", UTF-8");
    }
}
