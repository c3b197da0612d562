package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;
import static org.almagest.columnar.type.ScalarType.DOUBLE;
import static org.almagest.columnar.type.ScalarType.VARCHAR;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.cast.NumberText;

/// Text by a pattern, in three tongues:
///
/// ```text
/// printf('%-5s|%05d|%.2f', ...)     C         %s %d %i %f %e %x %X %o %%, flags - 0 + , and blank, width, precision
/// format('{} and {1:.2f}', ...)     DuckDB    {}, {index}, {index:[<>][0][width][,][.precision][d f e x s]}
/// format('%s %I %L %2$s', ...)      PostgreSQL, where such a % is in the pattern: value, name, literal
/// ```
final class FormatFunctions {
    private static final Pattern C = Pattern.compile("%([-0+, #]*)(\\d*)(?:\\.(\\d+))?l*([a-zA-Z%])");
    private static final Pattern POSTGRES = Pattern.compile("%(?:(\\d+)\\$)?([sIL])");
    private static final Pattern BRACES =
            Pattern.compile("\\{\\{|}}|\\{(\\d*)(?::([<>]?)(0?)(\\d*)(,?)(?:\\.(\\d+))?([dfFeExXsg]?))?}");
    private static final int MOST_WIDTH = 1000;
    private static final int MOST_INDEX_DIGITS = 9;

    /// The digits behind the point where nothing is said of them.
    private static final int PLACES = 6;

    private FormatFunctions() {}

    static void register(Catalog catalog) {
        catalog.computed("printf", "VARCHAR, any, ...", (name, types) -> of(name, types, FormatFunctions::print));
        catalog.computed("format", "VARCHAR, any, ...", (name, types) -> of(name, types, FormatFunctions::format));
    }

    private interface Formatter {
        String format(String pattern, List<Object> values);
    }

    /// Whole numbers are taken as BIGINT, others as DOUBLE, anything else as text.
    private static Optional<ScalarFunction> of(String name, List<DataType> types, Formatter formatter) {
        if (types.isEmpty()) {
            return Optional.empty();
        }
        List<DataType> taken = new ArrayList<>();
        taken.add(VARCHAR);
        for (DataType type : types.subList(1, types.size())) {
            boolean whole =
                    type.isInteger() && TypeCoercion.castCost(type, BIGINT).isPresent();
            boolean real = type.isFloating() || type instanceof DecimalType;
            taken.add(whole ? BIGINT : real ? DOUBLE : VARCHAR);
        }
        return Optional.of(BuiltIn.of(name, taken, VARCHAR, EvaluatorFactory.text((in, row, out) -> {
            List<Object> values = new ArrayList<>();
            for (int i = 1; i < in.length; i++) {
                values.add(value(in[i], row));
            }
            out.append(row, formatter.format(Rows.text(in[0], row), values));
        })));
    }

    private static Object value(ColumnVector vector, int row) {
        return switch (vector) {
            case LongColumnVector longs -> longs.get(row);
            case DoubleColumnVector doubles -> doubles.get(row);
            default -> Rows.text(vector, row);
        };
    }

