package org.almagest.sql.session;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.ingest.csv.TextPacking;
import org.almagest.ingest.parquet.PageCompression;
import org.almagest.sql.ast.ChangeStatement;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Option;

/// How COPY TO writes.
///
/// @param compression that of the pages of a Parquet file
/// @param rowGroupRows the rows of a row group of a Parquet file
/// @param csv how a text is written
record CopyOptions(Format format, PageCompression compression, int rowGroupRows, CsvStyle csv) {
    /// What kinds of files are written.
    enum Format {
        PARQUET,
        CSV,
        FITS,
        ARROW
    }

    private static final int DEFAULT_ROW_GROUP_ROWS = 122_880;
    private static final int MOST_ROW_GROUP_ROWS = 1 << 24;
    private static final Pattern ENDING = Pattern.compile(
            ".*\\.(parquet|pq|csv|txt|tsv|fits|fit|arrow|feather)(?:\\.(gz|zst))?", Pattern.CASE_INSENSITIVE);
    private static final List<PageCompression> WRITTEN = List.of(
            PageCompression.ZSTD,
            PageCompression.SNAPPY,
            PageCompression.GZIP,
            PageCompression.LZ4_RAW,
            PageCompression.UNCOMPRESSED);
    private static final List<String> NAMES = List.of(
            "format", "compression", "row_group_size", "header", "delimiter", "null", "quote", "escape", "force_quote");

    /// Reads the options; the format is the one that the file's name tells where none is given.
    static CopyOptions of(ChangeStatement.CopyTo copy) {
        Format format = format(copy);
        CopyOptions read = new CopyOptions(format, PageCompression.ZSTD, DEFAULT_ROW_GROUP_ROWS, style(copy));
        for (Option option : copy.options()) {
            read = read.with(option);
        }
        CsvStyle csv = read.csv;
        if (csv.quote() == csv.delimiter() || csv.nullText().indexOf(csv.delimiter()) >= 0) {
            throw AlmagestException.of(
                            SqlState.INVALID_PARAMETER,
                            "the delimiter of COPY TO can be neither the quote nor in the NULL")
                    .at(copy.span().start());
        }
        return read;
    }

    private static Optional<Option> option(ChangeStatement.CopyTo copy, String name) {
        return copy.options().stream()
                .filter(option -> name(option).equals(name))
                .findFirst();
    }

    private static Format format(ChangeStatement.CopyTo copy) {
        Optional<Option> given = option(copy, "format");
        if (given.isPresent()) {
            return choice(given.get(), Format.class, List.of(Format.values()));
        }
        Matcher ending = ENDING.matcher(copy.file());
        Format told = !ending.matches()
                ? null
                : switch (ending.group(1).toLowerCase(Locale.ROOT)) {
                    case "parquet", "pq" -> Format.PARQUET;
                    case "fits", "fit" -> Format.FITS;
                    case "arrow", "feather" -> Format.ARROW;
                    default -> Format.CSV;
                };
        if (told == null || told != Format.CSV && ending.group(2) != null) {
            throw AlmagestException.of(
                            SqlState.INVALID_PARAMETER, "the name " + copy.file() + " does not tell what to write")
                    .at(copy.span().start())
                    .hint("end it in .parquet, .csv, .csv.gz, .csv.zst, .fits or .arrow, or say (FORMAT parquet),"
                            + " (FORMAT csv), (FORMAT fits) or (FORMAT arrow)");
        }
        return told;
    }

    /// The name tells of tabs and packing.
    private static CsvStyle style(ChangeStatement.CopyTo copy) {
        String name = copy.file().toLowerCase(Locale.ROOT);
        Optional<TextPacking> packing = name.endsWith(".gz")
                ? Optional.of(TextPacking.GZIP)
                : name.endsWith(".zst") ? Optional.of(TextPacking.ZSTD) : Optional.empty();
        boolean tabs = name.matches(".*\\.tsv(\\.gz|\\.zst)?");
        return (tabs ? CsvStyle.PLAIN.withDelimiter('\t') : CsvStyle.PLAIN).withPacking(packing);
    }

    private static String name(Option option) {
        return option.name().name().toLowerCase(Locale.ROOT);
    }

    private CopyOptions with(CsvStyle style) {
        return new CopyOptions(format, compression, rowGroupRows, style);
    }

    private CopyOptions with(Option option) {
        String name = name(option);
        return switch (name) {
            case "format" -> this;
            case "compression", "codec" -> compressed(option);
            case "row_group_size" -> new CopyOptions(format, compression, rows(option), csv);
            case "header" -> with(csv.withHeader(truth(option)));
            case "delimiter", "delim", "sep" -> with(csv.withDelimiter(letter(option)));
            case "null", "nullstr" -> with(csv.withNullText(text(option)));
            case "quote" -> with(csv.withQuote(letter(option)));
            case "escape" -> with(csv.withEscape(letter(option)));
            case "force_quote" -> with(csv.withForced(columns(option)));
            default ->
                throw AlmagestException.of(SqlState.INVALID_PARAMETER, "there is no option " + name + " of COPY TO")
                        .at(option.span().start())
                        .hint(NearestName.of(name, NAMES)
                                .map(nearest -> "did you mean " + nearest + "?")
                                .orElse("the options are " + String.join(", ", NAMES)));
        };
    }

    /// Pages of Parquet files are compressed, texts packed as a whole.
    private CopyOptions compressed(Option option) {
        if (format == Format.PARQUET) {
            return new CopyOptions(format, choice(option, PageCompression.class, WRITTEN), rowGroupRows, csv);
        }
        if (format != Format.CSV) {
            throw invalid(option, "left out: " + format + " files are not compressed");
        }
        String wanted = text(option).toUpperCase(Locale.ROOT);
        if (wanted.equals("NONE") || wanted.equals("UNCOMPRESSED")) {
            return with(csv.withPacking(Optional.empty()));
        }
        return with(csv.withPacking(Optional.of(choice(option, TextPacking.class, List.of(TextPacking.values())))));
    }

    private static Set<String> columns(Option option) {
        return switch (value(option).orElse(null)) {
            case Literal.StringLiteral(var text, var span) ->
                new HashSet<>(Arrays.asList(text.strip().split("\\s*,\\s*")));
            case Expression.ColumnRef(var name, var span) -> Set.of(name.last().name());
            case Expression.Row(var elements, var span) -> {
                Set<String> names = new HashSet<>();
                for (Expression element : elements) {
                    if (!(element instanceof Expression.ColumnRef(var name, var place))) {
                        throw invalid(option, "columns");
                    }
                    names.add(name.last().name());
                }
                yield names;
            }
            case null, default -> throw invalid(option, "columns, as in (a, b), or '*'");
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
        String text = text(option).equals("\\t") ? "\t" : text(option);
        boolean mark = !name(option).startsWith("delim") && !name(option).equals("sep");
        boolean wrong = text.length() != 1 || text.charAt(0) == '\n' || text.charAt(0) == '\r';
        if (wrong || text.charAt(0) == '"' && !mark) {
            throw invalid(option, "one character");
        }
        return text.charAt(0);
    }

    private static String text(Option option) {
        if (value(option).orElse(null) instanceof Literal.StringLiteral(var text, var span)) {
            return text;
        }
        if (value(option).orElse(null) instanceof Expression.ColumnRef(var name, var span)) {
            return name.last().name();
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
