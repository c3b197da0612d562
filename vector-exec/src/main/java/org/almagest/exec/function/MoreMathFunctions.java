package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;
import static org.almagest.columnar.type.ScalarType.BOOLEAN;
import static org.almagest.columnar.type.ScalarType.DOUBLE;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.vector.ColumnVector;
import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Gamma;
import org.apache.commons.numbers.gamma.LogGamma;

/// Functions of numbers that are asked for less often than those of `MathFunctions`.
final class MoreMathFunctions {
    private MoreMathFunctions() {}

    static void register(Catalog catalog) {
        catalog.rows("gamma", DOUBLE, Rows.doubles(Gamma::value), DOUBLE);
        catalog.rows("lgamma", DOUBLE, Rows.doubles(MoreMathFunctions::logGamma), DOUBLE);
        catalog.rows("erf", DOUBLE, Rows.doubles(Erf::value), DOUBLE);
        catalog.rows("erfc", DOUBLE, Rows.doubles(Erfc::value), DOUBLE);
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

    private static double logGamma(double x) {
        return x <= 0 && x == Math.rint(x) ? Double.POSITIVE_INFINITY : LogGamma.value(x);
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
