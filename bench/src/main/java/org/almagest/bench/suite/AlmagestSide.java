package org.almagest.bench.suite;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.ResultColumn;
import org.almagest.sql.session.Session;

/// Almagest through its embedded API.
public final class AlmagestSide implements Side {
    private final Engine engine;
    private final Session session;

    public AlmagestSide(Engine engine) {
        this(engine, engine.session());
    }

    public AlmagestSide(Engine engine, Session session) {
        this.engine = engine;
        this.session = session;
    }

    /// Executes a statement that has no rows.
    public void set(String sql) {
        session.execute(sql).close();
    }

    @Override
    public long run(String sql) {
        try (Result result = session.execute(sql)) {
            Result.Rows rows = (Result.Rows) result;
            Batch batch = new Batch(rows.columns().size());
            long count = 0;
            while (rows.stream().next(batch)) {
                count += batch.size();
            }
            return count;
        }
    }

    @Override
    public List<List<Object>> answer(String sql) {
        List<List<Object>> answer = new ArrayList<>();
        try (Result result = session.execute(sql)) {
            Result.Rows rows = (Result.Rows) result;
            Batch batch = new Batch(rows.columns().size());
            while (rows.stream().next(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    answer.add(row(rows.columns(), batch, batch.row(i)));
                }
            }
        }
        return answer;
    }

    private static List<Object> row(List<ResultColumn> columns, Batch batch, int row) {
        List<Object> cells = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            Value value = Cells.get(batch.column(c), row);
            int at = c;
            int scale = columns.get(c).type() instanceof DecimalType decimal ? decimal.scale() : 0;
            cells.add(
                    switch (value) {
                        case Value.Null nothing -> null;
                        case Value.OfLong(long number)
                        when scale > 0 -> BigDecimal.valueOf(number, scale).doubleValue();
                        case Value.OfLong(long days)
                        when columns.get(at).type() == ScalarType.DATE ->
                            LocalDate.ofEpochDay(days).toString();
                        case Value.OfLong(long number) -> number;
                        case Value.OfHuge(var number) -> new BigDecimal(number, scale).doubleValue();
                        case Value.OfDouble(double number) -> number;
                        case Value.OfText(var text) -> text;
                        default -> throw new IllegalArgumentException("the suite has no such values: " + value);
                    });
        }
        return cells;
    }

    @Override
    public void close() {
        engine.close();
    }
}
