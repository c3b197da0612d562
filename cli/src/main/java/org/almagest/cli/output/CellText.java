package org.almagest.cli.output;

import java.math.BigDecimal;
import java.util.HexFormat;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.IntervalText;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// The text of one value, the same in every format: integers exact (UBIGINT without sign), floats
/// by `NumberText`, decimals with their scale, dates in ISO 8601, `true` and `false`, bytes as
/// `\x0a1b`, arrays as `[1, 2]` (NULL elements as `NULL`).
final class CellText {
    private static final HexFormat HEX = HexFormat.of();

    private CellText() {}

    /// Appends the value of a row that is not NULL.
    static void append(StringBuilder out, DataType type, ColumnVector vector, int row) {
        switch (type) {
            case ScalarType scalar -> appendScalar(out, scalar, vector, row);
            case DecimalType decimal -> appendDecimal(out, decimal, vector, row);
            case ArrayType array -> appendArray(out, array, (ArrayColumnVector) vector, row);
        }
    }

    private static void appendScalar(StringBuilder out, ScalarType type, ColumnVector vector, int row) {
        switch (type) {
            case NULL -> out.append("NULL");
            case BOOLEAN -> out.append(((BooleanColumnVector) vector).get(row) != 0);
            case TINYINT, UTINYINT, SMALLINT, USMALLINT, INTEGER, UINTEGER, BIGINT -> out.append(number(vector, row));
            case UBIGINT -> out.append(Long.toUnsignedString(number(vector, row)));
            case REAL -> NumberText.append(out, ((FloatColumnVector) vector).get(row));
            case DOUBLE -> NumberText.append(out, ((DoubleColumnVector) vector).get(row));
            case VARCHAR -> out.append(((TextColumnVector) vector).text(row));
            case BLOB -> appendBytes(out, (TextColumnVector) vector, row);
            case DATE -> CalendarText.appendDate(out, number(vector, row));
            case TIME -> CalendarText.appendTime(out, number(vector, row));
            case TIMESTAMP -> CalendarText.appendTimestamp(out, number(vector, row));
            case INTERVAL -> out.append(IntervalText.of(IntervalValue.ofNumber(((HugeColumnVector) vector).get(row))));
            case TIMESTAMPTZ -> {
                CalendarText.appendTimestamp(out, number(vector, row));
                out.append('Z');
            }
        }
    }

    private static long number(ColumnVector vector, int row) {
        return vector instanceof IntColumnVector ints ? ints.get(row) : ((LongColumnVector) vector).get(row);
    }

    private static void appendBytes(StringBuilder out, TextColumnVector vector, int row) {
        int start = vector.start(row);
        out.append("\\x").append(HEX.formatHex(vector.bytes(), start, start + vector.length(row)));
    }

    private static void appendDecimal(StringBuilder out, DecimalType type, ColumnVector vector, int row) {
        BigDecimal value = vector instanceof HugeColumnVector huge
                ? new BigDecimal(huge.get(row), type.scale())
                : BigDecimal.valueOf(((LongColumnVector) vector).get(row), type.scale());
        out.append(value.toPlainString());
    }

    private static void appendArray(StringBuilder out, ArrayType type, ArrayColumnVector vector, int row) {
        out.append('[');
        int start = vector.start(row);
        for (int i = 0; i < vector.length(row); i++) {
            if (i > 0) {
                out.append(", ");
            }
            if (vector.child().isNull(start + i)) {
                out.append("NULL");
            } else {
                append(out, type.element(), vector.child(), start + i);
            }
        }
        out.append(']');
    }
}
