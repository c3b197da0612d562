package org.almagest.exec.function.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// A template of PostgreSQL's `to_char` for numbers, taken apart.
///
/// ```text
/// 9 digit, blank where the number has none in front     . D  point          , G  separator of groups
/// 0 digit, always written                               S    sign beside the number
/// MI PL SG  minus, plus, either, where they stand       PR   <1> for numbers below 0
/// FM no blanks, no zeros behind     TH th  ending of ordinals     V  times 10 for each digit behind it
/// EEEE exponent                     RN rn  Roman numeral          "text"  itself
/// ```
///
/// A number of more digits than the template has is written as `#`.
public final class NumberTemplate {
    private static final String PATTERNS = "EEEE FM MI PL SG PR TH RN S V D G L 9 0 . ,";
    private static final int ROMAN_WIDTH = 15;
    private static final int MOST_ROMAN = 3999;
    private static final int[] ROMAN_VALUES = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
    private static final String[] ROMAN_SIGNS = {"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"};

    /// One piece: a pattern in upper case or a text.
    private record Part(String pattern, String text) {
        boolean is(String wanted) {
            return pattern.equals(wanted);
        }

        boolean isDigit() {
            return is("9") || is("0");
        }
    }

    private final String template;
    private final List<Part> parts = new ArrayList<>();

    /// Digits in front of the point, behind it, and behind V.
    private int before;

    private int behind;
    private int shift;

    /// The first place in front of the point that is always written, and how many are behind it.
    private int zeroFrom = Integer.MAX_VALUE;

    private int zerosBehind;
    private boolean filled = true;
    private boolean pointed;

    private NumberTemplate(String template) {
        this.template = template;
    }

    /// Takes a template apart.
    ///
    /// @throws AlmagestException 22023 for two points or signs
    public static NumberTemplate of(String text) {
        NumberTemplate template = new NumberTemplate(text);
        int at = 0;
        while (at < text.length()) {
            at = template.part(at);
        }
        template.check();
        return template;
    }

    private int part(int at) {
        if (template.charAt(at) == '"') {
            int end = template.indexOf('"', at + 1);
            parts.add(new Part("", template.substring(at + 1, end < 0 ? template.length() : end)));
            return end < 0 ? template.length() : end + 1;
        }
        for (String pattern : PATTERNS.split(" ")) {
            if (template.regionMatches(true, at, pattern, 0, pattern.length())) {
                String spelling = template.substring(at, at + pattern.length());
                add(new Part(pattern.equals(".") ? "D" : pattern.equals(",") ? "G" : pattern, spelling));
                return at + pattern.length();
            }
        }
        parts.add(new Part("", template.substring(at, at + 1)));
        return at + 1;
    }

    private void add(Part part) {
        parts.add(part);
        boolean shifted = has("V");
        switch (part.pattern()) {
            case "FM" -> filled = false;
            case "D" -> {
                if (pointed || shifted) {
                    throw wrong("has more than one point");
                }
                pointed = true;
            }
            case "9", "0" -> digit(part.is("0"), shifted);
            default -> {}
        }
    }

    private void digit(boolean zero, boolean shifted) {
        if (pointed) {
            behind++;
            zerosBehind = zero ? behind : zerosBehind;
        } else {
            zeroFrom = zero ? Math.min(zeroFrom, before) : zeroFrom;
            before++;
            shift += shifted ? 1 : 0;
        }
    }

    private void check() {
        long signs = parts.stream()
                .filter(part -> List.of("S", "MI", "PL", "SG", "PR").contains(part.pattern()))
                .count();
        if (signs > 1) {
            throw wrong("has more than one sign");
        }
        if (has("L")) {
            throw wrong("asks for the sign of a currency, and there is none").hint("write the sign in double quotes");
        }
        if (has("EEEE") && (has("V") || has("RN"))) {
            throw wrong("has EEEE beside V or RN");
        }
    }

    private boolean has(String pattern) {
        return parts.stream().anyMatch(part -> part.is(pattern));
    }

    private AlmagestException wrong(String what) {
        return AlmagestException.of(SqlState.INVALID_PARAMETER, "the template '" + template + "' " + what);
    }

    /// Writes a number that is exact; halves are rounded away from zero.
    public String format(BigDecimal number) {
        return format(number, RoundingMode.HALF_UP);
    }

    /// Writes a floating-point number; halves are rounded to even digits. What is not finite is `#`.
    public String format(double number) {
        if (!Double.isFinite(number)) {
            return written(number < 0, "#".repeat(before), "#".repeat(behind), false);
        }
        return format(new BigDecimal(number), RoundingMode.HALF_EVEN);
    }

    private String format(BigDecimal number, RoundingMode rounding) {
        if (has("RN")) {
            return roman(number.setScale(0, rounding));
        }
        if (has("EEEE")) {
            return exponential(number, rounding);
        }
        BigDecimal rounded = number.scaleByPowerOfTen(shift).setScale(behind, rounding);
        String digits = rounded.abs().unscaledValue().toString();
        digits = "0".repeat(Math.max(0, behind + 1 - digits.length())) + digits;
        String whole = digits.substring(0, digits.length() - behind);
        String fraction = digits.substring(digits.length() - behind);
        whole = whole.equals("0") && (behind > 0 || before == 0) ? "" : whole;
        boolean negative = rounded.signum() < 0;
        if (whole.length() > before) {
            return written(negative, "#".repeat(before), "#".repeat(behind), false);
        }
        return written(negative, whole, fraction, rounded.signum() == 0 || fraction.matches("0*"));
    }

