package org.almagest.ingest.csv;

/// Finds separators byte by byte, for every dialect: the specification of how rows are cut.
final class RowLexer {
    private final CsvDialect dialect;

    RowLexer(CsvDialect dialect) {
        this.dialect = dialect;
    }

    /// Adds the separators of the lines that end in `[from, to)`, 1,024 at most, to `table`; `from`
    /// is the start of a line.
    void find(byte[] bytes, int from, int to, FieldTable table) {
        int at = from;
        while (at < to && table.lineCount() < FieldTable.LINES) {
            int positions = table.positionCount();
            at = bytes[at] == dialect.comment() ? comment(bytes, at, to, table) : line(bytes, at, to, table);
            if (at < 0) {
                table.setCounts(positions, table.lineCount());
                return;
            }
        }
    }

    private int comment(byte[] bytes, int from, int to, FieldTable table) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == dialect.newline()) {
                table.add(at, true);
                return at + 1;
            }
            if (bytes[at] == dialect.delimiter()) {
                table.add(at, false);
            }
        }
        return -1;
    }

    /// Answers one past the newline of the line at `from`, or -1 when it does not end.
    private int line(byte[] bytes, int from, int to, FieldTable table) {
        int at = from;
        if (dialect.blankRuns()) {
            at = skipBlanks(bytes, at, to);
        }
        while (at < to) {
            int end = field(bytes, at, to);
            if (end < to && dialect.blankRuns() && bytes[end] == dialect.delimiter()) {
                int next = skipBlanks(bytes, end, to);
                boolean trailing = next < to && (bytes[next] == dialect.newline() || isReturn(bytes, next, to));
                end = trailing ? endOfLine(bytes, next) : next - 1;
            }
            if (end >= to) {
                return -1;
            }
            boolean endsLine = bytes[end] == dialect.newline();
            table.add(end, endsLine);
            if (endsLine) {
                return end + 1;
            }
            at = end + 1;
        }
        return -1;
    }

    private boolean isReturn(byte[] bytes, int at, int to) {
        return bytes[at] == CsvDialect.CARRIAGE_RETURN && at + 1 < to && bytes[at + 1] == dialect.newline();
    }

    private int endOfLine(byte[] bytes, int at) {
        return bytes[at] == dialect.newline() ? at : at + 1;
    }

    private int skipBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] == dialect.delimiter()) {
            at++;
        }
        return at;
    }

    /// Answers the place of the separator that ends the field at `from`, or `to`.
    private int field(byte[] bytes, int from, int to) {
        int at = from;
        if (bytes[at] == dialect.quote()) {
            at = afterQuotes(bytes, at + 1, to);
        }
        while (at < to && bytes[at] != dialect.delimiter() && bytes[at] != dialect.newline()) {
            at++;
        }
        return at;
    }

    /// Answers one past the quote that closes the field whose text starts at `from`, or `to`.
    private int afterQuotes(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            byte b = bytes[at];
            if (b == dialect.escape()) {
                at += 2;
            } else if (b != dialect.quote()) {
                at++;
            } else if (at + 1 < to && bytes[at + 1] == dialect.quote()) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        return to;
    }
}
