package org.almagest.jdbc.fetch;

import java.math.BigDecimal;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.IntervalText;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Turns vectors of what a sink gives as text into vectors of text; those that are text stay.
@FunctionalInterface
interface TextOf {
    /// Answers a vector whose picked rows have text; NULLs stay.
    TextColumnVector text(ColumnVector vector, Picks picks);

    static TextOf of(DataType type) {
        return switch (type) {
            case ScalarType scalar ->
                scalar == ScalarType.INTERVAL
                        ? cells((vector, row) ->
                                IntervalText.of(IntervalValue.ofNumber(((HugeColumnVector) vector).get(row))))
                        : (vector, picks) -> (TextColumnVector) vector;
            case DecimalType decimal -> cells((vector, row) -> digits(vector, row, decimal.scale()));
            case ArrayType array -> throw new IllegalArgumentException("an array is written by its elements: " + array);
        };
    }

    private static String digits(ColumnVector vector, int row, int scale) {
        BigDecimal value = vector instanceof HugeColumnVector huge
                ? new BigDecimal(huge.get(row), scale)
                : BigDecimal.valueOf(((LongColumnVector) vector).get(row), scale);
        return value.toPlainString();
    }

    /// The text of one cell.
    @FunctionalInterface
    interface Cell {
        String text(ColumnVector vector, int row);
    }

    private static TextOf cells(Cell cell) {
        return (vector, picks) -> {
            int rows = 0;
            for (int i = 0; i < picks.count(); i++) {
                rows = Math.max(rows, picks.at(i) + 1);
            }
            boolean[] picked = new boolean[rows];
            for (int i = 0; i < picks.count(); i++) {
                if (picks.at(i) != Picks.NONE) {
                    picked[picks.at(i)] = true;
                }
            }
            TextColumnVector texts = new TextColumnVector(Math.max(1, rows));
            for (int row = 0; row < rows; row++) {
                if (!picked[row] || vector.isNull(row)) {
                    texts.appendNull(row);
                } else {
                    texts.append(row, cell.text(vector, row));
                }
            }
            return texts;
        };
    }
}
