package org.almagest.cli.output;

/// Floating-point numbers as the shortest text that reads back to the same number.
///
/// Plain digits from 1e-5 to below 1e17 (`12345678.9`, `0.00002`), an exponent beyond (`1.5e-7`,
/// `6.02e23`); always with a point or an exponent, so that a DOUBLE never looks like an integer.
final class NumberText {
    private static final int LEAST_PLAIN_EXPONENT = -5;
    private static final int MOST_PLAIN_EXPONENT = 16;

    private NumberText() {}

    static void append(StringBuilder out, double value) {
        appendJava(out, Double.toString(value));
    }

    static void append(StringBuilder out, float value) {
        appendJava(out, Float.toString(value));
    }

    /// Appends what `Double.toString` wrote, with its exponent spelt out or in lower case.
    private static void appendJava(StringBuilder out, String text) {
        int e = text.indexOf('E');
        if (e < 0) {
            out.append(text);
            return;
        }
        int exponent = Integer.parseInt(text, e + 1, text.length(), 10);
        int start = text.charAt(0) == '-' ? 1 : 0;
        String digits = text.charAt(start) + fraction(text.substring(start + 2, e));
        out.append(text, 0, start);
        if (exponent < LEAST_PLAIN_EXPONENT || exponent > MOST_PLAIN_EXPONENT) {
            out.append(digits.charAt(0));
            if (digits.length() > 1) {
                out.append('.').append(digits, 1, digits.length());
            }
            out.append('e').append(exponent);
        } else if (exponent < 0) {
            out.append("0.").append("0".repeat(-exponent - 1)).append(digits);
        } else if (digits.length() <= exponent + 1) {
            out.append(digits)
                    .append("0".repeat(exponent + 1 - digits.length()))
                    .append(".0");
        } else {
            out.append(digits, 0, exponent + 1).append('.').append(digits, exponent + 1, digits.length());
        }
    }

    /// The digits after the point; Java writes one zero where there are none.
    private static String fraction(String digits) {
        return digits.equals("0") ? "" : digits;
    }
}
