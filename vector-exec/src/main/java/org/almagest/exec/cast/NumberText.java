package org.almagest.exec.cast;

import java.math.BigDecimal;

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

    /// Turns Java's text into PostgreSQL's.
    private static String shape(String java, int digits) {
        boolean negative = java.charAt(0) == '-';
        BigDecimal value = new BigDecimal(negative ? java.substring(1) : java).stripTrailingZeros();
        String sign = negative ? "-" : "";
        if (value.signum() == 0) {
            return sign + "0";
        }
        String unscaled = value.unscaledValue().toString();
        int exponent = unscaled.length() - 1 - value.scale();
        if (exponent >= -4 && exponent < digits) {
            return sign + value.toPlainString();
        }
        String fraction = unscaled.length() > 1 ? "." + unscaled.substring(1) : "";
        String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : String.valueOf(Math.abs(exponent));
        return sign + unscaled.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + power;
    }
}
