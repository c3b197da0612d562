package org.almagest.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.almagest.cli.query.LiveEngine;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.exec.function.Functions;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.TableSnapshot;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// Completes what is typed: commands, keywords, tables, functions, and the columns of the tables
/// that the statement names (of all tables while it names none).
final class NameCompleter implements Completer {
    private static final List<String> KEYWORDS = List.of("""
        ALL AND AS ASC BETWEEN BY CASE CAST CREATE CROSS DELETE DESC DESCRIBE DISTINCT DROP ELSE END EXISTS
        EXPLAIN ANALYZE FALSE FROM GROUP HAVING IN INNER INSERT INTO IS JOIN LAST LEFT LIKE LIMIT NOT NULL
        NULLS FIRST OFFSET ON OR ORDER OVER PARTITION REPLACE SELECT SHOW TABLES FUNCTIONS TABLE THEN TRUE
        UNION UPDATE USING VALUES WHEN WHERE WITH\
        """.split("\\s+"));

    private final LiveEngine engine;

    NameCompleter(LiveEngine engine) {
        this.engine = engine;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.line().stripLeading().startsWith("\\")) {
            if (line.wordIndex() == 0) {
                ShellCommands.NAMES.forEach(name -> add(candidates, name, "commands"));
            } else {
                tables().forEach(table -> add(candidates, table.name(), "tables"));
            }
            return;
        }
        List<Table> tables = tables();
        String text = line.line().toLowerCase(Locale.ROOT);
        List<Table> named = tables.stream()
                .filter(table -> text.contains(table.name().toLowerCase(Locale.ROOT)))
                .toList();
        for (Table table : named.isEmpty() ? tables : named) {
            table.columns().forEach(column -> add(candidates, column, "columns"));
        }
        tables.forEach(table -> add(candidates, table.name(), "tables"));
        Functions.BUILT_IN.names().forEach(name -> add(candidates, name, "functions"));
        KEYWORDS.forEach(word -> add(candidates, word, "keywords"));
    }

    private record Table(String name, List<String> columns) {}

    private List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        try (CatalogSnapshot snapshot = engine.forStatement(false).database().snapshot()) {
            for (TableSnapshot table : snapshot.tables()) {
                tables.add(new Table(
                        table.name(),
                        table.schema().columns().stream()
                                .map(ColumnDefinition::name)
                                .toList()));
            }
        }
        return tables;
    }

    private static void add(List<Candidate> candidates, String value, String group) {
        candidates.add(new Candidate(value, value, group, null, null, null, true));
    }
}
