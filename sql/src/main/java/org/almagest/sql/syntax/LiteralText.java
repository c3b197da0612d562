package org.almagest.sql.syntax;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// The values of literal tokens.
final class LiteralText {
    /// The most digits of a number: more than any type holds, few enough to convert at once.
    static final int MAX_DIGITS = 1_000;

    private LiteralText() {}

    static BigInteger integer(String text, int start, int end) {
        String digits = withoutUnderscores(text, start, end);
        int radix = switch (digits.length() > 1 ? Character.toLowerCase(digits.charAt(1)) : '0') {
            case 'x' -> 16;
            case 'o' -> 8;
            case 'b' -> 2;
            default -> 10;
        };
        String significant = radix == 10 ? digits : digits.substring(2);
        checkLength(significant, start);
        if (radix == 10 && significant.length() < 19) {
            return BigInteger.valueOf(Long.parseLong(significant));
        }
        for (int i = 0; i < significant.length(); i++) {
            if (Character.digit(significant.charAt(i), radix) < 0) {
                throw error("%s is not a digit in base %d".formatted(significant.charAt(i), radix), start);
            }
        }
        return new BigInteger(significant, radix);
    }

    static BigDecimal decimal(String text, int start, int end) {
        String digits = withoutUnderscores(text, start, end);
        checkLength(digits, start);
        return new BigDecimal(digits);
    }

    static double floating(String text, int start, int end) {
        String digits = withoutUnderscores(text, start, end);
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            throw AlmagestException.of(SqlState.NUMERIC_OUT_OF_RANGE, "the number is too large for DOUBLE")
                    .at(start)
                    .hint("infinity is written 'Infinity'::double");
        }
        return value;
    }

    private static String withoutUnderscores(String text, int start, int end) {
        String digits = text.substring(start, end);
        return digits.indexOf('_') < 0 ? digits : digits.replace("_", "");
    }

    private static void checkLength(String digits, int start) {
        if (digits.length() > MAX_DIGITS) {
            throw AlmagestException.of(SqlState.NUMERIC_OUT_OF_RANGE, "a number has at most " + MAX_DIGITS + " digits")
                    .at(start);
        }
    }

    /// The contents between two quotes, where a doubled quote is one.
    static String unquote(String text, int start, int end, char quote) {
        String inside = text.substring(start + 1, end - 1);
        if (inside.indexOf(quote) < 0) {
            return inside;
        }
        String one = String.valueOf(quote);
        return inside.replace(one + one, one);
    }

    static String dollarQuoted(String text, int start, int end) {
        int tag = text.indexOf('$', start + 1) + 1 - start;
        return text.substring(start + tag, end - tag);
    }

    static String bytes(String text, int start, int end) {
        String hex = text.substring(start + 2, end - 1);
        for (int i = 0; i < hex.length(); i++) {
            if (Character.digit(hex.charAt(i), 16) < 0 || hex.charAt(i) > 'f') {
                throw error("X'...' holds hexadecimal digits only", start + 2 + i);
            }
        }
        if (hex.length() % 2 != 0) {
            throw error("X'...' needs an even number of digits", start);
        }
        return hex.toUpperCase(Locale.ROOT);
    }

    /// The contents of `E'...'`: `\n \t \r \b \f`, `\ooo`, `\xHH`, `\ uXXXX`, `\UXXXXXXXX`; any
    /// other character after a backslash stands for itself.
    static String escaped(String text, int start, int end) {
        var result = new StringBuilder(end - start);
        int i = start + 2;
        while (i < end - 1) {
            char c = text.charAt(i);
            if (c == '\'') {
                result.append(c);
                i += 2;
            } else if (c != '\\') {
                result.append(c);
                i++;
            } else {
                i = escape(text, i, end - 1, result);
            }
        }
        return result.toString();
    }

    /// Appends the character whose backslash stands at `at`; answers the place after it.
    private static int escape(String text, int at, int end, StringBuilder result) {
        char c = text.charAt(at + 1);
        return switch (c) {
            case 'n' -> append(result, '\n', at + 2);
            case 't' -> append(result, '\t', at + 2);
            case 'r' -> append(result, '\r', at + 2);
            case 'b' -> append(result, '\b', at + 2);
            case 'f' -> append(result, '\f', at + 2);
            case 'x' -> coded(text, at, end, 2, 1, 2, 16, result);
            case 'u' -> coded(text, at, end, 2, 4, 4, 16, result);
            case 'U' -> coded(text, at, end, 2, 8, 8, 16, result);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> coded(text, at, end, 1, 1, 3, 8, result);
            default -> append(result, c, at + 2);
        };
    }

    private static int append(StringBuilder result, char c, int next) {
        result.append(c);
        return next;
    }

    private static int coded(
            String text, int at, int end, int skip, int atLeast, int atMost, int radix, StringBuilder result) {
        long code = 0;
        int i = at + skip;
        while (i < end && i < at + skip + atMost && Character.digit(text.charAt(i), radix) >= 0) {
            code = code * radix + Character.digit(text.charAt(i), radix);
            i++;
        }
        if (i - at - skip < atLeast || code > Character.MAX_CODE_POINT) {
            throw error("this escape does not name a character", at);
        }
        result.appendCodePoint((int) code);
        return i;
    }

    private static AlmagestException error(String message, int at) {
        return AlmagestException.of(SqlState.SYNTAX_ERROR, message).at(at);
    }
}
