package org.almagest.sql.random;

import java.util.List;

/// Writes expressions of a kind over the columns of a scope.
final class RandomExpressions {
    private final Choices choices;
    private final RandomQueries queries;

    RandomExpressions(Choices choices, RandomQueries queries) {
        this.choices = choices;
        this.queries = queries;
    }

    /// Answers an expression.
    ///
    /// @param nesting the queries around it; -1: without subqueries
    /// @param depth   the levels of operators that it may have
    String value(Kind kind, List<Scope.Column> columns, int nesting, int depth) {
        if (depth <= 0 || choices.oneIn(2)) {
            return leaf(kind, columns);
        }
        if (nesting >= 0 && nesting < RandomQueries.MOST_NESTING && choices.oneIn(8)) {
            return queries.subqueries().scalar(kind, columns, nesting);
        }
        return choices.oneIn(4)
                ? choice(kind, columns, nesting, depth - 1)
                : operation(kind, columns, nesting, depth - 1);
    }

    /// Answers a column, or where there is none a literal.
    String leaf(Kind kind, List<Scope.Column> columns) {
        List<Scope.Column> fitting = Scope.of(kind, columns);
        if (fitting.isEmpty() || choices.oneIn(8)) {
            return choices.oneIn(10) ? "CAST(NULL AS " + kind.type(choices) + ")" : kind.literal(choices);
        }
        return choices.any(fitting).name();
    }

    private String choice(Kind kind, List<Scope.Column> columns, int nesting, int depth) {
        String a = value(kind, columns, nesting, depth);
        String b = value(kind, columns, nesting, depth);
        return switch (choices.below(6)) {
            case 0 -> "coalesce(" + a + ", " + b + ")";
            case 1 -> "nullif(" + a + ", " + b + ")";
            case 2 -> choices.any("greatest(", "least(") + a + ", " + b + ")";
            case 3 ->
                "CASE WHEN " + queries.conditions().condition(columns, nesting, depth) + " THEN " + a
                        + choices.any("", " ELSE " + b) + " END";
            case 4 -> {
                Kind tested = choices.any(List.of(Kind.INTEGER, Kind.TEXT));
                yield "CASE " + leaf(tested, columns) + " WHEN " + leaf(tested, columns) + " THEN " + a + " WHEN "
                        + tested.literal(choices) + " THEN NULL ELSE " + b + " END";
            }
            default ->
                "CASE WHEN " + queries.conditions().condition(columns, nesting, depth) + " THEN " + a + " WHEN "
                        + queries.conditions().condition(columns, nesting, depth) + " THEN " + b + " ELSE "
                        + leaf(kind, columns) + " END";
        };
    }

    private String operation(Kind kind, List<Scope.Column> columns, int nesting, int depth) {
        String a = value(kind, columns, nesting, depth);
        String b = value(kind, columns, nesting, depth);
        return switch (kind) {
            case TRUTH -> "(" + queries.conditions().condition(columns, nesting, depth) + ")";
            case SMALL, REAL -> leaf(kind, columns);
            case INTEGER -> integer(a, b, columns);
            case BIGINT ->
                choices.any(
                        "(" + a + " + " + leaf(Kind.INTEGER, columns) + ")",
                        "(" + a + " - " + b + ")",
                        "length(" + leaf(Kind.TEXT, columns) + ")",
                        "extract(day FROM " + leaf(Kind.DATE, columns) + ")",
                        "CAST(" + leaf(Kind.INTEGER, columns) + " AS BIGINT)");
            case DECIMAL ->
                choices.any(
                        "(" + a + " + " + b + ")",
                        "(" + a + " - 0.25)",
                        "abs(" + a + ")",
                        "CAST(" + leaf(Kind.INTEGER, columns) + " AS DECIMAL(9,2))");
            case DOUBLE ->
                choices.any(
                        "(" + a + " + " + b + ")",
                        "(" + a + " - " + b + ")",
                        "(" + a + " * 2)",
                        "(" + a + " / 2)",
                        "abs(" + a + ")",
                        "floor(" + a + ")",
                        "CAST(" + leaf(choices.any(Kind.NUMBERS), columns) + " AS DOUBLE)");
            case TEXT -> text(a, b, columns);
            case DATE -> "CAST(" + leaf(Kind.TIMESTAMP, columns) + " AS DATE)";
            case TIME -> "CAST(" + leaf(Kind.TIMESTAMP, columns) + " AS TIME)";
            case TIMESTAMP ->
                choices.any(
                        "(" + a + " + INTERVAL '1' DAY)",
                        "(" + leaf(Kind.DATE, columns) + " - INTERVAL '1' MONTH)",
                        "CAST(" + leaf(Kind.DATE, columns) + " AS TIMESTAMP)");
        };
    }

    private String integer(String a, String b, List<Scope.Column> columns) {
        return choices.any(
                "(" + a + " + " + b + ")",
                "(" + a + " - " + b + ")",
                "(" + a + " * 2)",
                "(- " + a + ")",
                "abs(" + a + ")",
                "(" + a + " % 3)",
                "(" + a + " // 2)",
                "CAST(" + leaf(Kind.SMALL, columns) + " AS INTEGER)",
                "CAST(length(" + leaf(Kind.TEXT, columns) + ") AS INTEGER)",
                "CAST(" + leaf(Kind.DECIMAL, columns) + " AS INTEGER)");
    }

    private String text(String a, String b, List<Scope.Column> columns) {
        return choices.any(
                "(" + a + " || " + b + ")",
                "upper(" + a + ")",
                "lower(" + a + ")",
                "substr(" + a + ", 2, 2)",
                "left(" + a + ", 1)",
                "right(" + a + ", 2)",
                "replace(" + a + ", 'a', 'xy')",
                "trim(" + a + ")",
                "reverse(" + a + ")",
                "CAST(" + leaf(choices.any(List.of(Kind.INTEGER, Kind.BIGINT, Kind.DATE)), columns) + " AS VARCHAR)");
    }
}
