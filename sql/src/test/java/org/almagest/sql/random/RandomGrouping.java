package org.almagest.sql.random;

import java.util.ArrayList;
import java.util.List;

/// Writes aggregates, groups and windows.
final class RandomGrouping {
    private final Choices choices;
    private final RandomQueries queries;

    RandomGrouping(Choices choices, RandomQueries queries) {
        this.choices = choices;
        this.queries = queries;
    }

    /// Answers an aggregate whose value is of a kind.
    ///
    /// @param last nothing is computed from it: averages, which are not exact, may be taken
    String aggregate(Kind kind, Scope scope, boolean last) {
        List<Scope.Column> columns = scope.columns();
        String filter =
                choices.oneIn(5) ? " FILTER (WHERE " + queries.conditions().plain(columns, 0) + ")" : "";
        String value = queries.expressions().value(kind, columns, -1, 1);
        String extreme = choices.any("min(", "max(") + value + ")" + filter;
        return switch (kind) {
            case TRUTH ->
                choices.any("bool_and(", "bool_or(") + queries.conditions().plain(columns, 0) + ")" + filter;
            case SMALL, REAL, DATE, TIME, TIMESTAMP -> extreme;
            case INTEGER ->
                choices.oneIn(3) ? "CAST(count(" + distinct(columns) + ")" + filter + " AS INTEGER)" : extreme;
            case BIGINT -> whole(columns, filter);
            case DECIMAL -> choices.oneIn(3) ? "CAST(sum(" + value + ")" + filter + " AS DECIMAL(18,3))" : extreme;
            case DOUBLE -> {
                String average = "avg(" + queries.expressions().leaf(summed(), columns) + ")" + filter;
                yield choices.any(
                        "sum(" + value + ")" + filter,
                        extreme,
                        "median(" + queries.expressions().leaf(Kind.INTEGER, columns) + ")" + filter,
                        last ? average : extreme);
            }
            case TEXT -> choices.oneIn(4) ? "string_agg(" + value + ", ',' ORDER BY " + value + ")" + filter : extreme;
        };
    }

    private Kind summed() {
        return choices.any(Kind.NUMBERS.stream().filter(Kind::isSummed).toList());
    }

    private String distinct(List<Scope.Column> columns) {
        return choices.any("", "DISTINCT ") + queries.expressions().leaf(choices.any(Kind.ALL), columns);
    }

    private String whole(List<Scope.Column> columns, String filter) {
        String added = queries.expressions().leaf(choices.any(List.of(Kind.SMALL, Kind.INTEGER, Kind.BIGINT)), columns);
        return choices.any(
                "count(*)" + filter,
                "count(" + distinct(columns) + ")" + filter,
                "CAST(sum(" + added + ")" + filter + " AS BIGINT)",
                "CAST(sum(DISTINCT " + added + ")" + filter + " AS BIGINT)");
    }

    /// Answers a query that groups what a FROM clause gives.
    String grouped(String from, Scope scope, List<Kind> kinds, boolean last) {
        List<Scope.Column> keys = new ArrayList<>();
        for (int k = 0; k <= choices.below(3); k++) {
            keys.add(key(scope, k == 0 ? kinds.getFirst() : choices.any(Kind.ALL)));
        }
        List<String> items = new ArrayList<>();
        for (Kind kind : kinds) {
            items.add(item(kind, keys, scope, last));
        }
        String having = choices.oneIn(5) ? " HAVING " + having(keys, scope) : "";
        return "SELECT " + String.join(", ", items) + " FROM " + from + " GROUP BY " + sets(keys) + having;
    }

    /// Answers a column, or an expression of a kind; a constant could be taken for the number of a column.
    private Scope.Column key(Scope scope, Kind kind) {
        String expression = queries.expressions().value(kind, scope.columns(), -1, 1);
        boolean named = scope.columns().stream().anyMatch(column -> expression.contains(column.name()));
        return named && choices.oneIn(3) ? new Scope.Column(expression, kind) : choices.any(scope.columns());
    }

    private String item(Kind kind, List<Scope.Column> keys, Scope scope, boolean last) {
        List<Scope.Column> fitting = Scope.of(kind, keys);
        if (!fitting.isEmpty() && !choices.oneIn(4)) {
            return choices.any(fitting).name();
        }
        if (kind == Kind.BIGINT && choices.oneIn(6)) {
            return "rank() OVER (ORDER BY " + aggregate(choices.any(Kind.ALL), scope, false) + queries.direction()
                    + ")";
        }
        return aggregate(kind, scope, last);
    }

    private String having(List<Scope.Column> keys, Scope scope) {
        Kind kind = choices.any(Kind.ALL);
        return choices.any(
                aggregate(kind, scope, false) + " " + queries.conditions().comparison() + " " + kind.literal(choices),
                queries.conditions().plain(keys, 0),
                "count(*) > " + choices.below(4));
    }

    private String sets(List<Scope.Column> keys) {
        String all = String.join(", ", keys.stream().map(Scope.Column::name).toList());
        return switch (choices.below(8)) {
            case 0 -> "ROLLUP (" + all + ")";
            case 1 -> "CUBE (" + all + ")";
            case 2 ->
                "GROUPING SETS ((" + all + "), (" + keys.getLast().name() + "), "
                        + choices.any("()", "(" + keys.getFirst().name() + ")") + ")";
            default -> all;
        };
    }

    /// Answers a call of a window function whose value is of a kind.
    String window(Kind kind, Scope scope) {
        List<Scope.Column> columns = scope.columns();
        String partition =
                choices.oneIn(2) ? "PARTITION BY " + choices.any(columns).name() + " " : "";
        String total = partition + "ORDER BY " + queries.totalOrder(scope);
        String ties = partition + "ORDER BY " + choices.any(columns).name() + queries.direction();
        String value = queries.expressions().value(kind, columns, -1, 1);
        String frame = choices.any(
                "",
                " ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING",
                " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
                " ROWS BETWEEN 1 FOLLOWING AND 3 FOLLOWING");
        if (kind == Kind.BIGINT) {
            return choices.any(
                    "row_number() OVER (" + total + ")",
                    "rank() OVER (" + ties + ")",
                    "dense_rank() OVER (" + ties + ")",
                    "ntile(3) OVER (" + total + ")",
                    "count(" + choices.any(columns).name() + ") OVER (" + ties + ")",
                    "count(*) OVER (" + total + frame + ")",
                    "CAST(sum(" + value + ") OVER (" + total + frame + ") AS BIGINT)");
        }
        if (kind == Kind.TRUTH) {
            return choices.any("bool_and(", "bool_or(") + queries.expressions().leaf(kind, columns) + ") OVER (" + total
                    + frame + ")";
        }
        return choices.any(
                choices.any("lag(", "lead(") + value + choices.any("", ", 2") + ") OVER (" + total + ")",
                choices.any("first_value(", "last_value(") + value + ") OVER (" + total + frame + ")",
                choices.any("min(", "max(") + value + ") OVER (" + choices.any(total + frame, ties) + ")");
    }
}
