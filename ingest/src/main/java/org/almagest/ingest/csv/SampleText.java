package org.almagest.ingest.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The beginning of a text, in which the sniffer looks around.
final class SampleText {
    /// The most bytes looked at.
    static final int SAMPLE_BYTES = 1 << 20;

    private static final int SLACK = 64;

    private final byte[] bytes;
    private final int length;
    private final byte newline;

    private SampleText(byte[] bytes, int length, byte newline) {
        this.bytes = bytes;
        this.length = length;
        this.newline = newline;
    }

    /// Reads the beginning of a source; a text that ends within gets a newline at its end.
    static SampleText read(TextSource source) {
        byte[] bytes = new byte[1 << 16];
        int length = 0;
        boolean ended = false;
        while (length < SAMPLE_BYTES && !ended) {
            if (length + SLACK + 1 >= bytes.length) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            int count = source.read(bytes, length, bytes.length - SLACK - 1 - length);
            ended = count < 0;
            length += Math.max(0, count);
        }
        byte newline = newline(bytes, length);
        if (ended && length > 0 && bytes[length - 1] != newline) {
            bytes[length++] = newline;
        }
        return new SampleText(bytes, length, newline);
    }

    private static byte newline(byte[] bytes, int length) {
        boolean hasReturn = false;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == CsvDialect.LINE_FEED) {
                return CsvDialect.LINE_FEED;
            }
            hasReturn |= bytes[i] == CsvDialect.CARRIAGE_RETURN;
        }
        return hasReturn ? CsvDialect.CARRIAGE_RETURN : CsvDialect.LINE_FEED;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    byte newline() {
        return newline;
    }

    /// Answers where the text starts: after a byte-order mark.
    int start() {
        boolean mark =
                length >= 3 && (bytes[0] & 0xFF) == 0xEF && (bytes[1] & 0xFF) == 0xBB && (bytes[2] & 0xFF) == 0xBF;
        return mark ? 3 : 0;
    }

    /// Answers one past the newline of the line at `from`.
    int nextLine(int from) {
        int at = from;
        while (at < length && bytes[at] != newline) {
            at++;
        }
        return Math.min(length, at + 1);
    }

    /// Answers the text of the line at `from`.
    String line(int from) {
        return new String(bytes, from, nextLine(from) - from, StandardCharsets.UTF_8).stripTrailing();
    }

    /// Answers the number of the line at `offset`, from 1.
    long lineNumber(int offset) {
        long line = 1;
        for (int i = 0; i < offset; i++) {
            line += bytes[i] == newline ? 1 : 0;
        }
        return line;
    }

    /// Cuts the first lines from `from` on into rows of `columns` fields; others are left out.
    FieldTable rows(CsvDialect dialect, int from, int columns) {
        FieldTable fields = new FieldTable(columns);
        new SeparatorFinder(dialect).find(bytes, from, length, fields);
        fields.assemble(bytes, from, dialect, (start, found) -> false);
        return fields;
    }

    /// Answers how many fields each of the first lines from `from` on has, without comments and
    /// blank lines.
    List<Integer> fieldCounts(CsvDialect dialect, int from) {
        List<Integer> counts = new ArrayList<>();
        FieldTable fields = new FieldTable(0);
        new SeparatorFinder(dialect).find(bytes, from, length, fields);
        fields.assemble(bytes, from, dialect, (start, found) -> {
            counts.add(found);
            return false;
        });
        return counts;
    }

    /// Answers the text of a field as text: without quotes, blanks around dropped.
    Optional<String> text(FieldTable fields, int row, int column, CsvDialect dialect) {
        int start = fields.start(row, column);
        int end = Math.max(start, fields.end(row, column));
        Charset charset = dialect.latin1() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        String text = new String(bytes, start, end - start, charset).strip();
        String quote = Character.toString(dialect.quote());
        if (text.length() >= 2 && text.startsWith(quote) && text.endsWith(quote)) {
            text = text.substring(1, text.length() - 1)
                    .replace(quote + quote, quote)
                    .strip();
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
