package org.almagest.sql;

import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import io.trino.tpcds.column.Column;
import io.trino.tpcds.column.ColumnType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The tables of TPC-DS, made by a generator, and the benchmark's queries, as Spark's tests have them.
final class TpcdsTables {
    private static final int QUERIES = 99;

    /// Four of the queries have two parts.
    private static final List<Integer> IN_TWO_PARTS = List.of(14, 23, 24, 39);

    /// What stands in the texts in another dialect, by query: a column that the generator calls by its
    /// later name, a word that DuckDB reserves, a division by zero, which fails in DuckDB.
    private static final Map<String, Rewrite> REWRITES = Map.of(
            "q12",
            new Rewrite(
                    "/ sum\\(sum\\(ws_ext_sales_price\\)\\)\\s+OVER\\s+\\(PARTITION BY i_class\\)",
                    "/ nullif(sum(sum(ws_ext_sales_price)) OVER (PARTITION BY i_class), 0)"),
            "q30",
            new Rewrite("c_last_review_date", "c_last_review_date_sk"),
            "q90",
            new Rewrite(
                    "/ cast\\(pmc AS DECIMAL\\(15, 4\\)\\)([\\s\\S]*?)\\) at,",
                    "/ nullif(cast(pmc AS DECIMAL(15, 4)), 0)$1) am,"));

    private record Rewrite(String pattern, String replacement) {}

    private TpcdsTables() {}

    static void load(double scale, GeneratedTables tables) throws IOException, SQLException {
        for (Table table : Table.getBaseTables()) {
            if (table != Table.DBGEN_VERSION) {
                Session session = Session.getDefaultSession().withScale(scale).withTable(table);
                Results rows = Results.constructResults(table, session);
                // A table is made together with the one it is a child of; its own row is the first.
                Iterable<List<String>> own = () -> StreamSupport.stream(rows.spliterator(), false)
                        .map(List::getFirst)
                        .iterator();
                tables.make(table.getName(), columns(table), own);
            }
        }
    }

    private static String columns(Table table) {
        return Arrays.stream(table.getColumns())
                .map(column -> column.getName() + " " + type(column))
                .collect(Collectors.joining(", "));
    }

    private static String type(Column column) {
        ColumnType type = column.getType();
        return switch (type.getBase()) {
            case INTEGER -> "INTEGER";
            case IDENTIFIER -> "BIGINT";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case DECIMAL ->
                "DECIMAL(" + type.getPrecision().orElseThrow() + ", "
                        + type.getScale().orElseThrow() + ")";
            case VARCHAR, CHAR -> "VARCHAR";
        };
    }

    /// Answers the names of the queries: `q1` to `q99`, some with `a` and `b`.
    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int number = 1; number <= QUERIES; number++) {
            if (IN_TWO_PARTS.contains(number)) {
                names.add("q" + number + "a");
                names.add("q" + number + "b");
            } else {
                names.add("q" + number);
            }
        }
        return names;
    }

    /// Answers a query's text in the language that both engines have.
    static String query(String name) throws IOException {
        try (var resource = TpcdsTables.class.getResourceAsStream("/tpcds/" + name + ".sql")) {
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .replace('`', '"')
                    .strip();
            Rewrite rewrite = REWRITES.get(name);
            return rewrite == null ? text : text.replaceAll(rewrite.pattern(), rewrite.replacement());
        }
    }
}
