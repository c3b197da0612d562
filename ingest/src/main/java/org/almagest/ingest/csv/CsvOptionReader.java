package org.almagest.ingest.csv;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.TypeNames;
import org.almagest.columnar.type.Value;

/// Turns the options of `read_csv` into `CsvOptions`.
///
/// ```text
/// delim, sep, delimiter   one character, '\t', 'tab', 'blanks'
/// quote, escape, comment  one character, '' for none
/// header                  true, false, or the number of header lines
/// skip                    lines to pass over first
/// columns, types          'name TYPE, name TYPE' (columns names all of them)
/// names                   'name, name'
/// nullstr, null           a word
/// sample_rows             rows, -1 for all
/// padded, encoding        true/false; 'utf-8', 'latin-1'
/// on_error                'abort', 'skip', 'null'
/// ```
final class CsvOptionReader {
    private static final List<String> KNOWN = List.of(
            "delim",
            "sep",
            "delimiter",
            "quote",
            "escape",
            "comment",
            "header",
            "skip",
            "columns",
            "types",
            "names",
            "nullstr",
            "null",
            "sample_rows",
            "sample_size",
            "padded",
            "encoding",
            "on_error");

    private CsvOptionReader() {}

    static CsvOptions read(Map<String, Value> given) {
        CsvOptions options = CsvOptions.DETECT;
        for (var entry : given.entrySet()) {
            options = apply(options, entry.getKey().toLowerCase(Locale.ROOT), entry.getValue());
        }
        return options;
    }

    private static CsvOptions apply(CsvOptions o, String name, Value value) {
        return switch (name) {
            case "delim", "sep", "delimiter" -> o.withDelimiter(delimiter(name, text(name, value)));
            case "quote" -> o.withMarks(mark(name, value), o.escape(), o.comment());
            case "escape" -> o.withMarks(o.quote(), mark(name, value), o.comment());
            case "comment" -> o.withMarks(o.quote(), o.escape(), mark(name, value));
            case "header" -> o.withHeader(o.skip(), headerRows(name, value));
            case "skip" -> o.withSkip(integer(name, value, 0));
            case "columns" -> {
                Map<String, DataType> columns = typedNames(name, value);
                yield o.withColumns(List.copyOf(columns.keySet()), columns);
            }
            case "types" -> o.withColumns(o.names(), typedNames(name, value));
            case "names" -> o.withColumns(list(name, value), o.types());
            case "nullstr", "null" -> o.withNullWord(text(name, value));
            case "sample_rows", "sample_size" -> o.withSampleRows(integer(name, value, -1));
            case "padded" -> o.withText(o.encoding(), Optional.of(truth(name, value)));
            case "encoding" -> o.withText(Optional.of(encoding(text(name, value))), o.padded());
            case "on_error" -> o.withOnError(onError(text(name, value)));
            default -> throw unknown(name);
        };
    }

    private static AlmagestException unknown(String name) {
        AlmagestException failure = AlmagestException.of(SqlState.INVALID_PARAMETER, "there is no CSV option " + name);
        return NearestName.of(name, KNOWN)
                .map(nearest -> failure.hint("did you mean " + nearest + "?"))
                .orElse(failure.hint("the options are " + String.join(", ", KNOWN)));
    }

    static AlmagestException invalid(String name, String value, String expected) {
        return AlmagestException.of(
                SqlState.INVALID_PARAMETER, "CSV option " + name + " must be " + expected + ": '" + value + "'");
    }

    static String encoding(String text) {
        return switch (text.toLowerCase(Locale.ROOT).replace("_", "-")) {
            case "utf-8", "utf8" -> "utf-8";
            case "latin-1", "latin1", "iso-8859-1", "iso8859-1" -> "latin-1";
            default ->
                throw invalid("encoding", text, "utf-8 or latin-1")
                        .hint("convert the file first: iconv -f " + text + " -t utf-8 FILE");
        };
    }

