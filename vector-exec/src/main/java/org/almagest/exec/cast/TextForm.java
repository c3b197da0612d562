package org.almagest.exec.cast;

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

/// Values of every type as text, as `CAST(x AS VARCHAR)` gives it and results show it.
public final class TextForm {
    private TextForm() {}

    /// Answers the text of a row that is not NULL.
    public static String of(DataType type, ColumnVector vector, int row) {
        return switch (type) {
            case DecimalType decimal -> ExactNumber.read(type, vector, row).toPlainString();
            case ArrayType array -> array(array, (ArrayColumnVector) vector, row);
            case ScalarType scalar -> scalar(scalar, vector, row);
        };
    }

    private static String scalar(ScalarType type, ColumnVector vector, int row) {
        return switch (type) {
            case NULL -> "NULL";
            case BOOLEAN -> ((BooleanColumnVector) vector).get(row) == 0 ? "false" : "true";
            case TINYINT, UTINYINT, SMALLINT, USMALLINT, INTEGER ->
                Integer.toString(((IntColumnVector) vector).get(row));
            case UINTEGER, BIGINT -> Long.toString(((LongColumnVector) vector).get(row));
            case UBIGINT -> Long.toUnsignedString(((LongColumnVector) vector).get(row));
            case REAL -> NumberText.of(((FloatColumnVector) vector).get(row));
            case DOUBLE -> NumberText.of(((DoubleColumnVector) vector).get(row));
            case VARCHAR -> ((TextColumnVector) vector).text(row);
            case BLOB -> blob((TextColumnVector) vector, row);
            case DATE -> TemporalText.ofDate(((IntColumnVector) vector).get(row));
            case TIME -> TemporalText.ofTime(((LongColumnVector) vector).get(row));
            case TIMESTAMP -> TemporalText.ofTimestamp(((LongColumnVector) vector).get(row), false);
            case INTERVAL -> IntervalText.of(IntervalValue.ofNumber(((HugeColumnVector) vector).get(row)));
            case TIMESTAMPTZ -> TemporalText.ofTimestamp(((LongColumnVector) vector).get(row), true);
        };
    }

    private static String blob(TextColumnVector vector, int row) {
        int start = vector.start(row);
        return "\\x" + HexFormat.of().formatHex(vector.bytes(), start, start + vector.length(row));
    }

    private static String array(ArrayType type, ArrayColumnVector vector, int row) {
        StringBuilder out = new StringBuilder("[");
        for (int i = 0; i < vector.length(row); i++) {
            int element = vector.start(row) + i;
            out.append(i == 0 ? "" : ", ")
                    .append(vector.child().isNull(element) ? "NULL" : element(type, vector.child(), element));
        }
        return out.append(']').toString();
    }

    private static String element(ArrayType type, ColumnVector child, int element) {
        String text = of(type.element(), child, element);
        return type.element() == ScalarType.VARCHAR ? ArrayText.quoted(text) : text;
    }
}
