package org.almagest.sql.session;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.ingest.parquet.PageCompression;
import org.almagest.sql.ast.ChangeStatement;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Option;

/// How COPY TO writes.
///
/// @param rowGroupRows the rows of a row group of a Parquet file
/// @param nullText what stands for NULL in a CSV file
record CopyOptions(
        Format format, PageCompression compression, int rowGroupRows, boolean header, char delimiter, String nullText) {
    /// What kinds of files are written.
    enum Format {
        PARQUET,
        CSV
    }

    private static final int DEFAULT_ROW_GROUP_ROWS = 122_880;
    private static final int MOST_ROW_GROUP_ROWS = 1 << 24;
    private static final List<String> NAMES =
            List.of("format", "compression", "row_group_size", "header", "delimiter", "null");

    /// Reads the options; the format is the one that the file's name tells where none is given.
    static CopyOptions of(ChangeStatement.CopyTo copy) {
        CopyOptions read = new CopyOptions(byName(copy), PageCompression.ZSTD, DEFAULT_ROW_GROUP_ROWS, true, ',', "");
        for (Option option : copy.options()) {
            read = read.with(option);
        }
        return read;
    }

    private static Format byName(ChangeStatement.CopyTo copy) {
        String name = copy.file().toLowerCase(Locale.ROOT);
        boolean told = copy.options().stream().anyMatch(option -> name(option).equals("format"));
        if (name.endsWith(".parquet") || name.endsWith(".pq")) {
            return Format.PARQUET;
        }
        if (told || name.endsWith(".csv") || name.endsWith(".txt")) {
            return Format.CSV;
        }
        throw AlmagestException.of(
                        SqlState.INVALID_PARAMETER, "the name " + copy.file() + " does not tell what to write")
                .at(copy.span().start())
                .hint("end it in .parquet or .csv, or say (FORMAT parquet) or (FORMAT csv)");
    }

    private static String name(Option option) {
        return option.name().name().toLowerCase(Locale.ROOT);
    }

    private CopyOptions with(Option option) {
        String name = name(option);
        return switch (name) {
            case "format" ->
                new CopyOptions(
                        choice(option, Format.class, List.of(Format.values())),
                        compression,
                        rowGroupRows,
                        header,
                        delimiter,
                        nullText);
            case "compression", "codec" -> {
                List<PageCompression> written = List.of(
                        PageCompression.ZSTD,
                        PageCompression.SNAPPY,
                        PageCompression.GZIP,
                        PageCompression.LZ4_RAW,
                        PageCompression.UNCOMPRESSED);
                PageCompression chosen = choice(option, PageCompression.class, written);
                yield new CopyOptions(format, chosen, rowGroupRows, header, delimiter, nullText);
            }
            case "row_group_size" -> new CopyOptions(format, compression, rows(option), header, delimiter, nullText);
            case "header" -> new CopyOptions(format, compression, rowGroupRows, truth(option), delimiter, nullText);
            case "delimiter", "delim", "sep" ->
                new CopyOptions(format, compression, rowGroupRows, header, letter(option), nullText);
            case "null", "nullstr" ->
                new CopyOptions(format, compression, rowGroupRows, header, delimiter, text(option));
            default ->
                throw AlmagestException.of(SqlState.INVALID_PARAMETER, "there is no option " + name + " of COPY TO")
                        .at(option.span().start())
                        .hint(NearestName.of(name, NAMES)
                                .map(nearest -> "did you mean " + nearest + "?")
                                .orElse("the options are " + String.join(", ", NAMES)));
        };
    }

    private static <E extends Enum<E>> E choice(Option option, Class<E> kind, List<E> allowed) {
        String wanted = text(option).toUpperCase(Locale.ROOT);
        return allowed.stream()
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> invalid(
                        option,
                        "one of "
                                + String.join(
                                        ", ", allowed.stream().map(E::name).toList())));
    }

    private static int rows(Option option) {
        if (value(option).orElse(null) instanceof Literal.IntegerLiteral(var number, var span)
                && number.signum() > 0
                && number.bitLength() < 31
                && number.intValueExact() <= MOST_ROW_GROUP_ROWS) {
            return number.intValueExact();
        }
        throw invalid(option, "a number of rows from 1 to " + MOST_ROW_GROUP_ROWS);
    }

    private static boolean truth(Option option) {
        if (value(option).isEmpty()) {
            return true;
        }
        if (value(option).get() instanceof Literal.BooleanLiteral(var truth, var span)) {
            return truth;
        }
        throw invalid(option, "TRUE or FALSE");
    }

    private static char letter(Option option) {
        String text = text(option);
        if (text.length() != 1 || text.charAt(0) == '"' || text.charAt(0) == '\n') {
            throw invalid(option, "one character");
        }
        return text.charAt(0);
    }

    private static String text(Option option) {
        if (value(option).orElse(null) instanceof Literal.StringLiteral(var text, var span)) {
            return text;
        }
        throw invalid(option, "a text");
    }

    private static Optional<Expression> value(Option option) {
        return option.value();
    }

    private static AlmagestException invalid(Option option, String expected) {
        return AlmagestException.of(
                        SqlState.INVALID_PARAMETER, "the option " + name(option) + " of COPY TO must be " + expected)
                .at(option.span().start());
    }
}
