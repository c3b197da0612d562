package org.almagest.sql.random;

import java.util.ArrayList;
import java.util.List;

/// Writes conditions over the columns of a scope, with and without subqueries.
final class RandomConditions {
    private static final String[] COMPARISONS = {"=", "=", "=", "<>", "<", "<=", ">", ">="};

    private final Choices choices;
    private final RandomQueries queries;

    RandomConditions(Choices choices, RandomQueries queries) {
        this.choices = choices;
        this.queries = queries;
    }

    String comparison() {
        return choices.any(COMPARISONS);
    }

    /// Answers a condition; `nesting` and `depth` as for expressions.
    String condition(List<Scope.Column> columns, int nesting, int depth) {
        return switch (choices.below(8)) {
            case 0 -> "(" + predicate(columns, nesting, depth) + " AND " + condition(columns, nesting, depth - 1) + ")";
            case 1 -> "(" + predicate(columns, nesting, depth) + " OR " + plain(columns, depth) + ")";
            case 2 -> "NOT (" + predicate(columns, nesting, depth) + ")";
            default -> predicate(columns, nesting, depth);
        };
    }

    private String predicate(List<Scope.Column> columns, int nesting, int depth) {
        if (nesting < 0 || nesting >= RandomQueries.MOST_NESTING || depth < 0 || !choices.oneIn(3)) {
            return plain(columns, depth);
        }
        Kind kind = choices.any(Kind.ALL);
        String value = queries.expressions().leaf(kind, columns);
        RandomSubqueryForms forms = queries.subqueries();
        return switch (choices.below(6)) {
            case 0 -> choices.any("", "NOT ") + "EXISTS (" + forms.rows(kind, columns, nesting) + ")";
            case 1 -> value + " IN (" + forms.rows(kind, columns, nesting) + ")";
            case 2 -> value + " NOT IN (" + forms.rows(kind, columns, nesting) + ")";
            case 3 ->
                value + " " + comparison() + choices.any(" ANY (", " ALL (") + forms.rows(kind, columns, nesting) + ")";
            default -> value + " " + comparison() + " " + forms.scalar(kind, columns, nesting);
        };
    }

    /// Answers a condition without subqueries.
    String plain(List<Scope.Column> columns, int depth) {
        Kind kind = choices.any(Kind.ALL);
        RandomExpressions expressions = queries.expressions();
        String value = expressions.value(kind, columns, -1, depth);
        return switch (choices.below(10)) {
            case 0 -> value + choices.any(" IS NULL", " IS NOT NULL");
            case 1 ->
                value + choices.any(" IS DISTINCT FROM ", " IS NOT DISTINCT FROM ") + expressions.leaf(kind, columns);
            case 2 -> value + choices.any(" IN (", " NOT IN (") + listed(kind, columns) + ")";
            case 3 ->
                value + choices.any(" BETWEEN ", " NOT BETWEEN ") + kind.literal(choices) + " AND "
                        + expressions.leaf(kind, columns);
            case 4 ->
                expressions.leaf(Kind.TEXT, columns)
                        + choices.any(" LIKE ", " NOT LIKE ", " ILIKE ")
                        + choices.any("'a%'", "'%b%'", "'_'", "'%'", "'_b_'", "'a$_%' ESCAPE '$'", "'%0$%' ESCAPE '$'");
            case 5 -> {
                String truth = expressions.leaf(Kind.TRUTH, columns);
                yield truth + choices.any("", " IS TRUE", " IS NOT FALSE", " IS NOT TRUE");
            }
            default -> value + " " + comparison() + " " + other(kind, columns, depth);
        };
    }

    private String listed(Kind kind, List<Scope.Column> columns) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i <= choices.below(4); i++) {
            values.add(choices.oneIn(5) ? queries.expressions().leaf(kind, columns) : kind.literal(choices));
        }
        if (choices.oneIn(8)) {
            values.add("NULL");
        }
        return String.join(", ", values);
    }

    /// Answers what can be compared with a value of a kind: numbers with numbers, without the pairs
    /// that only meet in a type that holds neither exactly.
    private String other(Kind kind, List<Scope.Column> columns, int depth) {
        Kind with = kind;
        if (kind.isNumber() && kind != Kind.REAL && choices.oneIn(3)) {
            with = choices.any(List.of(Kind.SMALL, Kind.INTEGER, Kind.BIGINT, Kind.DECIMAL, Kind.DOUBLE));
        }
        return queries.expressions().value(with, columns, -1, depth - 1);
    }
}
