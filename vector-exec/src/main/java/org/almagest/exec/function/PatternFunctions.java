package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;
import static org.almagest.columnar.type.ScalarType.BOOLEAN;
import static org.almagest.columnar.type.ScalarType.INTEGER;
import static org.almagest.columnar.type.ScalarType.VARCHAR;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.RowsCall;

/// Regular expressions in Java's syntax, which holds the parts of PostgreSQL's that are in common
/// use. The options are `i` (ignore case), `s` (a point matches line ends), `m` (`^` and `$` at
/// every line) and, for regexp_replace, `g` (every match, not the first only).
final class PatternFunctions {
    /// SIMILAR TO: text, pattern, and the escape character or nothing.
    static final String SIMILAR = "#similar";

    private PatternFunctions() {}

    static void register(Catalog catalog) {
        catalog.make("~", BOOLEAN, (arguments, type) -> matches(arguments, type, ""), VARCHAR, VARCHAR);
        catalog.make("~*", BOOLEAN, (arguments, type) -> matches(arguments, type, "i"), VARCHAR, VARCHAR);
        catalog.make(SIMILAR, BOOLEAN, PatternFunctions::similar, VARCHAR, VARCHAR, VARCHAR);
        catalog.make("regexp_matches", BOOLEAN, (arguments, type) -> matches(arguments, type, ""), VARCHAR, VARCHAR);
        catalog.make(
                "regexp_matches",
                BOOLEAN,
                (arguments, type) -> matches(arguments, type, ""),
                VARCHAR,
                VARCHAR,
                VARCHAR);
        catalog.alias("regexp_matches", "regexp_like");
        catalog.make("regexp_full_match", BOOLEAN, PatternFunctions::wholeMatches, VARCHAR, VARCHAR);
        catalog.make("regexp_full_match", BOOLEAN, PatternFunctions::wholeMatches, VARCHAR, VARCHAR, VARCHAR);
        catalog.make("regexp_count", BIGINT, PatternFunctions::count, VARCHAR, VARCHAR);
        catalog.make("regexp_count", BIGINT, PatternFunctions::count, VARCHAR, VARCHAR, BIGINT);
        catalog.make("regexp_count", BIGINT, PatternFunctions::count, VARCHAR, VARCHAR, BIGINT, VARCHAR);
        catalog.make("regexp_instr", BIGINT, PatternFunctions::place, VARCHAR, VARCHAR);
        catalog.make("regexp_substr", VARCHAR, PatternFunctions::first, VARCHAR, VARCHAR);
        catalog.text(
                "regexp_escape", VARCHAR, (in, row, out) -> out.append(row, escaped(Rows.text(in[0], row))), VARCHAR);
        catalog.make("regexp_replace", VARCHAR, PatternFunctions::replace, VARCHAR, VARCHAR, VARCHAR);
        catalog.make("regexp_replace", VARCHAR, PatternFunctions::replace, VARCHAR, VARCHAR, VARCHAR, VARCHAR);
        catalog.make("regexp_extract", VARCHAR, PatternFunctions::extract, VARCHAR, VARCHAR);
        catalog.make("regexp_extract", VARCHAR, PatternFunctions::extract, VARCHAR, VARCHAR, INTEGER);
    }

    private static Evaluator matches(List<Evaluator> arguments, DataType type, String options) {
        Compiled compiled = new Compiled();
        return RowsCall.of(
                Rows.truths((in, row) -> {
                    String given = in.length > 2 ? Rows.text(in[2], row) : options;
                    return compiled.matcher(in, row, given).find();
                }),
                arguments,
                type);
    }

    private static Evaluator similar(List<Evaluator> arguments, DataType type) {
        Compiled compiled = new Compiled();
        return RowsCall.of(
                Rows.truths((in, row) -> {
                    String escape = Rows.text(in[2], row);
                    return compiled.similar(in, row, escape.isEmpty() ? '\0' : escape.charAt(0))
                            .matches();
                }),
                arguments,
                type);
    }

    private static Evaluator wholeMatches(List<Evaluator> arguments, DataType type) {
        Compiled compiled = new Compiled();
        return RowsCall.of(
                Rows.truths((in, row) -> compiled.matcher(in, row, in.length > 2 ? Rows.text(in[2], row) : "")
                        .matches()),
                arguments,
                type);
    }

    /// Counts the matches from a place, counted in characters from 1.
    private static Evaluator count(List<Evaluator> arguments, DataType type) {
        Compiled compiled = new Compiled();
        return RowsCall.of(
                Rows.numbers((in, row) -> {
                    Matcher matcher = compiled.matcher(in, row, in.length > 3 ? Rows.text(in[3], row) : "");
                    long matches = 0;
                    int from = in.length > 2 ? start(in, row) : 0;
                    for (boolean found = from >= 0 && matcher.find(from); found; found = matcher.find()) {
                        matches++;
                    }
                    return matches;
                }),
                arguments,
                type);
    }

