package org.almagest.ingest.csv;

import org.almagest.ingest.csv.kernel.ByteMasks;

/// Follows a text from front to back and knows after each byte whether a row may end there: the
/// cheap pass that lets rows be parsed in parallel although a newline between quotes ends none.
///
/// Runs of 64 bytes without a quote are settled by counting newlines, those whose quotes open and
/// close whole fields by parity; the others, and texts with an escape character, go byte by byte.
final class RowBoundaries {
    private enum Place {
        LINE_START,
        FIELD_START,
        PLAIN,
        QUOTED,
        /// Just after a quote that closed a field, or is the first of two.
        QUOTE_IN_QUOTED,
        /// Just after the escape character.
        ESCAPED,
        COMMENT
    }

    private static final int RUN_BLOCKS = 64;

    private final CsvDialect dialect;
    private final long[] newlines = new long[RUN_BLOCKS];
    private final long[] quotes = new long[RUN_BLOCKS];
    private final long[] delimiters = new long[RUN_BLOCKS];
    private Place place = Place.LINE_START;
    private int rowLimit = Integer.MAX_VALUE;
    private int rows;
    private long lines;
    private int rowEnd;
    private long quotedFromLine;

    RowBoundaries(CsvDialect dialect) {
        this.dialect = dialect;
    }

    /// Starts a chunk at the start of a row; at most `limit` rows will be taken.
    void startChunk(int limit) {
        place = Place.LINE_START;
        rowLimit = limit;
        rows = 0;
        lines = 0;
    }

    byte newline() {
        return dialect.newline();
    }

    /// Answers the rows (with blank and comment lines) ended since `startChunk`.
    int rows() {
        return rows;
    }

    /// Answers the newlines passed since `startChunk`, those between quotes too.
    long lines() {
        return lines;
    }

    /// Answers whether the text so far ends between quotes.
    boolean isQuoted() {
        return place == Place.QUOTED || place == Place.ESCAPED;
    }

    /// Answers the newlines passed when the quotes that are open were opened.
    long quotedFromLine() {
        return quotedFromLine;
    }

    /// Passes over `[from, to)`, whose array has 64 bytes of slack, and answers where it stopped:
    /// at `to`, or after the row that reached the limit.
    int scan(byte[] bytes, int from, int to) {
        rowEnd = -1;
        if (dialect.escape() != CsvDialect.NONE) {
            return scanBytes(bytes, from, to);
        }
        boolean mayQuote = dialect.quote() != CsvDialect.NONE;
        int at = from;
        while (at < to) {
            int end = Math.min(to, at + 64 * RUN_BLOCKS);
            int found = ByteMasks.lines(bytes, at, end, dialect.newline(), (byte) dialect.quote());
            int newlines = found < 0 ? ~found : found;
            boolean plain = found >= 0 || !mayQuote;
            if (plain && rows + newlines < rowLimit) {
                passPlain(bytes, at, end, newlines);
            } else {
                int stopped = scanBlocks(bytes, at, end, plain);
                if (rows >= rowLimit) {
                    return stopped;
                }
            }
            at = end;
        }
        return to;
    }

    /// Passes over a run block by block; `plain` says that it has no quotes.
    private int scanBlocks(byte[] bytes, int from, int to, boolean plain) {
        int blocks = to - from + 63 >>> 6;
        ByteMasks.fill(bytes, from, blocks, dialect.newline(), newlines);
        if (!plain) {
            ByteMasks.fill(bytes, from, blocks, (byte) dialect.quote(), quotes);
            ByteMasks.fill(bytes, from, blocks, dialect.delimiter(), delimiters);
        }
        int at = from;
        for (int k = 0; k < blocks; k++) {
            int count = Math.min(64, to - at);
            long valid = -1L >>> 64 - count;
            int next = at + count;
            long newline = newlines[k] & valid;
            long quote = plain ? 0 : quotes[k] & valid;
            boolean passed = rows + Long.bitCount(newline) < rowLimit;
            if (passed && quote == 0) {
                passPlain(bytes, at, next, Long.bitCount(newline));
            } else {
                passed = passed && passQuoted(bytes, at, next, newline, delimiters[k] & valid, quote);
            }
            if (!passed) {
                int stopped = scanBytes(bytes, at, next);
                if (rows >= rowLimit) {
                    return stopped;
                }
            }
            at = next;
        }
        return to;
    }

    /// Answers where the last row of the latest `scan` ended (one past its newline), or -1.
    int rowEnd() {
        return rowEnd;
    }

