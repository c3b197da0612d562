package org.almagest.sky;

/// Reads angles written in hours or degrees, minutes and seconds.
///
/// ```text
/// angle   = [sign] part [separator part [separator part]]
/// sign    = "+" | "-" | "−" (U+2212) | "–" (U+2013); it holds for the whole angle: -00:12:34
/// part    = digits, the last one with an optional fraction after "." or ","
/// separator = ":" | blanks | unit letters and marks: h m s, d m s, ° ' ", ′ ″, each once and in order
/// ```
///
/// A single part needs its unit (`12.5h`), because a bare number is more likely decimal degrees.
/// Minutes and seconds are below 60; the value is one rounding away from the exact one.
public final class Sexagesimal {
    private static final String HOUR_UNITS = "hH";
    private static final String DEGREE_UNITS = "dD°º";
    private static final String MINUTE_UNITS = "mM'′’";
    private static final String SECOND_UNITS = "sS\"″”";

    private final String text;
    private final String firstUnits;
    private int at;
    private char separator;
    private boolean fraction;

    private Sexagesimal(String text, String firstUnits) {
        this.text = text;
        this.firstUnits = firstUnits;
    }

    /// Answers the degrees of a text in hours, minutes and seconds: 15 times the hours.
    ///
    /// Up to 24 hours either way. Throws NumberFormatException that says what is wrong.
    public static double hoursToDegrees(String text) {
        return new Sexagesimal(text, HOUR_UNITS).seconds(24) / 240;
    }

    /// Answers the degrees of a text in degrees, minutes and seconds of arc.
    ///
    /// Up to 360 degrees either way. Throws NumberFormatException that says what is wrong.
    public static double degreesToDegrees(String text) {
        return new Sexagesimal(text, DEGREE_UNITS).seconds(360) / 3600;
    }

    /// Reads the whole text; answers 3600 times its first unit, with the sign (also of -0).
    private double seconds(int limit) {
        skipBlanks();
        boolean negative = sign();
        skipBlanks();
        double total = part() * 3600;
        boolean unit = unit(firstUnits);
        boolean more = next(unit);
        if (!more && !unit) {
            throw wrong("expected " + expectedForm());
        }
        if (more) {
            total += limited("minutes") * 60;
            boolean minuteUnit = unit(MINUTE_UNITS);
            if (next(minuteUnit)) {
                total += limited("seconds");
                unit(SECOND_UNITS);
                skipBlanks();
            }
        }
        if (at < text.length()) {
            throw wrong("unexpected '" + text.charAt(at) + "' at character " + (at + 1));
        }
        if (total > limit * 3600.0) {
            throw wrong("must be at most " + limit + (limit == 24 ? " hours" : " degrees"));
        }
        return negative ? -total : total;
    }

    private boolean sign() {
        if (at < text.length()) {
            char c = text.charAt(at);
            if (c == '+' || c == '-' || c == '−' || c == '–') {
                at++;
                return c != '+';
            }
        }
        return false;
    }

    /// Moves to the next part; after a unit no separator is needed.
    private boolean next(boolean afterUnit) {
        int before = at;
        skipBlanks();
        boolean apart = afterUnit || at > before;
        if (at < text.length() && text.charAt(at) == ':' && !afterUnit) {
            if (separator == ' ') {
                throw wrong("separators differ");
            }
            at++;
            skipBlanks();
            separator = ':';
            return true;
        }
        boolean digit = at < text.length() && isDigit(text.charAt(at));
        if (digit && apart && !afterUnit) {
            if (separator == ':') {
                throw wrong("separators differ");
            }
            separator = ' ';
        }
        return digit && apart;
    }

    private boolean unit(String units) {
        int before = at;
        skipBlanks();
        if (at < text.length() && units.indexOf(text.charAt(at)) >= 0) {
            at++;
            return true;
        }
        at = before;
        return false;
    }

    private double limited(String name) {
        double value = part();
        if (value >= 60) {
            throw wrong(name + " must be below 60");
        }
        return value;
    }

    /// Reads digits with an optional fraction; a fraction ends the angle, because what follows has
    /// no place to go.
    private double part() {
        if (fraction) {
            throw wrong("only the last part may have a fraction");
        }
        int start = at;
        skipDigits();
        int whole = at - start;
        if (at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',')) {
            fraction = true;
            at++;
            skipDigits();
        }
        if (whole == 0 || at - start > 40) {
            throw wrong(
                    start < text.length()
                            ? "expected digits at character " + (start + 1)
                            : "expected " + expectedForm());
        }
        return Double.parseDouble(text.substring(start, at).replace(',', '.'));
    }

    private void skipDigits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private String expectedForm() {
        return firstUnits.equals(HOUR_UNITS) ? "hh:mm:ss.s" : "dd:mm:ss.s";
    }

    private NumberFormatException wrong(String reason) {
        return new NumberFormatException("cannot read the angle '" + text + "': " + reason);
    }
}
