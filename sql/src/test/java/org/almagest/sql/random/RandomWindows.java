package org.almagest.sql.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random rows and random queries with window functions over them, as statements that both engines
/// understand. The rows have ties, NULLs, NaN and infinities; the values that are summed are
/// multiples of a quarter, so that sums are exact in any order.
public final class RandomWindows implements QuerySource {
    private final Random random;
    private final int rows;

    /// @param rows of the table
    public RandomWindows(long seed, int rows) {
        random = new Random(seed);
        this.rows = rows;
    }

    @Override
    public List<String> tables() {
        return List.of("w");
    }

    @Override
    public String query(long seed) {
        random.setSeed(seed);
        return random.nextInt(5) == 0 ? first() : query();
    }

    @Override
    public List<String> statements() {
        List<String> statements = new ArrayList<>();
        statements.add(
                "CREATE OR REPLACE TABLE w (id BIGINT, p INTEGER, s VARCHAR, k INTEGER, d DOUBLE, r REAL, b BIGINT,"
                        + " v DOUBLE, c DECIMAL(10,2), h DECIMAL(30,3), t DATE, ts TIMESTAMP, flag BOOLEAN)");
        List<String> values = new ArrayList<>();
        int partitions = 1 + random.nextInt(Math.max(1, rows));
        for (int i = 0; i < rows; i++) {
            values.add(row(i, random.nextInt(3) == 0 ? 1 : partitions));
            if (values.size() == 500 || i == rows - 1) {
                statements.add("INSERT INTO w VALUES " + String.join(", ", values));
                values.clear();
            }
        }
        return statements;
    }

    private String row(int id, int partitions) {
        return "("
                + String.join(
                        ", ",
                        Integer.toString(id),
                        maybe(Integer.toString(random.nextInt(partitions))),
                        maybe("'" + "ab".repeat(random.nextInt(3)) + random.nextInt(4) + "'"),
                        maybe(Integer.toString(random.nextInt(20) - 5)),
                        maybe(number(random.nextInt(40) / 4.0 - 3)),
                        maybe(number(random.nextInt(20) / 2.0)),
                        maybe(Long.toString(
                                random.nextInt(30) == 0 ? Long.MAX_VALUE - random.nextInt(3) : random.nextInt(50))),
                        maybe(Double.toString(random.nextInt(4000) / 4.0 - 500)),
                        maybe(random.nextInt(100) + ".25"),
                        maybe(random.nextInt(100) + "00000000000000000.125"),
                        maybe("DATE '2016-0" + (1 + random.nextInt(9)) + "-" + (10 + random.nextInt(18)) + "'"),
                        maybe("TIMESTAMP '2016-02-" + (10 + random.nextInt(18)) + " 1" + random.nextInt(10)
                                + ":30:00'"),
                        maybe(random.nextBoolean() ? "TRUE" : "FALSE"))
                + ")";
    }

    private String number(double value) {
        return switch (random.nextInt(20)) {
            case 0 -> "'NaN'";
            case 1 -> "'Infinity'";
            case 2 -> "'-Infinity'";
            default -> Double.toString(value);
        };
    }

    private String maybe(String value) {
        return random.nextInt(10) == 0 ? "NULL" : value;
    }

