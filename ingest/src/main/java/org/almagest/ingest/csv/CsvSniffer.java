package org.almagest.ingest.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnMeaning;

/// Finds out how a text file is written from its first mebibyte and what the user says: newline,
/// delimiter, quotes, padding, where the rows begin and what the columns are called. Types come
/// later, from more of the file.
public final class CsvSniffer {
    /// Rows that must agree before a file counts as padded to a fixed width.
    private static final int PADDED_ROWS = 5;

    private final String path;
    private final CsvOptions options;
    private final SampleText sample;
    private final NullWords nullWords;

    private CsvSniffer(String path, CsvOptions options, SampleText sample) {
        this.path = path;
        this.options = options;
        this.sample = sample;
        this.nullWords = new NullWords(options.nullWord());
    }

    /// Looks at a file.
    static CsvLayout sniff(TextOrigin origin, CsvOptions options) {
        try (TextSource source = origin.look(0)) {
            SampleText sample = SampleText.read(source);
            return new CsvSniffer(origin.path(), options, sample).layout(source.isPacked());
        }
    }

    private CsvLayout layout(boolean packed) {
        int start = sample.start();
        Optional<EcsvHeader> ecsv = EcsvHeader.read(path, sample, start);
        for (int i = 0; i < options.skip(); i++) {
            start = sample.nextLine(start);
        }
        int lastComment = -1;
        int at = start;
        while (at < sample.length() && (isComment(at) || isBlank(at))) {
            lastComment = isComment(at) ? at : lastComment;
            at = sample.nextLine(at);
        }
        if (at >= sample.length()) {
            throw AlmagestException.of(SqlState.BAD_COPY_FORMAT, path + " has no rows and no header")
                    .hint(options.skip() > 0 ? "skip fewer lines" : "check that this is the file you mean");
        }
        CsvDialect dialect = dialect(at, ecsv);
        int columns = options.names().isEmpty() || !options.types().keySet().containsAll(options.names())
                ? DelimiterGuess.usual(sample.fieldCounts(dialect, at))
                : options.names().size();
        if (options.padded().isEmpty() && isPadded(sample.rows(dialect, at, columns))) {
            dialect = dialect.withPadded(true);
        }
        return headed(dialect, at, lastComment, columns, ecsv, packed);
    }

    private boolean isComment(int at) {
        return sample.bytes()[at] == mark(options.comment(), '#');
    }

    private boolean isBlank(int at) {
        return sample.line(at).isBlank();
    }

    private static int mark(Optional<Character> given, int otherwise) {
        int mark = given.map(character -> (int) character).orElse(otherwise);
        return mark == 0 ? CsvDialect.NONE : mark;
    }

    private CsvDialect dialect(int at, Optional<EcsvHeader> ecsv) {
        if (options.delimiter().isPresent()) {
            String delimiter = options.delimiter().get();
            return dialect(
                    delimiter.equals(CsvOptions.BLANKS) ? ' ' : delimiter.charAt(0),
                    delimiter.equals(CsvOptions.BLANKS));
        }
        if (ecsv.isPresent()) {
            return dialect(ecsv.get().delimiter(), ecsv.get().delimiter() == ' ');
        }
        return DelimiterGuess.guess(sample, at, delimiter -> dialect(delimiter, delimiter == ' '));
    }

    private CsvDialect dialect(int delimiter, boolean blankRuns) {
        return new CsvDialect(
                (byte) delimiter,
                blankRuns,
                mark(options.quote(), '"'),
                mark(options.escape(), 0),
                mark(options.comment(), '#'),
                sample.newline(),
                blankRuns || options.padded().orElse(false),
                options.encoding().filter(name -> name.equals("latin-1")).isPresent());
    }

    /// Answers whether all rows have their separators at the same places, and blanks beside some.
    private boolean isPadded(FieldTable rows) {
        if (rows.rows() < PADDED_ROWS || rows.columns() < 2) {
            return false;
        }
        boolean blanks = false;
        for (int row = 1; row < rows.rows(); row++) {
            for (int column = 0; column < rows.columns(); column++) {
                int end = rows.end(row, column);
                if (end - rows.start(row, 0) != rows.end(1, column) - rows.start(1, 0)) {
                    return false;
                }
                blanks |= end > rows.start(row, column)
                        && (sample.bytes()[end - 1] == ' ' || sample.bytes()[rows.start(row, column)] == ' ');
            }
        }
        return blanks;
    }

