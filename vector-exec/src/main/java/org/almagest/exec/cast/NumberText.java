package org.almagest.exec.cast;

/// Floating numbers as text: the fewest digits that read back as the same number, in PostgreSQL's
/// form.
///
/// ```text
/// 1   0.1   -0   100000000000000   1e+15   1.5e-05   NaN   Infinity   -Infinity
/// ```
///
/// An exponent stands from 1e+15 (1e+06 for REAL) upwards and below 1e-04.
public final class NumberText {
    private static final int DOUBLE_DIGITS = 15;
    private static final int REAL_DIGITS = 6;

    private NumberText() {}

    public static String of(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        return shape(Double.toString(value), DOUBLE_DIGITS);
    }

    public static String of(float value) {
        if (Float.isNaN(value) || Float.isInfinite(value)) {
            return Float.toString(value);
        }
        return shape(Float.toString(value), REAL_DIGITS);
    }

    /// Turns Java's text (`-12.5`, `1.25E-7`) into PostgreSQL's: takes its digits without the zeros
    /// around them, and where the point stands, and sets them anew.
    private static String shape(String java, int most) {
        int end = java.indexOf('E');
        int exponent = end < 0 ? 0 : Integer.parseInt(java, end + 1, java.length(), 10);
        int stop = end < 0 ? java.length() : end;
        int start = java.charAt(0) == '-' ? 1 : 0;
        int point = java.indexOf('.');
        StringBuilder out = new StringBuilder(24);
        out.append(java, 0, start);
        int first = start;
        while (first < stop && (java.charAt(first) == '0' || java.charAt(first) == '.')) {
            first++;
        }
        if (first == stop) {
            return out.append('0').toString();
        }
        while (java.charAt(stop - 1) == '0' || java.charAt(stop - 1) == '.') {
            stop--;
        }
        int power = exponent + (first < point ? point - first - 1 : point - first);
        int sign = out.length();
        out.append(java, first, stop);
        if (point > first && point < stop) {
            out.deleteCharAt(sign + point - first);
        }
        return place(out, sign, power, most).toString();
    }

    /// Sets the point into the digits from `start` on, the first of which counts ten to `power`.
    private static StringBuilder place(StringBuilder out, int start, int power, int most) {
        int digits = out.length() - start;
        if (power < -4 || power >= most) {
            if (digits > 1) {
                out.insert(start + 1, '.');
            }
            out.append(power < 0 ? "e-" : "e+");
            return (Math.abs(power) < 10 ? out.append('0') : out).append(Math.abs(power));
        }
        if (power < 0) {
            return out.insert(start, "0.000", 0, 1 - power);
        }
        if (digits <= power + 1) {
            return out.repeat('0', power + 1 - digits);
        }
        return out.insert(start + 1 + power, '.');
    }
}
