package org.almagest.sql.random;

import java.util.ArrayList;
import java.util.List;

/// Writes FROM clauses: tables, subqueries, lists of values and common tables, joined in every way.
final class RandomJoins {
    private static final int MOST_RELATIONS = 3;

    private final Choices choices;
    private final RandomQueries queries;
    private int aliases;

    RandomJoins(Choices choices, RandomQueries queries) {
        this.choices = choices;
        this.queries = queries;
    }

    private String alias() {
        return "x" + aliases++;
    }

    /// Answers a FROM clause without its keyword, and adds to the scope what it brings.
    String from(Scope scope, int nesting) {
        StringBuilder from = new StringBuilder(relation(scope, nesting));
        int relations = 1;
        while (relations < MOST_RELATIONS && choices.oneIn(nesting == 0 ? 2 : 3)) {
            from.append(join(scope, nesting));
            relations++;
        }
        if (relations < MOST_RELATIONS && choices.oneIn(10)) {
            // The last one: what stands behind a comma does not see what stands before.
            from.append(", ");
            from.append(choices.oneIn(2) ? lateral(scope, nesting) : relation(scope, nesting));
        }
        return from.toString();
    }

    private String join(Scope scope, int nesting) {
        if (nesting < RandomQueries.MOST_NESTING && choices.oneIn(12)) {
            return " CROSS JOIN " + lateral(scope, nesting);
        }
        Scope right = new Scope(scope.outer());
        String relation = relation(right, nesting);
        Scope both = new Scope(scope.outer());
        both.add(scope);
        both.add(right);
        String on = " ON " + on(scope, right, both);
        int kind = choices.below(12);
        if (kind > 1) {
            scope.add(right);
        }
        return switch (kind) {
            case 0 -> " SEMI JOIN " + relation + on;
            case 1 -> " ANTI JOIN " + relation + on;
            case 2, 3 -> " LEFT JOIN " + relation + on;
            case 4 -> " RIGHT JOIN " + relation + on;
            case 5 -> " FULL JOIN " + relation + on;
            case 6 -> " CROSS JOIN " + relation;
            default -> " JOIN " + relation + on;
        };
    }

    private String on(Scope left, Scope right, Scope both) {
        Scope.Column own = choices.any(right.columns());
        List<Scope.Column> fitting = Scope.of(own.kind(), left.columns());
        String more = queries.conditions().plain(both.columns(), 1);
        if (fitting.isEmpty()) {
            return more;
        }
        String comparison = choices.oneIn(6) ? queries.conditions().comparison() : "=";
        String pair = choices.any(fitting).name() + " " + comparison + " " + own.name();
        return choices.oneIn(3) ? pair + " AND " + more : pair;
    }

    private String lateral(Scope scope, int nesting) {
        Kind kind = choices.any(Kind.ALL);
        String alias = alias();
        List<Scope.Column> columns = List.of(new Scope.Column(alias + ".v", kind));
        String rows = queries.subqueries().rows(kind, scope.columns(), nesting);
        scope.addRepeating(columns);
        return "LATERAL (" + rows + ") " + alias + "(v)";
    }

    private String relation(Scope scope, int nesting) {
        int form = choices.below(10);
        if (form == 0 && nesting < RandomQueries.MOST_NESTING) {
            List<Kind> kinds = queries.kinds();
            String alias = alias();
            addAll(scope, alias, kinds);
            return "(" + queries.body(kinds, nesting + 1) + ") " + alias + names(kinds);
        }
        if (form == 1) {
            return values(scope);
        }
        if (form <= 4 && !queries.commonTables().isEmpty()) {
            RandomQueries.CommonTable common = choices.any(queries.commonTables());
            String alias = alias();
            addAll(scope, alias, common.kinds());
            return common.name() + " " + alias + names(common.kinds());
        }
        return table(scope);
    }

    private String table(Scope scope) {
        RandomTables.Table table = choices.any(queries.tablesAtHand());
        String alias = alias();
        List<Scope.Column> columns = table.columns().stream()
                .map(column -> new Scope.Column(alias + "." + column.name(), column.kind()))
                .toList();
        scope.add(columns, columns.subList(0, 1));
        return table.name() + " " + alias;
    }

    private String values(Scope scope) {
        String alias = alias();
        if (choices.oneIn(3)) {
            List<Scope.Column> series = List.of(new Scope.Column(alias + ".n", Kind.BIGINT));
            scope.add(series, series);
            return "generate_series(0, " + choices.below(5) + ") " + alias + "(n)";
        }
        List<Kind> kinds = queries.kinds();
        List<String> rows = new ArrayList<>();
        for (int r = 0; r <= choices.below(4); r++) {
            List<String> cells = new ArrayList<>();
            for (Kind kind : kinds) {
                cells.add(r > 0 && choices.oneIn(6) ? "NULL" : kind.literal(choices));
            }
            rows.add("(" + String.join(", ", cells) + ")");
        }
        addAll(scope, alias, kinds);
        return "(VALUES " + String.join(", ", rows) + ") " + alias + names(kinds);
    }

    private static void addAll(Scope scope, String alias, List<Kind> kinds) {
        List<Scope.Column> columns = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            columns.add(new Scope.Column(alias + ".v" + i, kinds.get(i)));
        }
        scope.addRepeating(columns);
    }

    static String names(List<Kind> kinds) {
        StringBuilder names = new StringBuilder("(");
        for (int i = 0; i < kinds.size(); i++) {
            names.append(i == 0 ? "" : ", ").append('v').append(i);
        }
        return names.append(')').toString();
    }
}
