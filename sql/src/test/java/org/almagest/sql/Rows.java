package org.almagest.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.IntervalText;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;

/// The rows of a result as plain objects that two engines can be compared by: Long, Double,
/// Boolean, String, null.
public final class Rows {
    private static final double RELATIVE = 1e-12;

    private Rows() {}

    public static List<List<Object>> of(Session session, String sql) {
        try (Result result = session.execute(sql)) {
            return switch (result) {
                case Result.Rows rows -> read(rows);
                case Result.Done(var tag, long count) -> List.of(List.of(tag, count));
            };
        }
    }

    private static List<List<Object>> read(Result.Rows rows) {
        List<List<Object>> all = new ArrayList<>();
        Batch batch = new Batch(rows.columns().size());
        while (rows.stream().next(batch)) {
            for (int i = 0; i < batch.size(); i++) {
                List<Object> row = new ArrayList<>();
                for (int c = 0; c < rows.columns().size(); c++) {
                    row.add(cell(
                            Cells.get(batch.column(c), batch.row(i)),
                            rows.columns().get(c).type()));
                }
                all.add(Collections.unmodifiableList(row));
            }
        }
        return all;
    }

    private static Object cell(Value value, DataType type) {
        int scale = type instanceof DecimalType decimal ? decimal.scale() : 0;
        return switch (value) {
            case Value.Null nothing -> null;
            case Value.OfLong(long number) when type == ScalarType.BOOLEAN -> number != 0;
            case Value.OfLong(long number)
            when type == ScalarType.DATE ->
                java.time.LocalDate.ofEpochDay(number).toString();
            case Value.OfLong(long micros)
            when type == ScalarType.TIMESTAMP ->
                java.time.LocalDateTime.ofEpochSecond(
                                Math.floorDiv(micros, 1_000_000L),
                                (int) Math.floorMod(micros, 1_000_000L) * 1_000,
                                java.time.ZoneOffset.UTC)
                        .toString();
            case Value.OfLong(long micros)
            when type == ScalarType.TIME ->
                java.time.LocalTime.ofNanoOfDay(micros * 1_000).toString();
            case Value.OfLong(long number)
            when scale > 0 -> BigDecimal.valueOf(number, scale).doubleValue();
            case Value.OfLong(long number) -> number;
            case Value.OfHuge(var number)
            when type == ScalarType.INTERVAL -> IntervalText.of(IntervalValue.ofNumber(number));
            case Value.OfHuge(var number) when scale == 0 && number.bitLength() < 64 -> number.longValue();
            case Value.OfHuge(var number) -> new BigDecimal(number, scale).doubleValue();
            case Value.OfDouble(double number) -> number;
            case Value.OfText(var text) -> text;
            default -> value.toString();
        };
    }

    public static boolean same(List<List<Object>> a, List<List<Object>> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            for (int c = 0; c < a.get(i).size(); c++) {
                if (!same(a.get(i).get(c), b.get(i).get(c))) {
                    return false;
                }
            }
        }
        return true;
    }

    static boolean same(Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y && !(a instanceof Long && b instanceof Long)) {
            double p = x.doubleValue();
            double q = y.doubleValue();
            return p == q
                    || Double.isNaN(p) && Double.isNaN(q)
                    || Math.abs(p - q) <= RELATIVE * Math.max(Math.abs(p), Math.abs(q));
        }
        return Objects.equals(a, b);
    }

    /// Sorts rows by their text, floats rounded, so that answers without an order can be compared.
    public static List<List<Object>> sorted(List<List<Object>> rows) {
        record Keyed(String key, List<Object> row) {}
        return rows.stream()
                .map(row -> new Keyed(key(row), row))
                .sorted(java.util.Comparator.comparing(Keyed::key))
                .map(Keyed::row)
                .toList();
    }

    private static String key(List<Object> row) {
        StringBuilder key = new StringBuilder();
        for (Object cell : row) {
            key.append(cell instanceof Double d ? String.format(java.util.Locale.ROOT, "%.8e", d + 0.0) : cell)
                    .append('\u0001');
        }
        return key.toString();
    }
}
