package org.almagest.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.almagest.sql.syntax.Script;

/// The list of queries that walks through the language, over the tables of `TestTables`.
final class TestQueries {
    private static final List<String> FILES = List.of(
            "queries",
            "subqueries",
            "times",
            "grouping",
            "common",
            "series",
            "arrays",
            "around",
            "aggregates",
            "bands");

    private TestQueries() {}

    static List<String> all() throws IOException {
        List<String> queries = new ArrayList<>();
        for (String file : FILES) {
            queries.addAll(of(file));
        }
        return queries;
    }

    private static List<String> of(String file) throws IOException {
        try (var resource = TestQueries.class.getResourceAsStream("/differential/" + file + ".sql")) {
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            List<String> queries = new ArrayList<>();
            for (var span : Script.of(text).statements()) {
                queries.add(text.substring(span.start(), span.end()));
            }
            return queries;
        }
    }

    /// Answers whether the order of a query's rows is decided.
    static boolean isOrdered(String sql) {
        return outside(sql).contains("ORDER BY") && sql.contains("LIMIT");
    }

    /// Answers the text outside of all parentheses.
    private static String outside(String sql) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (char c : sql.toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                text.append(c);
            }
        }
        return text.toString();
    }
}