    /// Answers where a search starts in chars, -1 behind the end.
    private static int start(ColumnVector[] inputs, int row) {
        long start = Rows.getLong(inputs[2], row);
        if (start < 1) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, "a search starts at 1 or later, not at " + start);
        }
        String text = Rows.text(inputs[0], row);
        int characters = text.codePointCount(0, text.length());
        return start - 1 > characters ? -1 : text.offsetByCodePoints(0, (int) start - 1);
    }

    private static Evaluator place(List<Evaluator> arguments, DataType type) {
        Compiled compiled = new Compiled();
        return RowsCall.of(
                Rows.numbers((in, row) -> {
                    Matcher matcher = compiled.matcher(in, row, "");
                    String text = Rows.text(in[0], row);
                    return matcher.find() ? 1 + text.codePointCount(0, matcher.start()) : 0;
                }),
                arguments,
                type);
    }

    private static Evaluator first(List<Evaluator> arguments, DataType type) {
        Compiled compiled = new Compiled();
        return RowsCall.text(
                (in, row, out) -> {
                    Matcher matcher = compiled.matcher(in, row, "");
                    if (matcher.find()) {
                        out.append(row, matcher.group());
                    } else {
                        out.appendNull(row);
                    }
                },
                arguments,
                type);
    }

    /// Writes a backslash before everything that means something in a regular expression.
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean word = Character.isLetterOrDigit(c) || c == '_' || c > 127;
            out.append(word ? "" : "\\").appendCodePoint(c);
        });
        return out.toString();
    }

    private static Evaluator replace(List<Evaluator> arguments, DataType type) {
        Compiled compiled = new Compiled();
        return RowsCall.text(
                (in, row, out) -> {
                    String options = in.length > 3 ? Rows.text(in[3], row) : "";
                    Matcher matcher = compiled.matcher(in, row, options.replace("g", ""));
                    String by = javaReplacement(Rows.text(in[2], row), matcher.groupCount());
                    out.append(row, options.indexOf('g') >= 0 ? matcher.replaceAll(by) : matcher.replaceFirst(by));
                },
                arguments,
                type);
    }

    /// Turns `\1` into Java's `$1`; a group that the pattern does not have is empty.
    private static String javaReplacement(String text, int groups) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escaped = c == '\\' && i + 1 < text.length();
            if (escaped && Character.isDigit(text.charAt(i + 1))) {
                int group = text.charAt(++i) - '0';
                out.append(group <= groups ? "${" + group + "}" : "");
            } else if (escaped && text.charAt(i + 1) == '&') {
                i++;
                out.append("$0");
            } else {
                char literal = escaped ? text.charAt(++i) : c;
                out.append(Matcher.quoteReplacement(String.valueOf(literal)));
            }
        }
        return out.toString().replaceAll("\\$\\{(\\d)}", "\\$$1");
    }

    private static Evaluator extract(List<Evaluator> arguments, DataType type) {
        Compiled compiled = new Compiled();
        return RowsCall.text(
                (in, row, out) -> {
                    Matcher matcher = compiled.matcher(in, row, "");
                    int group = in.length > 2 ? Rows.getInt(in[2], row) : 0;
                    requireGroup(matcher, group);
                    String found = matcher.find() ? matcher.group(group) : null;
                    out.append(row, found == null ? "" : found);
                },
                arguments,
                type);
    }

    /// Fails for the number of a group that a pattern does not have.
    static void requireGroup(Matcher matcher, int group) {
        if (group < 0 || group > matcher.groupCount()) {
            throw AlmagestException.of(
                    SqlState.INVALID_PARAMETER,
                    "the regular expression has groups 0 to " + matcher.groupCount() + ", not " + group);
        }
    }

    /// The last pattern, compiled; owned by one evaluator.
    static final class Compiled {
        private String text = "";
        private String options = "";
        private Matcher matcher = Pattern.compile("").matcher("");

        Matcher matcher(ColumnVector[] inputs, int row, String wantedOptions) {
            String wanted = Rows.text(inputs[1], row);
            if (!wanted.equals(text) || !wantedOptions.equals(options)) {
                matcher = compile(wanted, wantedOptions).matcher("");
                text = wanted;
                options = wantedOptions;
            }
            return matcher.reset(Rows.text(inputs[0], row));
        }

        /// Answers a matcher for a pattern of SIMILAR TO.
        Matcher similar(ColumnVector[] inputs, int row, char escape) {
            String wanted = Rows.text(inputs[1], row);
            String how = "similar " + escape;
            if (!wanted.equals(text) || !how.equals(options)) {
                matcher = compile(SimilarPattern.toRegex(wanted, escape), "s").matcher("");
                text = wanted;
                options = how;
            }
            return matcher.reset(Rows.text(inputs[0], row));
        }

        private static Pattern compile(String pattern, String options) {
            int flags = 0;
            for (char option : options.toCharArray()) {
                flags |= switch (option) {
                    case 'i' -> Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                    case 's' -> Pattern.DOTALL;
                    case 'm', 'n' -> Pattern.MULTILINE;
                    case 'c' -> 0;
                    default ->
                        throw AlmagestException.of(
                                        SqlState.INVALID_PARAMETER,
                                        "'" + option + "' is no option of a regular expression")
                                .hint("the options are i, s, m, c and g");
                };
            }
            try {
                return Pattern.compile(pattern, flags);
            } catch (PatternSyntaxException wrong) {
                throw AlmagestException.of(
                        SqlState.INVALID_PARAMETER,
                        "the regular expression '" + pattern + "' is wrong: " + wrong.getDescription());
            }
        }
    }
}