    /// Puts digits in their places.
    ///
    /// @param whole the digits in front of the point without zeros ahead
    /// @param wholeOnly whether nothing but zeros is behind the point
    private String written(boolean negative, String whole, String fraction, boolean wholeOnly) {
        int first = Math.min(before - whole.length(), zeroFrom);
        boolean lonelyZero = whole.isEmpty() && wholeOnly && !filled && before > 0;
        first = lonelyZero ? Math.min(first, before - 1) : first;
        int kept = filled ? fraction.length() : keptDigits(fraction);
        boolean overflown = whole.startsWith("#") || fraction.startsWith("#");
        StringBuilder out = new StringBuilder();
        Sign sign = new Sign(negative);
        int place = 0;
        int placeBehind = 0;
        boolean point = false;
        for (Part part : parts) {
            if (part.isDigit() && !point) {
                if (place >= first) {
                    sign.before(out);
                    int digit = place - (before - whole.length());
                    out.append(digit < 0 ? '0' : whole.charAt(digit));
                } else {
                    out.append(filled ? " " : "");
                }
                place++;
            } else if (part.isDigit()) {
                out.append(placeBehind < kept ? String.valueOf(fraction.charAt(placeBehind)) : "");
                placeBehind++;
            } else if (part.is("D")) {
                point = true;
                sign.before(out);
                out.append('.');
            } else if (part.is("G")) {
                out.append(place > first ? "," : filled ? " " : "");
            } else {
                other(out, part, sign, whole, overflown);
            }
        }
        return sign.behind(out).toString();
    }

    /// What stays of the digits behind the point where zeros at the end are left out.
    private int keptDigits(String fraction) {
        int kept = fraction.length();
        while (kept > zerosBehind && fraction.charAt(kept - 1) == '0') {
            kept--;
        }
        return kept;
    }

    private void other(StringBuilder out, Part part, Sign sign, String whole, boolean overflown) {
        switch (part.pattern()) {
            case "MI" -> out.append(sign.negative ? "-" : filled ? " " : "");
            case "PL" -> out.append(sign.negative ? filled ? " " : "" : "+");
            case "SG" -> out.append(sign.negative ? '-' : '+');
            case "TH" -> {
                if (!sign.negative && !pointed && !overflown) {
                    String ending = Ordinals.ending(whole.isEmpty() ? 0 : Long.parseLong(lastTwo(whole)));
                    boolean upper = Character.isUpperCase(part.text().charAt(0));
                    out.append(upper ? ending.toUpperCase(Locale.ROOT) : ending);
                }
            }
            case "" -> out.append(part.text());
            default -> {}
        }
    }

    private static String lastTwo(String digits) {
        return digits.substring(Math.max(0, digits.length() - 2));
    }

    /// Writes the sign at the number's side when its first digit comes.
    private final class Sign {
        private final boolean negative;
        private final boolean bracket = has("PR");
        private final boolean trailing;
        private boolean written;

        Sign(boolean negative) {
            this.negative = negative;
            int sign = indexOf("S");
            int digit = Math.min(indexOf("9"), indexOf("0"));
            this.trailing = sign != Integer.MAX_VALUE && sign > digit;
            this.written = has("MI") || has("PL") || has("SG") || trailing;
        }

        private int indexOf(String pattern) {
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i).is(pattern)) {
                    return i;
                }
            }
            return Integer.MAX_VALUE;
        }

        void before(StringBuilder out) {
            if (!written) {
                String plus = has("S") ? "+" : filled ? " " : "";
                out.append(negative ? bracket ? "<" : "-" : plus);
                written = true;
            }
        }

        StringBuilder behind(StringBuilder out) {
            if (bracket) {
                return out.append(negative ? ">" : filled ? " " : "");
            }
            return trailing ? out.append(negative ? '-' : '+') : out;
        }
    }

    private String exponential(BigDecimal number, RoundingMode rounding) {
        BigDecimal rounded = number.signum() == 0
                ? BigDecimal.ZERO
                : number.round(new java.math.MathContext(behind + 1, rounding)).stripTrailingZeros();
        int exponent = number.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String mantissa = rounded.scaleByPowerOfTen(-exponent)
                .setScale(behind, RoundingMode.UNNECESSARY)
                .abs()
                .toPlainString();
        String sign = rounded.signum() < 0 ? "-" : has("S") ? "+" : filled ? " " : "";
        return sign + mantissa + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private String roman(BigDecimal number) {
        boolean inRange = number.signum() > 0 && number.compareTo(BigDecimal.valueOf(MOST_ROMAN)) <= 0;
        if (!inRange) {
            return "#".repeat(ROMAN_WIDTH);
        }
        StringBuilder out = new StringBuilder();
        int rest = number.intValueExact();
        for (int i = 0; i < ROMAN_VALUES.length; i++) {
            while (rest >= ROMAN_VALUES[i]) {
                out.append(ROMAN_SIGNS[i]);
                rest -= ROMAN_VALUES[i];
            }
        }
        boolean lower = parts.stream().anyMatch(part -> part.text().equals("rn"));
        String text = lower ? out.toString().toLowerCase(Locale.ROOT) : out.toString();
        return filled ? " ".repeat(ROMAN_WIDTH - text.length()) + text : text;
    }
}
