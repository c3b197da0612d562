package org.almagest.sql.real;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.ResultColumn;
import org.almagest.sql.session.Session;

/// Runs queries and gives their answers as columns of plain objects.
final class Answers {
    private static final LocalDateTime EPOCH = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);

    private Answers() {}

    static List<ColumnCells> columns(Session session, String sql) {
        try (Result result = session.execute(sql)) {
            Result.Rows rows = (Result.Rows) result;
            List<ColumnCells> columns = new ArrayList<>();
            for (ResultColumn column : rows.columns()) {
                columns.add(new ColumnCells(column.name(), column.type().sqlName(), new ArrayList<>()));
            }
            Batch batch = new Batch(columns.size());
            while (rows.stream().next(batch)) {
                for (int c = 0; c < columns.size(); c++) {
                    DataType type = rows.columns().get(c).type();
                    for (int i = 0; i < batch.size(); i++) {
                        columns.get(c).cells().add(cell(Cells.get(batch.column(c), batch.row(i)), type));
                    }
                }
            }
            return columns;
        }
    }

    /// Answers the only row of an answer.
    static List<Object> row(Session session, String sql) {
        List<Object> row = new ArrayList<>();
        for (ColumnCells column : columns(session, sql)) {
            if (column.cells().size() != 1) {
                throw new AssertionError(sql + " gave " + column.cells().size() + " rows");
            }
            row.add(column.cells().getFirst());
        }
        return row;
    }

    private static Object cell(Value value, DataType type) {
        return switch (value) {
            case Value.Null nothing -> null;
            case Value.OfDouble(double number) -> number;
            case Value.OfText(var text) -> text;
            case Value.OfHuge(var number) -> decimal(number, ((DecimalType) type).scale());
            case Value.OfBytes bytes -> bytes.value();
            case Value.OfArray(var elements) -> {
                List<Object> list = new ArrayList<>();
                for (Value element : elements) {
                    list.add(cell(element, ((ArrayType) type).element()));
                }
                yield list;
            }
            case Value.OfLong(long number) -> number(number, type);
        };
    }

    private static Object number(long number, DataType type) {
        return switch (type) {
            case DecimalType decimal -> decimal(BigInteger.valueOf(number), decimal.scale());
            case ScalarType.BOOLEAN -> number != 0;
            case ScalarType.UBIGINT -> ColumnCells.integer(new BigInteger(Long.toUnsignedString(number)));
            case ScalarType.DATE -> LocalDate.ofEpochDay(number);
            case ScalarType.TIMESTAMP, ScalarType.TIMESTAMPTZ -> EPOCH.plus(number, ChronoUnit.MICROS);
            default -> number;
        };
    }

    private static Object decimal(BigInteger unscaled, int scale) {
        return scale == 0 ? ColumnCells.integer(unscaled) : new BigDecimal(unscaled, scale);
    }
}
