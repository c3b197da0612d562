package org.almagest.sql.random;

import java.util.List;

/// Writes pairs of queries that must have the same rows, whatever the tables hold.
///
/// - A filter counts what its condition counts row by row, without the optimizer (NoREC: M. Rigger,
///   Z. Su, "Detecting optimization bugs in database engines via non-optimizing reference engine
///   construction", ESEC/FSE 2020).
/// - A condition parts rows into those where it is TRUE, FALSE and NULL; what is asked of the parts
///   is what is asked of the whole (TLP: M. Rigger, Z. Su, "Finding bugs in database systems via query
///   partitioning", OOPSLA 2020).
final class SelfChecks {
    private static final String MERGED = "min(lo), max(hi), sum(n), sum(total)";

    /// @param plain whether `second` is asked without the optimizer
    record Pair(String name, String first, String second, boolean plain) {}

    private final RandomQueries queries;

    SelfChecks(RandomQueries queries) {
        this.queries = queries;
    }

    /// Answers the pairs of one seed: all over the same FROM clause and condition.
    List<Pair> pairs(long seed) {
        queries.begin(seed);
        Choices choices = queries.choices();
        Scope scope = new Scope(List.of());
        String from = queries.joins().from(scope, 1);
        String condition = queries.conditions().condition(scope.columns(), choices.below(2) == 0 ? -1 : 1, 2);
        Scope.Column key = choices.any(scope.columns());
        Scope.Column other = choices.any(scope.columns());
        String columns = key.name() + ", " + other.name();
        List<Scope.Column> numbers = scope.columns().stream()
                .filter(column -> column.kind().isSummed())
                .toList();
        String summed = numbers.isEmpty() ? "1" : choices.any(numbers).name();
        String having = choices.any(
                "count(*) > " + choices.below(3),
                "max(" + other.name() + ") " + queries.conditions().comparison() + " "
                        + other.kind().literal(choices),
                "(" + queries.conditions().plain(List.of(key), 1) + ")");
        return List.of(
                new Pair(
                        "NoREC",
                        "SELECT count(*) FROM " + from + " WHERE " + condition,
                        "SELECT count(CASE WHEN " + condition + " THEN 1 END) FROM " + from,
                        true),
                new Pair(
                        "WHERE",
                        "SELECT " + columns + " FROM " + from,
                        parts(columns, from, condition, " UNION ALL "),
                        false),
                new Pair(
                        "DISTINCT",
                        "SELECT DISTINCT " + columns + " FROM " + from,
                        parts(columns, from, condition, " UNION "),
                        false),
                aggregates(from, condition, other.name(), summed),
                groups(from, condition, key.name(), other.name(), summed),
                having(from, key.name(), summed, having));
    }

    private static String parts(String items, String from, String condition, String union) {
        String select = "SELECT " + items + " FROM " + from + " WHERE ";
        return select + "(" + condition + ")" + union + select + "NOT (" + condition + ")" + union + select + "("
                + condition + ") IS NULL";
    }

    private static String measures(String value, String summed) {
        return "min(" + value + ") AS lo, max(" + value + ") AS hi, count(" + value + ") AS n, sum(" + summed
                + ") AS total";
    }

    private static Pair aggregates(String from, String condition, String value, String summed) {
        String measures = measures(value, summed);
        return new Pair(
                "aggregates",
                "SELECT " + measures + " FROM " + from,
                "SELECT " + MERGED + " FROM (" + parts(measures, from, condition, " UNION ALL ") + ") parts",
                false);
    }

    private static Pair groups(String from, String condition, String key, String value, String summed) {
        String measures = key + " AS k, " + measures(value, summed);
        String grouped = parts(measures, from, condition, " GROUP BY " + key + " UNION ALL ") + " GROUP BY " + key;
        return new Pair(
                "GROUP BY",
                "SELECT " + measures + " FROM " + from + " GROUP BY " + key,
                "SELECT k, " + MERGED + " FROM (" + grouped + ") parts GROUP BY k",
                false);
    }

    private static Pair having(String from, String key, String summed, String condition) {
        String grouped = "SELECT " + key + ", count(*), sum(" + summed + ") FROM " + from + " GROUP BY " + key;
        return new Pair(
                "HAVING",
                grouped,
                grouped + " HAVING (" + condition + ") UNION ALL " + grouped + " HAVING NOT (" + condition
                        + ") UNION ALL " + grouped + " HAVING (" + condition + ") IS NULL",
                false);
    }
}
