package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.DOUBLE;

/// Sines and their like in degrees, exact where they are simple: `sind(30)` is 0.5. As PostgreSQL
/// computes them: an angle is brought to the first quadrant, and what is near its ends is scaled so
/// that those are met.
final class DegreeFunctions {
    private static final double SIN_30 = Math.sin(Math.toRadians(30));
    private static final double ONE_LESS_COS_60 = 1 - Math.cos(Math.toRadians(60));
    private static final double ASIN_HALF = Math.asin(0.5);
    private static final double ACOS_HALF = Math.acos(0.5);
    private static final double ATAN_ONE = Math.atan(1);
    private static final double TAN_45 = sinFirst(45) / cosFirst(45);
    private static final double COT_45 = cosFirst(45) / sinFirst(45);

    private DegreeFunctions() {}

    static void register(Catalog catalog) {
        catalog.rows("sind", DOUBLE, Rows.doubles(DegreeFunctions::sin), DOUBLE);
        catalog.rows("cosd", DOUBLE, Rows.doubles(DegreeFunctions::cos), DOUBLE);
        catalog.rows("tand", DOUBLE, Rows.doubles(DegreeFunctions::tan), DOUBLE);
        catalog.rows("cotd", DOUBLE, Rows.doubles(DegreeFunctions::cot), DOUBLE);
        catalog.rows("asind", DOUBLE, Rows.doubles(DegreeFunctions::asin), DOUBLE);
        catalog.rows("acosd", DOUBLE, Rows.doubles(DegreeFunctions::acos), DOUBLE);
        catalog.rows("atand", DOUBLE, Rows.doubles(x -> Math.atan(x) / ATAN_ONE * 45), DOUBLE);
        catalog.rows("atan2d", DOUBLE, Rows.doubles((y, x) -> Math.atan2(y, x) / ATAN_ONE * 45), DOUBLE, DOUBLE);
    }

    private static double sinTo30(double degrees) {
        return Math.sin(Math.toRadians(degrees)) / SIN_30 / 2;
    }

    private static double cosTo60(double degrees) {
        return 1 - (1 - Math.cos(Math.toRadians(degrees))) / ONE_LESS_COS_60 / 2;
    }

    /// The sine of an angle of the first quadrant.
    private static double sinFirst(double degrees) {
        return degrees <= 30 ? sinTo30(degrees) : cosTo60(90 - degrees);
    }

    private static double cosFirst(double degrees) {
        return degrees <= 60 ? cosTo60(degrees) : sinTo30(90 - degrees);
    }

    /// Brings an angle to -180 to 180 degrees, which is exact.
    private static double folded(double degrees) {
        double angle = degrees % 360;
        if (angle > 180) {
            return angle - 360;
        }
        return angle < -180 ? angle + 360 : angle;
    }

    private static double sin(double degrees) {
        double angle = folded(degrees);
        return angle < 0 ? -sinOfHalf(-angle) : sinOfHalf(angle);
    }

    /// The sine of an angle from 0 to 180 degrees.
    private static double sinOfHalf(double angle) {
        return sinFirst(angle > 90 ? 180 - angle : angle);
    }

    private static double cos(double degrees) {
        double angle = Math.abs(folded(degrees));
        return angle > 90 ? -cosFirst(180 - angle) : cosFirst(angle);
    }

    private static double tan(double degrees) {
        return quotient(degrees, false);
    }

    private static double cot(double degrees) {
        return quotient(degrees, true);
    }

    private static double quotient(double degrees, boolean inverse) {
        double angle = folded(degrees);
        double sign = 1;
        if (angle < 0) {
            angle = -angle;
            sign = -1;
        }
        if (angle > 90) {
            angle = 180 - angle;
            sign = -sign;
        }
        return inverse
                ? sign * (cosFirst(angle) / sinFirst(angle) / COT_45)
                : sign * (sinFirst(angle) / cosFirst(angle) / TAN_45);
    }

    private static double asin(double x) {
        return x >= 0 ? asinFirst(x) : -asinFirst(-x);
    }

    private static double asinFirst(double x) {
        return x <= 0.5 ? Math.asin(x) / ASIN_HALF * 30 : 90 - Math.acos(x) / ACOS_HALF * 60;
    }

    private static double acos(double x) {
        return x >= 0 ? acosFirst(x) : 90 + asinFirst(-x);
    }

    private static double acosFirst(double x) {
        return x <= 0.5 ? 90 - Math.asin(x) / ASIN_HALF * 30 : Math.acos(x) / ACOS_HALF * 60;
    }
}