    private String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /// Answers a query with some window functions.
    private String query() {
        List<String> items = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            items.add(call());
        }
        String qualify = random.nextInt(4) > 0
                ? ""
                : " QUALIFY " + any("row_number()" + over(true, ""), "rank()" + over(false, ""))
                        + any(" <= 1", " <= 3", " = 2", " < 4", " > 2");
        return "SELECT id, " + String.join(", ", items) + " FROM w" + qualify;
    }

    /// Answers a query that keeps the first rows of some.
    private String first() {
        String order = key(any("k", "d", "s", "r")) + ", id" + any("", " DESC");
        return switch (random.nextInt(3)) {
            case 0 -> "SELECT DISTINCT ON (p) p, id, s, k, v FROM w ORDER BY p NULLS LAST, " + order;
            case 1 ->
                "SELECT DISTINCT ON (s, k % 3) s, id, k % 3, v FROM w ORDER BY s NULLS FIRST, k % 3 NULLS LAST, "
                        + order;
            default ->
                "SELECT id, p, d FROM (SELECT *, " + any("row_number", "rank") + "() OVER ("
                        + any("", "PARTITION BY p ", "PARTITION BY s, p ") + "ORDER BY " + order
                        + ") AS place FROM w) q WHERE place <= " + any("0", "1", "2", "10");
        };
    }

    private String call() {
        return switch (random.nextInt(10)) {
            case 0 -> any("row_number()", "ntile(3)", "ntile(7)") + over(true, "");
            case 1 -> any("rank()", "dense_rank()", "percent_rank()", "cume_dist()") + over(random.nextBoolean(), "");
            case 2, 3 ->
                any("lag", "lead") + "("
                        + any(
                                "k",
                                "s",
                                "v, 2",
                                "d, 0",
                                "r, -1",
                                "b, 3, 7",
                                "s, 2, 'none'",
                                "v, k, id",
                                "c, 1, 0.5",
                                "h",
                                "t, 5")
                        + any("", " IGNORE NULLS") + ")" + over(true, "");
            case 4, 5 ->
                any(
                                "first_value(s",
                                "last_value(v",
                                "nth_value(k, 2",
                                "first_value(d",
                                "last_value(h",
                                "nth_value(t, 3")
                        + any("", " IGNORE NULLS") + ")" + framed(true);
            default -> aggregate();
        };
    }

    private String aggregate() {
        String call = any(
                "count(*)",
                "count(k)",
                "sum(k)",
                "sum(v)",
                "sum(c)",
                "sum(h)",
                "avg(v)",
                "avg(k)",
                "min(d)",
                "max(d)",
                "min(s)",
                "max(s)",
                "max(k)",
                "min(t)",
                "max(h)",
                "sum(b)",
                "median(v)",
                "median(k)",
                "bool_and(flag)",
                "bool_or(flag)",
                "arg_max(s, id)",
                "arg_min(k, id)",
                "max(r)");
        String filter = random.nextInt(4) == 0 ? " FILTER (WHERE " + any("k > 3", "flag", "s IS NOT NULL") + ")" : "";
        return call + filter + framed(false);
    }

    private String over(boolean total, String frame) {
        String partition = any("", "", "PARTITION BY p", "PARTITION BY s", "PARTITION BY p, s", "PARTITION BY k % 3");
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            keys.add(key(any("k", "d", "s", "r", "t", "h", "flag", "b", "c")));
        }
        if (total || keys.isEmpty()) {
            keys.add("id" + any("", " DESC"));
        }
        return " OVER (" + partition + " ORDER BY " + String.join(", ", keys) + frame + ")";
    }

    private String key(String column) {
        return column + any("", " DESC") + any(" NULLS FIRST", " NULLS LAST");
    }

    private String framed(boolean total) {
        String exclusion =
                any("", "", "", " EXCLUDE CURRENT ROW", " EXCLUDE GROUP", " EXCLUDE TIES", " EXCLUDE NO OTHERS");
        return switch (random.nextInt(6)) {
            case 0 ->
                total ? over(true, "") : any(" OVER ()", " OVER (PARTITION BY p)", over(false, ""), over(true, ""));
            case 1, 2 -> over(true, " ROWS " + bounds(any("0", "1", "2", "5", "40")) + exclusion);
            case 3 -> over(total, " GROUPS " + bounds(any("0", "1", "2", "7")) + exclusion);
            case 4 ->
                over(
                        total,
                        " RANGE "
                                + any(
                                        "UNBOUNDED PRECEDING",
                                        "CURRENT ROW",
                                        "BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
                                        "BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING")
                                + exclusion);
            default -> range(total, exclusion);
        };
    }

    /// Frames by distance have one key; where the order must be total, that is `id`.
    private String range(boolean total, String exclusion) {
        String partition = any("", "PARTITION BY p ", "PARTITION BY s ");
        String column = total ? "id" : any("id", "k", "d", "r", "c", "h", "t", "ts");
        String offset = switch (column) {
            case "t", "ts" -> any("INTERVAL '3' DAY", "INTERVAL '1' MONTH", "INTERVAL '10' HOUR", "INTERVAL '0' DAY");
            case "d", "r" -> any("0", "1", "0.5", "2.25");
            case "c", "h" -> any("0", "1", "10.5", "3.25");
            default -> any("0", "1", "4", "50");
        };
        return " OVER (" + partition + "ORDER BY " + key(column) + " RANGE " + bounds(offset) + exclusion + ")";
    }

    private String bounds(String offset) {
        String before = offset + " PRECEDING";
        String behind = offset + " FOLLOWING";
        return switch (random.nextInt(9)) {
            case 0 -> "BETWEEN UNBOUNDED PRECEDING AND " + before;
            case 1 -> "BETWEEN UNBOUNDED PRECEDING AND " + behind;
            case 2 -> "BETWEEN " + before + " AND CURRENT ROW";
            case 3 -> "BETWEEN " + before + " AND " + behind;
            case 4 -> "BETWEEN CURRENT ROW AND " + behind;
            case 5 -> "BETWEEN " + behind + " AND UNBOUNDED FOLLOWING";
            case 6 -> "BETWEEN " + before + " AND UNBOUNDED FOLLOWING";
            case 7 -> "BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";
            default -> "BETWEEN " + behind + " AND " + behind;
        };
    }
}