    /// Passes over bytes without quotes, `count` newlines among them.
    private void passPlain(byte[] bytes, int from, int to, int count) {
        lines += count;
        if (place == Place.QUOTED) {
            return;
        }
        int start = from;
        if (count > 0) {
            rows += count;
            start = to;
            while (bytes[start - 1] != dialect.newline()) {
                start--;
            }
            rowEnd = start;
            place = Place.LINE_START;
        }
        if (start == to) {
            return;
        }
        boolean comment = place == Place.COMMENT || place == Place.LINE_START && bytes[start] == dialect.comment();
        place = comment ? Place.COMMENT : bytes[to - 1] == dialect.delimiter() ? Place.FIELD_START : Place.PLAIN;
    }

    /// Answers false, having done nothing, where a quote stands within a plain field or a comment.
    private boolean passQuoted(byte[] bytes, int from, int to, long newline, long delimiter, long quote) {
        long before = place == Place.QUOTED ? -1L : 0;
        long inside = ByteMasks.prefixParity(quote) ^ before;
        long rowNewline = newline & ~inside;
        long separator = delimiter & ~inside | rowNewline;
        long opening = quote & inside;
        long afterSeparator = separator << 1 | (place == Place.LINE_START || place == Place.FIELD_START ? 1 : 0);
        long afterQuote = quote << 1 | (place == Place.QUOTE_IN_QUOTED ? 1 : 0);
        if ((opening & ~(afterSeparator | afterQuote)) != 0 || startsComment(bytes, from, to, rowNewline)) {
            return false;
        }
        long fields = opening & ~afterQuote;
        if (fields != 0) {
            quotedFromLine = lines + Long.bitCount(newline & Long.highestOneBit(fields) - 1);
        }
        lines += Long.bitCount(newline);
        if (rowNewline != 0) {
            rows += Long.bitCount(rowNewline);
            rowEnd = from + 64 - Long.numberOfLeadingZeros(rowNewline);
        }
        long last = 1L << to - from - 1;
        place = (inside & last) != 0
                ? Place.QUOTED
                : (quote & last) != 0
                        ? Place.QUOTE_IN_QUOTED
                        : (rowNewline & last) != 0
                                ? Place.LINE_START
                                : (separator & last) != 0 ? Place.FIELD_START : Place.PLAIN;
        return true;
    }

    /// Answers whether a comment goes on at `from` or starts in `[from, to)`.
    private boolean startsComment(byte[] bytes, int from, int to, long rowNewline) {
        if (dialect.comment() == CsvDialect.NONE) {
            return false;
        }
        if (place == Place.COMMENT || place == Place.LINE_START && bytes[from] == dialect.comment()) {
            return true;
        }
        for (long rest = rowNewline; rest != 0; rest &= rest - 1) {
            int start = from + Long.numberOfTrailingZeros(rest) + 1;
            if (start < to && bytes[start] == dialect.comment()) {
                return true;
            }
        }
        return false;
    }

    private int scanBytes(byte[] bytes, int from, int to) {
        Place now = place;
        int at = from;
        while (at < to && rows < rowLimit) {
            byte b = bytes[at++];
            now = step(now, b);
            if (b == dialect.newline()) {
                lines++;
                if (now == Place.LINE_START) {
                    rows++;
                    rowEnd = at;
                }
            }
        }
        place = now;
        return at;
    }

    private Place step(Place now, byte b) {
        return switch (now) {
            case QUOTED ->
                b == dialect.escape() ? Place.ESCAPED : b == dialect.quote() ? Place.QUOTE_IN_QUOTED : Place.QUOTED;
            case ESCAPED -> Place.QUOTED;
            case COMMENT -> b == dialect.newline() ? Place.LINE_START : Place.COMMENT;
            case QUOTE_IN_QUOTED -> b == dialect.quote() ? Place.QUOTED : outside(now, b);
            case LINE_START, FIELD_START, PLAIN -> outside(now, b);
        };
    }

    private Place outside(Place now, byte b) {
        if (b == dialect.newline()) {
            return Place.LINE_START;
        }
        if (b == dialect.delimiter()) {
            return Place.FIELD_START;
        }
        boolean fieldStart = now == Place.LINE_START || now == Place.FIELD_START;
        if (fieldStart && b == dialect.quote()) {
            quotedFromLine = lines;
            return Place.QUOTED;
        }
        return now == Place.LINE_START && b == dialect.comment() ? Place.COMMENT : Place.PLAIN;
    }
}
