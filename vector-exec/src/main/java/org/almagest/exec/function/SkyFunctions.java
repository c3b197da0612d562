package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;
import static org.almagest.columnar.type.ScalarType.BOOLEAN;
import static org.almagest.columnar.type.ScalarType.DOUBLE;
import static org.almagest.columnar.type.ScalarType.INTEGER;
import static org.almagest.columnar.type.ScalarType.VARCHAR;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.evaluate.RowsKernel;
import org.almagest.sky.AngularDistance;
import org.almagest.sky.Healpix;
import org.almagest.sky.HealpixNested;
import org.almagest.sky.Sexagesimal;

/// Functions of positions on the sky, all in degrees.
final class SkyFunctions {
    private SkyFunctions() {}

    static void register(Catalog catalog) {
        catalog.bounded(
                "distance",
                DOUBLE,
                Rows.measures(SkyFunctions::distance),
                SkyBounds::distance,
                DOUBLE,
                DOUBLE,
                DOUBLE,
                DOUBLE);
        catalog.bounded(
                "in_cone",
                BOOLEAN,
                Rows.truths(SkyFunctions::inCone),
                SkyBounds::inCone,
                DOUBLE,
                DOUBLE,
                DOUBLE,
                DOUBLE,
                DOUBLE);
        catalog.bounded("ivo_healpix_index", BIGINT, SkyFunctions::cell, SkyBounds::cell, INTEGER, DOUBLE, DOUBLE);
        catalog.rows("hms_to_deg", DOUBLE, angle(Sexagesimal::hoursToDegrees), VARCHAR);
        catalog.rows("dms_to_deg", DOUBLE, angle(Sexagesimal::degreesToDegrees), VARCHAR);
    }

    private static double degrees(ColumnVector[] inputs, int argument, int row) {
        return ((DoubleColumnVector) inputs[argument]).get(row);
    }

    private static double distance(ColumnVector[] in, int row) {
        return AngularDistance.degrees(
                degrees(in, 0, row), degrees(in, 1, row), degrees(in, 2, row), degrees(in, 3, row));
    }

    private static boolean inCone(ColumnVector[] in, int row) {
        return AngularDistance.isWithin(
                degrees(in, 0, row),
                degrees(in, 1, row),
                degrees(in, 2, row),
                degrees(in, 3, row),
                degrees(in, 4, row));
    }

    /// The nested cell; NULL for what is no position (NaN, or a declination beyond the poles).
    private static void cell(ColumnVector[] inputs, ColumnVector result, int[] rows, int count) {
        long[] out = ((LongColumnVector) result).values();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int order = Rows.getInt(inputs[0], row);
            if (order < 0 || order > Healpix.MAX_ORDER) {
                throw AlmagestException.of(
                        SqlState.INVALID_PARAMETER, "a HEALPix order is 0 to " + Healpix.MAX_ORDER + ", not " + order);
            }
            long cell = HealpixNested.cell(order, degrees(inputs, 1, row), degrees(inputs, 2, row));
            if (cell == Healpix.NO_CELL) {
                result.setNull(row);
            } else {
                out[row] = cell;
            }
        }
    }

    private interface AngleReader {
        double read(String text);
    }

    /// Reads sexagesimal angles; an empty text is NULL.
    private static RowsKernel angle(AngleReader reader) {
        return (inputs, result, rows, count) -> {
            double[] out = ((DoubleColumnVector) result).values();
            for (int i = 0; i < count; i++) {
                String text = Rows.text(inputs[0], rows[i]);
                if (text.isBlank()) {
                    result.setNull(rows[i]);
                } else {
                    out[rows[i]] = read(reader, text);
                }
            }
        };
    }

    private static double read(AngleReader reader, String text) {
        try {
            return reader.read(text);
        } catch (NumberFormatException wrong) {
            throw AlmagestException.of(SqlState.INVALID_TEXT, wrong.getMessage(), wrong);
        }
    }
}
