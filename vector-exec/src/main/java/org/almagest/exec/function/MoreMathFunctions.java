package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;
import static org.almagest.columnar.type.ScalarType.BOOLEAN;
import static org.almagest.columnar.type.ScalarType.DOUBLE;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.vector.ColumnVector;

/// Functions of numbers that are asked for less often than those of `MathFunctions`.
final class MoreMathFunctions {
    /// The coefficients of Lanczos' approximation of the gamma function for g = 7 (Godfrey 2001).
    private static final double[] LANCZOS = {
        0.99999999999980993,
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7
    };

    private static final double LANCZOS_G = 7;

    /// The greatest whole number whose gamma a double holds.
    private static final double MOST_FACTORIAL = 171;

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private MoreMathFunctions() {}

    static void register(Catalog catalog) {
        catalog.rows("gamma", DOUBLE, Rows.doubles(MoreMathFunctions::gamma), DOUBLE);
        catalog.rows("lgamma", DOUBLE, Rows.doubles(MoreMathFunctions::logGamma), DOUBLE);
        catalog.rows("even", DOUBLE, Rows.doubles(MoreMathFunctions::even), DOUBLE);
        catalog.rows("nextafter", DOUBLE, Rows.doubles(Math::nextAfter), DOUBLE, DOUBLE);
        catalog.rows(
                "signbit",
                BOOLEAN,
                Rows.truths((in, row) -> Double.doubleToRawLongBits(Rows.getDouble(in[0], row)) < 0),
                DOUBLE);
        catalog.rows("div", BIGINT, Rows.longs(MoreMathFunctions::quotient), BIGINT, BIGINT);
        catalog.rows("width_bucket", BIGINT, Rows.numbers(MoreMathFunctions::bucket), DOUBLE, DOUBLE, DOUBLE, BIGINT);
    }

    private static long quotient(long dividend, long divisor) {
        if (divisor == 0) {
            throw AlmagestException.of(SqlState.DIVISION_BY_ZERO, "division of " + dividend + " by zero");
        }
        if (dividend == Long.MIN_VALUE && divisor == -1) {
            throw AlmagestException.of(SqlState.NUMERIC_OUT_OF_RANGE, "div(" + dividend + ", -1) is out of range");
        }
        return dividend / divisor;
    }

    /// Rounds to the next even number away from zero.
    private static double even(double x) {
        double whole = x < 0 ? Math.floor(x) : Math.ceil(x);
        return whole % 2 == 0 ? whole : whole + Math.signum(x);
    }

    /// The product of the whole numbers below x, and what lies between: exact to some 15 digits.
    private static double gamma(double x) {
        if (x == Math.rint(x) && x > 0 && x <= MOST_FACTORIAL) {
            double product = 1;
            for (int i = 2; i < x; i++) {
                product *= i;
            }
            return product;
        }
        if (x == 0 || x < 0 && x == Math.rint(x)) {
            return Double.NaN;
        }
        return x < 0.5 ? Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x)) : Math.exp(logOfPositive(x));
    }

    private static double logGamma(double x) {
        if (x <= 0 && x == Math.rint(x)) {
            return Double.POSITIVE_INFINITY;
        }
        if (x == Math.rint(x) && x <= MOST_FACTORIAL) {
            return Math.log(gamma(x));
        }
        return x < 0.5 ? Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x) : logOfPositive(x);
    }

    private static double logOfPositive(double x) {
        double y = x - 1;
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (y + i);
        }
        double t = y + LANCZOS_G + 0.5;
        return HALF_LOG_TWO_PI + (y + 0.5) * Math.log(t) - t + Math.log(sum);
    }

    /// The place of a number among buckets of equal width, from 1; 0 and one more than there are lie
    /// outside.
    private static long bucket(ColumnVector[] inputs, int row) {
        double x = Rows.getDouble(inputs[0], row);
        double low = Rows.getDouble(inputs[1], row);
        double high = Rows.getDouble(inputs[2], row);
        long buckets = Rows.getLong(inputs[3], row);
        boolean finite = Double.isFinite(low) && Double.isFinite(high) && !Double.isNaN(x);
        if (buckets <= 0 || buckets > Integer.MAX_VALUE || !finite || low == high) {
            throw AlmagestException.of(
                    SqlState.INVALID_PARAMETER,
                    "width_bucket takes a number, two different finite ends and a number of buckets above 0");
        }
        boolean rising = low < high;
        if (rising ? x < low : x > low) {
            return 0;
        }
        if (rising ? x >= high : x <= high) {
            return buckets + 1;
        }
        return (long) ((x - low) / (high - low) * buckets) + 1;
    }
}
