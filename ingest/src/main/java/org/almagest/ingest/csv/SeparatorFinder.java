package org.almagest.ingest.csv;

import org.almagest.ingest.csv.kernel.ByteMasks;

/// Finds the separators of whole lines in a byte array: by masks of 64 bytes where quotes stand
/// only where they open and close fields, by the lexer otherwise. Both find the same.
final class SeparatorFinder {
    private static final int RUN_BLOCKS = 32;

    private final CsvDialect dialect;
    private final RowLexer lexer;
    private final long[] separators = new long[RUN_BLOCKS];
    private final long[] newlines = new long[RUN_BLOCKS];
    private final long[] quotes = new long[RUN_BLOCKS];

    /// All ones while the byte before the block is between quotes.
    private long quoted;

    /// Bit 0: the byte before the block is a separator that counts, or the line's start.
    private long afterSeparator;

    /// Bit 0: the byte before the block is a quote.
    private long afterQuote;

    private int lineStart;

    /// Whether the bytes that were looked at are all ASCII.
    private boolean ascii;

    SeparatorFinder(CsvDialect dialect) {
        this.dialect = dialect;
        this.lexer = new RowLexer(dialect);
    }

    /// Fills `table` with the separators of the lines that end in `[from, to)`, 1,024 at most. The
    /// array has 64 bytes of slack; `from` is the start of a line.
    void find(byte[] bytes, int from, int to, FieldTable table) {
        table.clear();
        if (dialect.needsLexer() || !findByMasks(bytes, from, to, table)) {
            table.clear();
            ascii = ByteMasks.isAscii(bytes, from, to);
            lexer.find(bytes, from, to, table);
        }
    }

    /// Answers true where all bytes of the lines found last are ASCII; false where some are not or
    /// one soon behind is not.
    boolean isAscii() {
        return ascii;
    }

    /// Answers false where a quote stands in the middle of a plain field, or a comment has one.
    boolean findByMasks(byte[] bytes, int from, int to, FieldTable table) {
        quoted = 0;
        afterSeparator = 1;
        afterQuote = 0;
        lineStart = from;
        ascii = true;
        boolean mayQuote = dialect.quote() != CsvDialect.NONE;
        int at = from;
        while (at < to && table.lineCount() < FieldTable.LINES) {
            int blocks = Math.min(RUN_BLOCKS, to - at + 63 >>> 6);
            byte quoteByte = (byte) dialect.quote();
            int seen = ByteMasks.split(
                    bytes, at, blocks, dialect.delimiter(), dialect.newline(), quoteByte, separators, newlines);
            boolean anyQuote = mayQuote && (seen & ByteMasks.QUOTE_SEEN) != 0;
            ascii &= (seen & ByteMasks.WIDE_SEEN) == 0;
            if (anyQuote) {
                ByteMasks.fill(bytes, at, blocks, quoteByte, quotes);
            }
            for (int k = 0; k < blocks; k++) {
                long valid = to - at < 64 ? -1L >>> 64 - (to - at) : -1L;
                long newline = newlines[k] & valid;
                long separator = separators[k] & valid;
                long quote = anyQuote ? quotes[k] & valid : 0;
                if ((quote | quoted) != 0) {
                    long inside = ByteMasks.prefixParity(quote) ^ quoted;
                    separator &= ~inside;
                    newline &= ~inside;
                    long opening = quote & inside;
                    if ((opening & ~(separator << 1 | afterSeparator | quote << 1 | afterQuote)) != 0
                            || dialect.comment() != CsvDialect.NONE && opensInComment(bytes, at, opening, newline)) {
                        return false;
                    }
                    quoted = inside >> 63;
                }
                afterSeparator = separator >>> 63;
                afterQuote = quote >>> 63;
                collect(at, separator, newline, table);
                if (newline != 0) {
                    lineStart = at + 64 - Long.numberOfLeadingZeros(newline);
                }
                at += 64;
                if (table.lineCount() >= FieldTable.LINES) {
                    return true;
                }
            }
        }
        return true;
    }

    /// Answers whether one of the opening quotes stands in a comment.
    private boolean opensInComment(byte[] bytes, int block, long opening, long newline) {
        for (long rest = opening; rest != 0; rest &= rest - 1) {
            long before = newline & (rest & -rest) - 1;
            int start = before == 0 ? lineStart : block + 64 - Long.numberOfLeadingZeros(before);
            if (bytes[start] == dialect.comment()) {
                return true;
            }
        }
        return false;
    }

    private static void collect(int at, long separator, long newline, FieldTable table) {
        int count = table.positionCount();
        int lines = table.lineCount();
        int[] positions = table.positions(64 + 8);
        int[] lineEnds = table.lineEnds();
        for (long rest = newline; rest != 0; rest &= rest - 1) {
            long below = rest ^ rest - 1;
            lineEnds[lines++] = count + Long.bitCount(separator & below);
        }
        spread(separator, at, positions, count);
        table.setCounts(count + Long.bitCount(separator), lines);
    }

    /// Writes the places of the bits, eight at a time, so that the number of bits decides nothing
    /// but how often; what comes behind the last one is overwritten later.
    private static void spread(long bits, int at, int[] positions, int from) {
        int to = from;
        for (long rest = bits; rest != 0; to += 8) {
            for (int i = 0; i < 8; i++) {
                positions[to + i] = at + Long.numberOfTrailingZeros(rest);
                rest &= rest - 1;
            }
        }
    }
}
