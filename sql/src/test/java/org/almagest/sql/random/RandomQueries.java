package org.almagest.sql.random;

import java.util.ArrayList;
import java.util.List;

/// Makes queries of every shape at random, over `RandomTables`: joins of all kinds, groups with
/// FILTER, DISTINCT and several sets of keys, windows, correlated subqueries everywhere, set operations,
/// common tables, and first rows by total orders. Their answers do not depend on the order of rows.
final class RandomQueries implements QuerySource {
    static final int MOST_NESTING = 2;

    /// @param kinds of its columns `v0`, `v1`...
    record CommonTable(String name, List<Kind> kinds) {}

    private final RandomTables tables;
    private final List<CommonTable> commonTables = new ArrayList<>();
    private Choices choices;
    private RandomExpressions expressions;
    private RandomConditions conditions;
    private RandomSubqueryForms subqueries;
    private RandomJoins joins;
    private RandomGrouping grouping;

    RandomQueries(long seedOfTables) {
        tables = new RandomTables(seedOfTables);
        begin(seedOfTables);
    }

    /// Begins a statement whose parts are asked for one by one.
    void begin(long seed) {
        choices = new Choices(seed);
        commonTables.clear();
        expressions = new RandomExpressions(choices, this);
        conditions = new RandomConditions(choices, this);
        subqueries = new RandomSubqueryForms(choices, this);
        joins = new RandomJoins(choices, this);
        grouping = new RandomGrouping(choices, this);
    }

    @Override
    public List<String> tables() {
        return tables.tables().stream().map(RandomTables.Table::name).toList();
    }

    @Override
    public List<String> statements() {
        return tables.statements();
    }

    List<RandomTables.Table> tablesAtHand() {
        return tables.tables();
    }

    List<CommonTable> commonTables() {
        return commonTables;
    }

    Choices choices() {
        return choices;
    }

    RandomExpressions expressions() {
        return expressions;
    }

    RandomConditions conditions() {
        return conditions;
    }

    RandomSubqueryForms subqueries() {
        return subqueries;
    }

    RandomJoins joins() {
        return joins;
    }

    RandomGrouping grouping() {
        return grouping;
    }

    /// Answers the kinds of a few columns.
    List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (int i = 0; i <= choices.below(4); i++) {
            kinds.add(choices.any(Kind.ALL));
        }
        return kinds;
    }

    String direction() {
        return choices.any("", " DESC") + choices.any(" NULLS FIRST", " NULLS LAST");
    }

    /// Answers sort keys by which rows are equal only where they do not differ.
    String totalOrder(Scope scope) {
        List<String> keys = new ArrayList<>();
        if (choices.oneIn(2)) {
            keys.add(choices.any(scope.columns()).name() + direction());
        }
        for (Scope.Column key : scope.keys()) {
            keys.add(key.name() + direction());
        }
        return String.join(", ", keys);
    }

    @Override
    public String query(long seed) {
        begin(seed);
        List<String> with = new ArrayList<>();
        while (with.size() < 2 && choices.oneIn(5)) {
            List<Kind> kinds = kinds();
            String name = "w" + with.size();
            with.add(name + RandomJoins.names(kinds) + " AS " + choices.any("", "MATERIALIZED ", "NOT MATERIALIZED ")
                    + "(" + body(kinds, 1) + ")");
            commonTables.add(new CommonTable(name, kinds));
        }
        List<Kind> kinds = kinds();
        return (with.isEmpty() ? "" : "WITH " + String.join(", ", with) + " ") + body(kinds, 0);
    }

    /// Answers a query with columns of these kinds; `nesting` 0 is the outermost.
    String body(List<Kind> kinds, int nesting) {
        String body = select(kinds, nesting);
        while (choices.oneIn(8)) {
            body = "(" + body + ") " + choices.any("UNION", "INTERSECT", "EXCEPT") + choices.any("", " ALL") + " ("
                    + select(kinds, nesting) + ")";
        }
        if (!choices.oneIn(4)) {
            return body;
        }
        List<String> keys = new ArrayList<>();
        for (int i = 1; i <= kinds.size(); i++) {
            keys.add(i + direction());
        }
        return body + " ORDER BY " + String.join(", ", keys) + choices.any("", " LIMIT 3", " LIMIT 10")
                + choices.any("", "", " OFFSET 2");
    }

    private String select(List<Kind> kinds, int nesting) {
        Scope scope = new Scope(List.of());
        String from = joins.from(scope, nesting);
        if (choices.oneIn(2)) {
            from += " WHERE " + conditions.condition(scope.columns(), nesting, 2);
        }
        return switch (choices.below(8)) {
            case 0, 1 -> grouping.grouped(from, scope, kinds, nesting == 0);
            case 2 -> {
                List<String> items = kinds.stream()
                        .map(kind -> grouping.aggregate(kind, scope, nesting == 0))
                        .toList();
                yield "SELECT " + String.join(", ", items) + " FROM " + from;
            }
            case 3 -> scope.repeats() ? oneWindow(from, scope, kinds, nesting) : windows(from, scope, kinds);
            case 4 -> "SELECT DISTINCT " + values(kinds, scope, nesting) + " FROM " + from;
            default -> "SELECT " + values(kinds, scope, nesting) + " FROM " + from;
        };
    }

    private String windows(String from, Scope scope, List<Kind> kinds) {
        List<String> items =
                kinds.stream().map(kind -> grouping.window(kind, scope)).toList();
        String qualify = choices.oneIn(4)
                ? " QUALIFY " + grouping.window(Kind.BIGINT, scope) + choices.any(" <= 2", " = 1", " > 3")
                : "";
        return "SELECT " + String.join(", ", items) + " FROM " + from + qualify;
    }

    /// Rows that are equal in all columns stand in any order in each window, so that with two of
    /// them it is open which values meet in one row: where there may be such rows, one item is a window.
    private String oneWindow(String from, Scope scope, List<Kind> kinds, int nesting) {
        String window = grouping.window(kinds.getFirst(), scope);
        List<Kind> others = kinds.subList(1, kinds.size());
        return "SELECT " + window + (others.isEmpty() ? "" : ", " + values(others, scope, nesting)) + " FROM " + from;
    }

    private String values(List<Kind> kinds, Scope scope, int nesting) {
        return String.join(
                ", ",
                kinds.stream()
                        .map(kind -> expressions.value(kind, scope.columns(), nesting, 2))
                        .toList());
    }
}
