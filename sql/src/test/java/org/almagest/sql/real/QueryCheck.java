package org.almagest.sql.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.almagest.sql.session.Session;

/// Queries over a table whose cells are known, each checked against a plain loop.
///
/// @param from the table as a FROM clause has it
record QueryCheck(Session session, String from, List<ColumnCells> columns) {
    private static final int FILTERED_COLUMNS = 12;

    /// count, min, max, sum and avg of every numeric column in one query.
    void aggregates() {
        List<ColumnCells> numeric =
                columns.stream().filter(ColumnCells::isNumeric).toList();
        StringBuilder sql = new StringBuilder("SELECT count(*)");
        for (ColumnCells column : numeric) {
            String name = column.quoted();
            sql.append(", count(%1$s), min(%1$s), max(%1$s), sum(%1$s), avg(%1$s)".formatted(name));
        }
        List<Object> row = Answers.row(session, sql + " FROM " + from);
        assertEquals((long) columns.getFirst().cells().size(), row.getFirst());
        for (int i = 0; i < numeric.size(); i++) {
            check(numeric.get(i), row.subList(1 + i * 5, 6 + i * 5));
        }
    }

    private void check(ColumnCells column, List<Object> found) {
        List<Object> values = column.cells().stream().filter(Objects::nonNull).toList();
        String where = from + ", " + column.name();
        assertEquals((long) values.size(), found.get(0), where + ": count");
        if (values.isEmpty()) {
            for (Object aggregate : found.subList(1, 5)) {
                assertEquals(null, aggregate, where);
            }
            return;
        }
        Object least = values.getFirst();
        Object most = least;
        for (Object value : values) {
            least = compare(value, least) < 0 ? value : least;
            most = compare(value, most) > 0 ? value : most;
        }
        assertEquals(0, compare(least, found.get(1)), where + ": min " + least + " " + found.get(1));
        assertEquals(0, compare(most, found.get(2)), where + ": max " + most + " " + found.get(2));
        if (column.isInteger()) {
            BigInteger sum = values.stream().map(ColumnCells::integer).reduce(BigInteger.ZERO, BigInteger::add);
            assertEquals(ColumnCells.integer(sum), found.get(3), where + ": sum");
            near(sum.doubleValue() / values.size(), found.get(4), Math.abs(sum.doubleValue()), where + ": avg");
        } else {
            double sum = 0;
            double size = 0;
            for (Object value : values) {
                sum += (Double) value;
                size += Math.abs((Double) value);
            }
            near(sum, found.get(3), size, where + ": sum");
            near(sum / values.size(), found.get(4), size / values.size(), where + ": avg");
        }
    }

    private static void near(double expected, Object found, double size, String where) {
        double value = ((Number) found).doubleValue();
        boolean near = Double.compare(expected, value) == 0 || Math.abs(expected - value) <= 1e-12 * size;
        assertTrue(near, where + " is " + value + ", expected " + expected);
    }

    private static int compare(Object a, Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return x.equals(y) || x == 0 && y == 0 ? 0 : Double.compare(x, y);
        }
        return ColumnCells.integer(a).compareTo(ColumnCells.integer(b));
    }

    /// Rows above and equal to a value of the column, and rows without one.
    void filters() {
        columns.stream().filter(ColumnCells::isNumeric).limit(FILTERED_COLUMNS).forEach(this::filter);
    }

    private void filter(ColumnCells column) {
        List<Object> values = column.cells().stream().filter(Objects::nonNull).toList();
        if (values.isEmpty()) {
            return;
        }
        Object bound = values.get(values.size() / 2);
        String literal = bound instanceof Double number
                ? number + (number.toString().contains("E") ? "" : "e0")
                : bound.toString();
        if (literal.startsWith("Inf") || literal.startsWith("-Inf")) {
            return;
        }
        long above = values.stream().filter(value -> compare(value, bound) > 0).count();
        long equal = values.stream().filter(value -> compare(value, bound) == 0).count();
        long missing = column.cells().size() - values.size();
        assertEquals(List.of(above), where(column, "> " + literal), column.name() + " > " + literal);
        assertEquals(List.of(equal), where(column, "= " + literal), column.name() + " = " + literal);
        assertEquals(List.of(missing), where(column, "IS NULL"), column.name() + " IS NULL");
    }

    private List<Object> where(ColumnCells column, String condition) {
        return Answers.row(session, "SELECT count(*) FROM " + from + " WHERE " + column.quoted() + " " + condition);
    }

    /// Rows and the sum of the first integer or floating column per text, for each text column.
    void groups() {
        columns.stream()
                .filter(column -> column.text().equals("VARCHAR"))
                .limit(3)
                .forEach(this::group);
    }

    private void group(ColumnCells key) {
        Map<Object, Long> expected = new HashMap<>();
        key.cells().forEach(cell -> expected.merge(String.valueOf(cell), 1L, Long::sum));
        String name = key.quoted();
        List<ColumnCells> answer = Answers.columns(
                session, "SELECT " + name + ", count(*) FROM " + from + " GROUP BY " + name + " ORDER BY 1");
        Map<Object, Long> found = new HashMap<>();
        List<Object> groups = new ArrayList<>(answer.getFirst().cells());
        for (int i = 0; i < groups.size(); i++) {
            found.put(
                    String.valueOf(groups.get(i)), (Long) answer.get(1).cells().get(i));
        }
        assertEquals(expected, found, from + ", " + key.name());
        assertEquals(expected.size(), groups.size(), from + ", " + key.name());
    }
}
