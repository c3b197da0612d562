package org.almagest.ingest.csv;

import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.ingest.csv.kernel.TextKernel;

/// Text: the bytes between the separators, without the quotes around and with doubled quotes made
/// single. An unquoted empty field and `\N` are NULL. In padded files blanks around do not count.
final class TextColumnParser extends ColumnParser {
    private final CsvDialect dialect;

    TextColumnParser(CsvDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    void parse(byte[] bytes, FieldTable fields, int column, boolean ascii, ColumnVector out, BadValues bad) {
        TextColumnVector text = (TextColumnVector) out;
        text.reset();
        int rows = fields.rows();
        int room = room(fields, column, ascii);
        byte[] target = text.ensureBytes(room);
        int[] offsets = text.offsets();
        int at = 0;
        for (int row = 0; row < rows; row++) {
            int start = fields.start(row, column);
            int end = fields.end(row, column);
            if (dialect.padded()) {
                start = skipBlanks(bytes, start, end);
                end = dropBlanks(bytes, start, end);
            }
            if (end <= start || NullWords.isBackslashN(bytes, start, end)) {
                text.setNull(row);
            } else if (!ascii && !dialect.latin1() && !TextKernel.isUtf8(bytes, start, end)) {
                text.setNull(row);
                offsets[row + 1] = at;
                bad.bad(row, column);
            } else {
                text.setValid(row);
                at = append(bytes, start, end, ascii, target, at);
            }
            offsets[row + 1] = at;
        }
    }

    private int append(byte[] bytes, int start, int end, boolean ascii, byte[] target, int at) {
        if (bytes[start] == dialect.quote() && end - start >= 2) {
            boolean plain = dialect.escape() == CsvDialect.NONE
                    && (ascii || !dialect.latin1())
                    && TextKernel.indexOf(bytes, start + 1, end, (byte) dialect.quote()) == end - 1;
            if (plain) {
                return TextKernel.copy(bytes, start + 1, end - 1, target, at);
            }
            return unquote(bytes, start + 1, end, ascii, target, at);
        }
        return ascii || !dialect.latin1()
                ? TextKernel.copy(bytes, start, end, target, at)
                : TextKernel.latin1ToUtf8(bytes, start, end, target, at);
    }

    /// Copies up to the closing quote, and what stands between it and the separator as it is.
    private int unquote(byte[] bytes, int start, int end, boolean ascii, byte[] target, int at) {
        boolean wide = !ascii && dialect.latin1();
        int to = at;
        int from = start;
        while (from < end) {
            byte b = bytes[from++];
            if (b == dialect.escape() && from < end) {
                b = bytes[from++];
            } else if (b == dialect.quote()) {
                if (from < end && bytes[from] == dialect.quote()) {
                    from++;
                } else {
                    return wide
                            ? TextKernel.latin1ToUtf8(bytes, from, end, target, to)
                            : TextKernel.copy(bytes, from, end, target, to);
                }
            }
            if (wide && b < 0) {
                target[to++] = (byte) (0xC0 | (b & 0xFF) >> 6);
                b = (byte) (0x80 | b & 0x3F);
            }
            target[to++] = b;
        }
        return to;
    }

    private int skipBlanks(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && dialect.isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    private int dropBlanks(byte[] bytes, int start, int end) {
        int to = end;
        while (to > start && dialect.isBlank(bytes[to - 1])) {
            to--;
        }
        return to;
    }

    /// Answers the most bytes that the column's values can take, with slack for the copy kernel.
    private int room(FieldTable fields, int column, boolean ascii) {
        long total = 0;
        for (int row = 0; row < fields.rows(); row++) {
            total += Math.max(0, fields.end(row, column) - fields.start(row, column));
        }
        long bytes = dialect.latin1() && !ascii ? 2 * total : total;
        return Math.toIntExact(bytes + TextKernel.SLACK);
    }
}
