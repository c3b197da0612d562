package org.almagest.sql.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes queries at random whose subqueries stand everywhere and name columns of every query around
/// them, over small tables with many NULLs and few different values.
final class RandomSubqueries implements QuerySource {
    private static final String[] COLUMNS = {"a", "b", "c"};
    private static final String[] COMPARISONS = {"=", "=", "=", "<>", "<", "<=", ">", ">="};
    private static final String[] AGGREGATES = {"count(*)", "sum", "min", "max", "count"};
    private static final int MOST_DEPTH = 2;

    private final Random random;
    private int aliases;

    RandomSubqueries(long seed) {
        random = new Random(seed);
    }

    @Override
    public List<String> tables() {
        return List.of("t0", "t1", "t2");
    }

    @Override
    public List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            statements.add("CREATE OR REPLACE TABLE t" + t + " (a INTEGER, b INTEGER, c INTEGER)");
            List<String> rows = new ArrayList<>();
            int count = random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(24);
            for (int i = 0; i < count; i++) {
                rows.add("(" + value() + ", " + value() + ", " + value() + ")");
            }
            if (!rows.isEmpty()) {
                statements.add("INSERT INTO t" + t + " VALUES " + String.join(", ", rows));
            }
        }
        return statements;
    }

    private String value() {
        return random.nextInt(5) == 0 ? "NULL" : Integer.toString(random.nextInt(6));
    }

    @Override
    public String query(long seed) {
        random.setSeed(seed);
        aliases = 0;
        List<String> scope = new ArrayList<>();
        String from = from(scope, List.of());
        String where = random.nextInt(4) == 0 ? "" : " WHERE " + condition(scope, 0);
        if (random.nextInt(4) == 0) {
            String key = column(scope);
            String having = random.nextBoolean() ? "" : " HAVING count(*) > " + scalar(List.of(key), 0);
            return "SELECT " + key + ", " + aggregate(scope) + ", " + scalar(List.of(key), 0) + " FROM " + from + where
                    + " GROUP BY " + key + having;
        }
        return "SELECT " + column(scope) + ", " + item(scope) + ", " + item(scope) + " FROM " + from + where;
    }

    private String item(List<String> scope) {
        return switch (random.nextInt(4)) {
            case 0 -> column(scope);
            case 1 -> "(" + predicate(scope, 0) + ")";
            case 2 -> "CASE WHEN " + condition(scope, 0) + " THEN 1 ELSE 0 END";
            default -> scalar(scope, 0);
        };
    }

    private String from(List<String> scope, List<String> outer) {
        String from = table(scope);
        while (random.nextInt(3) == 0) {
            List<String> left = new ArrayList<>(scope);
            List<String> own = new ArrayList<>();
            String right = table(own);
            scope.addAll(own);
            List<String> seen = new ArrayList<>(scope);
            String on = column(left) + " = " + column(own) + (random.nextInt(3) == 0 ? " AND " + plain(seen) : "");
            from += switch (random.nextInt(6)) {
                case 0 -> " LEFT JOIN " + right + " ON " + on;
                case 1 -> " FULL JOIN " + right + " ON " + on;
                case 2 -> " CROSS JOIN " + right;
                default -> " JOIN " + right + " ON " + on;
            };
        }
        if (outer.isEmpty() && random.nextInt(6) == 0) {
            String alias = "l" + aliases++;
            from += ", LATERAL (SELECT " + (random.nextBoolean() ? "x.a" : "count(*)") + " AS a FROM t"
                    + random.nextInt(3) + " x WHERE x.b = " + column(scope)
                    + (random.nextBoolean() ? " GROUP BY x.a" : "") + ") " + alias;
            from = from.contains("x.a AS a") || from.contains("GROUP BY x.a")
                    ? from.replace("SELECT x.a AS a", "SELECT min(x.a) AS a")
                    : from;
            scope.add(alias + ".a");
        }
        return from;
    }

    private String table(List<String> scope) {
        String alias = "x" + aliases++;
        for (String column : COLUMNS) {
            scope.add(alias + "." + column);
        }
        return "t" + random.nextInt(3) + " " + alias;
    }

    private String column(List<String> scope) {
        return scope.get(random.nextInt(scope.size()));
    }

    private String aggregate(List<String> scope) {
        String name = AGGREGATES[random.nextInt(AGGREGATES.length)];
        return name.contains("*") ? name : name + "(" + column(scope) + ")";
    }

    private String condition(List<String> scope, int depth) {
        return switch (random.nextInt(7)) {
            case 0 -> "(" + predicate(scope, depth) + " AND " + condition(scope, depth) + ")";
            case 1 -> "(" + predicate(scope, depth) + " OR " + plain(scope) + ")";
            case 2 -> "NOT (" + predicate(scope, depth) + ")";
            default -> predicate(scope, depth);
        };
    }

    private String plain(List<String> scope) {
        String comparison = COMPARISONS[random.nextInt(COMPARISONS.length)];
        return switch (random.nextInt(5)) {
            case 0 -> column(scope) + " IS NOT NULL";
            case 1 -> column(scope) + " IS NOT DISTINCT FROM " + column(scope);
            case 2 -> column(scope) + " " + comparison + " " + random.nextInt(6);
            default -> column(scope) + " " + comparison + " " + column(scope);
        };
    }

    private String predicate(List<String> scope, int depth) {
        if (depth > MOST_DEPTH) {
            return plain(scope);
        }
        String comparison = COMPARISONS[random.nextInt(COMPARISONS.length)];
        return switch (random.nextInt(9)) {
            case 0 -> "EXISTS (" + rows(scope, depth + 1) + ")";
            case 1 -> "NOT EXISTS (" + rows(scope, depth + 1) + ")";
            case 2 -> column(scope) + " IN (" + rows(scope, depth + 1) + ")";
            case 3 -> column(scope) + " NOT IN (" + rows(scope, depth + 1) + ")";
            case 4 -> column(scope) + " " + comparison + " ANY (" + rows(scope, depth + 1) + ")";
            case 5 -> column(scope) + " " + comparison + " ALL (" + rows(scope, depth + 1) + ")";
            case 6 -> column(scope) + " " + comparison + " " + scalar(scope, depth);
            default -> plain(scope);
        };
    }

    /// A subquery with one column and any number of rows.
    private String rows(List<String> outer, int depth) {
        List<String> own = new ArrayList<>();
        String from = from(own, outer);
        List<String> seen = new ArrayList<>(own);
        seen.addAll(outer);
        String where = random.nextInt(6) == 0 ? "" : " WHERE " + correlated(own, outer) + more(seen, depth);
        return switch (random.nextInt(8)) {
            case 0 -> "SELECT DISTINCT " + column(own) + " FROM " + from + where;
            case 1 -> {
                String key = column(own);
                yield "SELECT max(" + column(own) + ") FROM " + from + where + " GROUP BY " + key;
            }
            case 2 -> "SELECT " + aggregate(own) + " FROM " + from + where;
            case 3 -> "SELECT " + column(own) + " FROM " + from + where + " UNION ALL SELECT " + column(outer);
            default -> "SELECT " + column(own) + " FROM " + from + where;
        };
    }

    private String scalar(List<String> outer, int depth) {
        List<String> own = new ArrayList<>();
        String from = from(own, outer);
        List<String> seen = new ArrayList<>(own);
        seen.addAll(outer);
        String where = random.nextInt(6) == 0 ? "" : " WHERE " + correlated(own, outer) + more(seen, depth + 1);
        return "(SELECT " + aggregate(own) + (random.nextInt(4) == 0 ? " + 1" : "") + " FROM " + from + where + ")";
    }

    private String correlated(List<String> own, List<String> outer) {
        String comparison = random.nextInt(3) == 0 ? COMPARISONS[random.nextInt(COMPARISONS.length)] : "=";
        return column(own) + " " + comparison + " " + column(outer);
    }

    private String more(List<String> seen, int depth) {
        return random.nextInt(3) == 0 ? " AND " + condition(seen, depth) : "";
    }
}