    private CsvLayout headed(
            CsvDialect dialect, int at, int lastComment, int columns, Optional<EcsvHeader> ecsv, boolean packed) {
        FieldTable rows = sample.rows(dialect, at, columns);
        boolean regular = rows.rows() > 0 && rows.start(0, 0) == at;
        int headerRows = options.headerRows().orElse(0);
        Optional<List<Optional<String>>> commented = Optional.empty();
        if (options.headerRows().isEmpty() && regular) {
            if (ecsv.isPresent() || HeaderGuess.isProved(sample, rows, dialect, nullWords)) {
                headerRows = 1;
            } else {
                commented = lastComment < 0
                        ? Optional.empty()
                        : HeaderGuess.inComment(sample, lastComment, sample.nextLine(lastComment), dialect, columns);
                boolean likely = commented.isEmpty() && HeaderGuess.isLikely(sample, rows, dialect, nullWords);
                headerRows = likely ? 1 : 0;
            }
        }
        int data = at;
        List<Optional<String>> names = commented.orElse(java.util.Collections.nCopies(columns, Optional.empty()));
        for (int i = 0; i < headerRows && data < sample.length(); i++) {
            FieldTable header = sample.rows(dialect, data, columns);
            boolean first = header.rows() > 0 && header.start(0, 0) == data;
            if (!first && i == headerRows - 1) {
                throw AlmagestException.of(
                                SqlState.BAD_COPY_FORMAT,
                                path + ", line " + sample.lineNumber(data) + ": the header has not the " + columns
                                        + " fields that the rows have")
                        .hint("say how many lines to skip before it, or header => false and names => '...'");
            }
            names = first ? HeaderGuess.fields(sample, header, dialect) : names;
            data = first ? sample.nextLine(endOf(header, columns)) : sample.nextLine(data);
        }
        List<CsvLayout.Heading> headings = headings(names, columns, ecsv);
        boolean hasHeader = headerRows > 0 || commented.isPresent();
        return new CsvLayout(
                dialect,
                headings,
                ecsv.map(EcsvHeader::description).orElse(""),
                ecsv.map(EcsvHeader::properties).orElse(Map.of()),
                hasHeader,
                data,
                sample.lineNumber(data),
                packed);
    }

    /// Answers the place of the newline (or the `\r` before it) that ends row 0.
    private static int endOf(FieldTable rows, int columns) {
        return rows.end(0, columns - 1);
    }

    private List<CsvLayout.Heading> headings(List<Optional<String>> found, int columns, Optional<EcsvHeader> ecsv) {
        if (!options.names().isEmpty() && options.names().size() != columns) {
            throw AlmagestException.of(
                            SqlState.INVALID_PARAMETER,
                            path + " has " + columns + " columns, "
                                    + options.names().size() + " names are given")
                    .hint("name every column");
        }
        Set<String> taken = new HashSet<>();
        List<CsvLayout.Heading> headings = new ArrayList<>();
        int width = Integer.toString(Math.max(0, columns - 1)).length();
        for (int i = 0; i < columns; i++) {
            String plain = options.names().isEmpty()
                    ? found.get(i).orElse(String.format(Locale.ROOT, "column%0" + width + "d", i))
                    : options.names().get(i);
            String name = unique(plain, taken);
            Optional<EcsvHeader.Column> declared = ecsv.flatMap(header -> header.column(plain));
            headings.add(new CsvLayout.Heading(
                    name,
                    declared.flatMap(EcsvHeader.Column::type),
                    declared.map(EcsvHeader.Column::meaning).orElse(ColumnMeaning.NONE)));
        }
        return headings;
    }

    /// Appends `_1`, `_2`, ... to a name that is taken in any case.
    private static String unique(String name, Set<String> taken) {
        String candidate = name;
        for (int i = 1; !taken.add(candidate.toLowerCase(Locale.ROOT)); i++) {
            candidate = name + "_" + i;
        }
        return candidate;
    }
}
