package org.almagest.sql.random;

import java.util.ArrayList;
import java.util.List;

/// Small tables with columns of types at random, many NULLs and few different values. `id` tells the
/// rows of a table apart.
final class RandomTables {
    static final int TABLES = 4;
    private static final String ID = "id";

    /// @param columns `id` is the first
    record Table(String name, List<Scope.Column> columns) {}

    private final Choices choices;
    private final List<Table> tables = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();

    RandomTables(long seed) {
        choices = new Choices(seed);
        for (int t = 0; t < TABLES; t++) {
            table("t" + t, t == 3 ? 100 : 20);
        }
    }

    private void table(String name, int most) {
        List<Scope.Column> columns = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        columns.add(new Scope.Column(ID, Kind.INTEGER));
        definitions.add("id INTEGER");
        int width = 4 + choices.below(5);
        for (int c = 1; c <= width; c++) {
            // The first few are numbers and texts in every table, so that tables can be joined.
            Kind kind = c == 1 ? Kind.INTEGER : c == 2 ? Kind.TEXT : choices.any(Kind.ALL);
            columns.add(new Scope.Column("c" + c, kind));
            definitions.add("c" + c + " " + kind.type(choices));
        }
        tables.add(new Table(name, columns));
        statements.add("CREATE OR REPLACE TABLE " + name + " (" + String.join(", ", definitions) + ")");
        int rows = choices.oneIn(8) ? 0 : 1 + choices.below(most);
        List<String> values = new ArrayList<>();
        for (int id = 0; id < rows; id++) {
            values.add(row(id, columns));
        }
        if (rows > 0) {
            statements.add("INSERT INTO " + name + " VALUES " + String.join(", ", values));
        }
    }

    private String row(int id, List<Scope.Column> columns) {
        List<String> cells = new ArrayList<>();
        cells.add(Integer.toString(id));
        for (Scope.Column column : columns.subList(1, columns.size())) {
            cells.add(choices.oneIn(6) ? "NULL" : column.kind().literal(choices));
        }
        return "(" + String.join(", ", cells) + ")";
    }

    List<Table> tables() {
        return tables;
    }

    /// Answers what makes the tables, in both engines.
    List<String> statements() {
        return statements;
    }
}
