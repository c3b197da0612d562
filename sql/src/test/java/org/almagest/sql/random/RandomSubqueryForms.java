package org.almagest.sql.random;

import java.util.List;

/// Writes subqueries, most of which name columns of the queries around them.
final class RandomSubqueryForms {
    private final Choices choices;
    private final RandomQueries queries;

    RandomSubqueryForms(Choices choices, RandomQueries queries) {
        this.choices = choices;
        this.queries = queries;
    }

    /// Answers a query of one column and any number of rows.
    String rows(Kind kind, List<Scope.Column> outer, int nesting) {
        Scope scope = new Scope(outer);
        String from = queries.joins().from(scope, nesting + 1) + where(scope, nesting + 1);
        RandomExpressions expressions = queries.expressions();
        return switch (choices.below(8)) {
            case 0 -> "SELECT DISTINCT " + expressions.leaf(kind, scope.columns()) + " FROM " + from;
            case 1 ->
                "SELECT " + queries.grouping().aggregate(kind, scope, false) + " FROM " + from + " GROUP BY "
                        + choices.any(scope.columns()).name();
            case 2 -> "SELECT " + queries.grouping().aggregate(kind, scope, false) + " FROM " + from;
            case 3 ->
                "SELECT " + expressions.leaf(kind, scope.columns()) + " FROM " + from + " UNION ALL SELECT "
                        + expressions.leaf(kind, outer);
            case 4 ->
                "SELECT " + expressions.leaf(kind, scope.columns()) + " FROM " + from + first(scope)
                        + choices.any("1", "2", "5");
            case 5 -> "SELECT " + expressions.value(kind, scope.seen(), nesting + 1, 1) + " FROM " + from;
            default -> "SELECT " + expressions.leaf(kind, scope.columns()) + " FROM " + from;
        };
    }

    /// Answers a query of one column and one row or none, in parentheses.
    String scalar(Kind kind, List<Scope.Column> outer, int nesting) {
        Scope scope = new Scope(outer);
        String from = queries.joins().from(scope, nesting + 1) + where(scope, nesting + 1);
        if (choices.oneIn(4)) {
            return "(SELECT " + queries.expressions().leaf(kind, scope.columns()) + " FROM " + from + first(scope)
                    + "1)";
        }
        String having = choices.oneIn(6) ? " HAVING count(*) > " + choices.below(3) : "";
        return "(SELECT " + queries.grouping().aggregate(kind, scope, false) + " FROM " + from + having + ")";
    }

    private String first(Scope scope) {
        return " ORDER BY " + queries.totalOrder(scope) + " LIMIT ";
    }

    /// Answers a WHERE clause that compares a column with one of the queries around, mostly.
    private String where(Scope scope, int nesting) {
        Scope.Column own = choices.any(scope.columns());
        List<Scope.Column> fitting = Scope.of(own.kind(), scope.outer());
        String more = queries.conditions().condition(scope.seen(), nesting, 1);
        if (fitting.isEmpty() || choices.oneIn(6)) {
            return choices.any("", " WHERE " + more);
        }
        String comparison = choices.oneIn(4) ? queries.conditions().comparison() : "=";
        String correlated =
                own.name() + " " + comparison + " " + choices.any(fitting).name();
        return " WHERE " + correlated + choices.any("", "", " AND " + more);
    }
}
