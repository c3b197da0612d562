package org.almagest.ingest.csv;

import org.almagest.ingest.csv.kernel.ByteMasks;

/// Follows a text from front to back and knows after each byte whether a row may end there: the
/// cheap pass that lets rows be parsed in parallel although a newline between quotes ends none.
///
/// Runs of 64 bytes without a quote are settled by counting newlines; the others, and texts with an
/// escape character, go byte by byte.
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
        int at = from;
        while (at < to) {
            int blocks = Math.min(RUN_BLOCKS, to - at + 63 >>> 6);
            ByteMasks.fill(bytes, at, blocks, dialect.newline(), newlines);
            if (dialect.quote() != CsvDialect.NONE) {
                ByteMasks.fill(bytes, at, blocks, (byte) dialect.quote(), quotes);
            }
            for (int k = 0; k < blocks; k++) {
                int count = Math.min(64, to - at);
                long valid = -1L >>> 64 - count;
                int next = at + count;
                boolean plain = (quotes[k] & valid) == 0 && rows + Long.bitCount(newlines[k] & valid) < rowLimit;
                if (plain) {
                    passPlain(bytes, at, next, newlines[k] & valid);
                } else {
                    int stopped = scanBytes(bytes, at, next);
                    if (rows >= rowLimit) {
                        return stopped;
                    }
                }
                at = next;
            }
        }
        return to;
    }

    /// Answers where the last row of the latest `scan` ended (one past its newline), or -1.
    int rowEnd() {
        return rowEnd;
    }

    private void passPlain(byte[] bytes, int from, int to, long newlineMask) {
        int count = Long.bitCount(newlineMask);
        lines += count;
        if (place == Place.QUOTED) {
            return;
        }
        int start = from;
        if (count > 0) {
            rows += count;
            start = from + 64 - Long.numberOfLeadingZeros(newlineMask);
            rowEnd = start;
            place = Place.LINE_START;
        }
        if (start == to) {
            return;
        }
        boolean comment = place == Place.COMMENT || place == Place.LINE_START && bytes[start] == dialect.comment();
        place = comment ? Place.COMMENT : bytes[to - 1] == dialect.delimiter() ? Place.FIELD_START : Place.PLAIN;
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