    private static String text(String name, Value value) {
        return switch (value) {
            case Value.OfText t -> t.value();
            case Value.OfLong n -> Long.toString(n.value());
            case Value.OfDouble d -> Double.toString(d.value());
            case Value.Null n -> throw invalid(name, "NULL", "a text");
            case Value.OfArray a -> throw invalid(name, a.toString(), "a text");
            case Value.OfHuge h -> h.value().toString();
            case Value.OfBytes b -> throw invalid(name, b.toString(), "a text");
        };
    }

    static String delimiter(String name, String text) {
        String plain = switch (text.toLowerCase(Locale.ROOT)) {
            case "\\t", "tab" -> "\t";
            case "comma" -> ",";
            case "pipe" -> "|";
            case "semicolon" -> ";";
            case "blanks", "blank", "whitespace", "space" -> CsvOptions.BLANKS;
            default -> text;
        };
        if (!plain.equals(CsvOptions.BLANKS) && !isOneAscii(plain) || plain.equals("\n") || plain.equals("\r")) {
            throw invalid(name, text, "one ASCII character, 'tab' or 'blanks'");
        }
        return plain;
    }

    private static boolean isOneAscii(String text) {
        return text.length() == 1 && text.charAt(0) < 128 && text.charAt(0) != 0;
    }

    private static Optional<Character> mark(String name, Value value) {
        String text = text(name, value);
        if (text.isEmpty()) {
            return Optional.of('\0');
        }
        if (!isOneAscii(text) || text.equals("\n") || text.equals("\r")) {
            throw invalid(name, text, "one ASCII character, or '' for none");
        }
        return Optional.of(text.charAt(0));
    }

    private static int integer(String name, Value value, int least) {
        String text = text(name, value);
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Answered below like a number that is too small.
        }
        throw invalid(name, text, "a whole number of at least " + least);
    }

    private static int headerRows(String name, Value value) {
        String text = text(name, value).strip().toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true", "yes", "on" -> 1;
            case "false", "no", "off" -> 0;
            default -> {
                if (!text.matches("\\d{1,4}")) {
                    throw invalid(name, text, "true, false or a number of lines");
                }
                yield Integer.parseInt(text);
            }
        };
    }

    private static boolean truth(String name, Value value) {
        return switch (text(name, value).strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw invalid(name, text(name, value), "true or false");
        };
    }

    private static OnError onError(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "abort", "stop" -> OnError.ABORT;
            case "skip", "ignore" -> OnError.SKIP;
            case "null" -> OnError.NULL;
            default -> throw invalid("on_error", text, "abort, skip or null");
        };
    }

    private static List<String> list(String name, Value value) {
        if (value instanceof Value.OfArray array) {
            return array.elements().stream().map(e -> text(name, e)).toList();
        }
        return split(text(name, value));
    }

    private static Map<String, DataType> typedNames(String name, Value value) {
        Map<String, DataType> types = new LinkedHashMap<>();
        for (String entry : list(name, value)) {
            String pair = entry.strip();
            boolean quoted = pair.startsWith("\"") && pair.indexOf('"', 1) > 0;
            int cut = quoted ? pair.indexOf('"', 1) + 1 : firstOf(pair, ": =");
            if (cut <= 0 || cut >= pair.length()) {
                throw invalid(name, pair, "a list of 'column TYPE'");
            }
            String column = quoted ? pair.substring(1, cut - 1) : pair.substring(0, cut);
            String type = pair.substring(cut).replaceFirst("^[\\s:=]+", "");
            types.put(
                    column,
                    TypeNames.parse(type)
                            .orElseThrow(() -> AlmagestException.of(
                                            SqlState.UNDEFINED_OBJECT,
                                            "CSV option " + name + ": there is no type " + type)
                                    .hint("some types are BIGINT, DOUBLE, VARCHAR, BOOLEAN, DATE, TIMESTAMP")));
        }
        return types;
    }

    private static int firstOf(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /// Splits at commas outside parentheses, brackets and double quotes.
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            quoted ^= c == '"';
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            if (i == text.length() || c == ',' && depth == 0 && !quoted) {
                if (!text.substring(start, i).isBlank()) {
                    parts.add(text.substring(start, i).strip());
                }
                start = i + 1;
            }
        }
        return parts;
    }
}