    private static String print(String pattern, List<Object> values) {
        Matcher matcher = C.matcher(pattern);
        StringBuilder out = new StringBuilder();
        int next = 0;
        int at = 0;
        while (matcher.find()) {
            out.append(pattern, at, matcher.start());
            at = matcher.end();
            if (matcher.group(4).equals("%")) {
                out.append('%');
            } else {
                out.append(one(
                        matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4), at(values, next++)));
            }
        }
        String rest = pattern.substring(at);
        if (rest.indexOf('%') >= 0) {
            throw wrong("'" + rest.substring(rest.indexOf('%')) + "' is no place of a format");
        }
        return out.append(rest).toString();
    }

    private static String format(String pattern, List<Object> values) {
        return POSTGRES.matcher(pattern).find() ? postgres(pattern, values) : braces(pattern, values);
    }

    private static String postgres(String pattern, List<Object> values) {
        StringBuilder out = new StringBuilder();
        Matcher matcher = POSTGRES.matcher(pattern);
        int next = 0;
        int at = 0;
        while (at < pattern.length()) {
            if (pattern.startsWith("%%", at)) {
                out.append('%');
                at += 2;
            } else if (matcher.region(at, pattern.length()).lookingAt()) {
                next = matcher.group(1) == null ? next + 1 : index(matcher.group(1), values);
                String text = shown(at(values, next - 1));
                out.append(
                        switch (matcher.group(2)) {
                            case "I" -> TextCodeFunctions.name(text);
                            case "L" -> TextCodeFunctions.literal(text);
                            default -> text;
                        });
                at = matcher.end();
            } else {
                out.append(pattern.charAt(at++));
            }
        }
        return out.toString();
    }

    private static String braces(String pattern, List<Object> values) {
        Matcher matcher = BRACES.matcher(pattern);
        StringBuilder out = new StringBuilder();
        int next = 0;
        int at = 0;
        while (matcher.find()) {
            out.append(literal(pattern, at, matcher.start()));
            at = matcher.end();
            if (matcher.group().equals("{{") || matcher.group().equals("}}")) {
                out.append(matcher.group().charAt(0));
                continue;
            }
            int index = matcher.group(1).isEmpty() ? next++ : index(matcher.group(1), values);
            out.append(place(matcher, at(values, index)));
        }
        return out.append(literal(pattern, at, pattern.length())).toString();
    }

    private static String literal(String pattern, int from, int to) {
        String text = pattern.substring(from, to);
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            throw wrong("the format '" + pattern + "' has a brace that is no place");
        }
        return text;
    }

    private static String place(Matcher matcher, Object value) {
        if (matcher.group(2) == null) {
            return shown(value);
        }
        boolean number = !(value instanceof String);
        boolean left = matcher.group(2).equals("<") || matcher.group(2).isEmpty() && !number;
        String width = matcher.group(4);
        String flags = (left && !width.isEmpty() ? "-" : "") + (left ? "" : matcher.group(3)) + matcher.group(5);
        String letter = matcher.group(7);
        if (letter.isEmpty()) {
            boolean real = value instanceof Double && matcher.group(6) != null;
            letter = value instanceof Long ? "d" : real || !matcher.group(5).isEmpty() ? "f" : "s";
        }
        return one(flags, width, matcher.group(6), letter.equals("F") ? "f" : letter, value);
    }

    /// Reads the number of a value, which may have more digits than numbers have.
    private static int index(String digits, List<Object> values) {
        if (digits.length() > MOST_INDEX_DIGITS) {
            throw wrong("the format asks for value " + digits + " of " + values.size());
        }
        return Integer.parseInt(digits);
    }

    private static Object at(List<Object> values, int index) {
        if (index < 0 || index >= values.size()) {
            throw wrong("the format asks for value " + (index + 1) + " of " + values.size());
        }
        return values.get(index);
    }

    private static String shown(Object value) {
        return value instanceof Double real ? NumberText.of(real) : value.toString();
    }

    private static String one(String flags, String width, String precision, String letter, Object value) {
        if (width.length() > 4 || !width.isEmpty() && Integer.parseInt(width) > MOST_WIDTH) {
            throw wrong("a place of a format is at most " + MOST_WIDTH + " characters wide");
        }
        if (precision != null && (precision.length() > 3 || Integer.parseInt(precision) > MOST_WIDTH)) {
            throw wrong("a precision of a format is at most " + MOST_WIDTH);
        }
        String point = precision == null ? "" : "." + precision;
        try {
            return switch (letter) {
                case "d", "i", "x", "X", "o" -> {
                    if (!(value instanceof Long)) {
                        throw wrong("%" + letter + " of a format takes a whole number, not " + shown(value));
                    }
                    yield String.format(Locale.ROOT, "%" + flags + width + (letter.equals("i") ? "d" : letter), value);
                }
                case "f", "e", "E" -> {
                    if (value instanceof String) {
                        throw wrong("%" + letter + " of a format takes a number, not " + value);
                    }
                    double number = ((Number) value).doubleValue();
                    Object shown = letter.equals("f") && Double.isFinite(number)
                            ? rounded(number, precision == null ? PLACES : Integer.parseInt(precision))
                            : (Object) number;
                    yield String.format(Locale.ROOT, "%" + flags + width + point + letter, shown);
                }
                case "s", "g" ->
                    String.format(
                            Locale.ROOT,
                            "%" + flags.replace("0", "").replace("+", "") + width + point + "s",
                            shown(value));
                default -> throw wrong("'" + letter + "' is no letter of a format");
            };
        } catch (IllegalFormatException strange) {
            throw wrong("'%" + flags + width + point + letter + "' is no place of a format");
        }
    }

    /// Rounds as C does: the number itself, a tie to the even digit.
    private static BigDecimal rounded(double number, int places) {
        return new BigDecimal(number).setScale(places, RoundingMode.HALF_EVEN);
    }

    private static AlmagestException wrong(String message) {
        return AlmagestException.of(SqlState.INVALID_PARAMETER, message)
                .hint("printf takes %s %d %f %e %x %o; format takes {} {0} {:.2f}, or %s %I %L");
    }
}
