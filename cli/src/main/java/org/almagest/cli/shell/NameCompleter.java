package org.almagest.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.almagest.cli.query.LiveEngine;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.exec.function.Functions;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.rowstore.ViewSnapshot;
import org.almagest.sql.session.Session;
import org.almagest.sql.syntax.Lexeme;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// Completes what is typed by where it stands.
///
/// ```text
/// \com...                commands                   'pa...      files
/// \d ta...               tables                     \i pa...    files
/// FROM ta...             tables and views           SET na...   settings
/// s.co...                columns of s, a table or an alias
/// elsewhere              columns of the tables in the statement (of all while there are none),
///                        tables, functions, keywords
/// ```
final class NameCompleter implements Completer {
    private static final Set<String> BEFORE_TABLES =
            Set.of("FROM", "JOIN", "INTO", "UPDATE", "TABLE", "DESCRIBE", "SUMMARIZE");
    private static final Set<String> BEFORE_SETTINGS = Set.of("SET", "RESET", "SHOW");
    private static final List<String> SOURCES = List.of("read_csv", "read_fits", "read_parquet");

    private final ShellSession session;

    NameCompleter(ShellSession session) {
        this.session = session;
    }

    private record Table(String name, List<String> columns) {}

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        TypedWord word = (TypedWord) line;
        if (ShellCommands.isCommand(word.line())) {
            command(word, candidates);
        } else if (word.inString()) {
            PathCompletion.add(word.typed(), candidates);
        } else if (word.typed().contains(".")) {
            columnsBehind(word, candidates);
        } else if (BEFORE_TABLES.contains(word.wordBefore())) {
            tables().forEach(table -> add(candidates, table.name(), "tables"));
            SOURCES.forEach(name -> addFunction(candidates, name));
        } else {
            if (BEFORE_SETTINGS.contains(word.wordBefore())) {
                Session.settingNames().forEach(name -> add(candidates, name, "settings"));
            }
            names(word, candidates);
        }
    }

    private void command(TypedWord word, List<Candidate> candidates) {
        if (word.wordIndex() == 0) {
            ShellCommands.names().forEach(name -> add(candidates, name, "commands"));
            return;
        }
        switch (ShellCommands.argumentOf(word.words().getFirst())) {
            case FILE -> PathCompletion.add(word.typed(), candidates);
            case TABLE -> tables().forEach(table -> add(candidates, table.name(), "tables"));
            case FORMAT -> ShellSettings.formatNames().forEach(name -> add(candidates, name, "formats"));
            case SETTING -> session.settings().all().keySet().forEach(name -> add(candidates, name, "settings"));
            case STATEMENT -> StatementSyntax.names().forEach(name -> add(candidates, name, "statements"));
            case COPY -> {
                PathCompletion.add(word.typed().replaceFirst("^'", ""), candidates);
                tables().forEach(table -> add(candidates, table.name(), "tables"));
            }
            case SWITCH -> List.of("on", "off").forEach(name -> add(candidates, name, "switch"));
            case NOTHING -> {}
        }
    }

    private void columnsBehind(TypedWord word, List<Candidate> candidates) {
        String typed = word.typed();
        String qualifier = typed.substring(0, typed.lastIndexOf('.'));
        String called = qualifier.substring(qualifier.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String table = TableNames.in(word.line()).getOrDefault(called, called);
        tables().stream()
                .filter(one -> one.name().equalsIgnoreCase(table))
                .flatMap(one -> one.columns().stream())
                .forEach(column -> candidates.add(
                        new Candidate(qualifier + "." + column, column, "columns", null, null, null, true)));
    }

    private void names(TypedWord word, List<Candidate> candidates) {
        List<Table> tables = tables();
        Map<String, String> named = TableNames.in(word.line());
        List<Table> meant = tables.stream()
                .filter(table -> named.containsValue(table.name().toLowerCase(Locale.ROOT)))
                .toList();
        for (Table table : meant.isEmpty() ? tables : meant) {
            table.columns().forEach(column -> add(candidates, column, "columns"));
        }
        tables.forEach(table -> add(candidates, table.name(), "tables"));
        Functions.BUILT_IN.names().forEach(name -> addFunction(candidates, name));
        boolean small =
                !word.typed().isEmpty() && Character.isLowerCase(word.typed().charAt(0));
        for (String keyword : Lexeme.keywords()) {
            add(candidates, small ? keyword.toLowerCase(Locale.ROOT) : keyword, "keywords");
        }
    }

    private List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        LiveEngine engine = session.engine();
        try (CatalogSnapshot snapshot = engine.forStatement(false).database().snapshot()) {
            for (TableSnapshot table : snapshot.tables()) {
                tables.add(new Table(
                        table.name(),
                        table.schema().columns().stream()
                                .map(ColumnDefinition::name)
                                .toList()));
            }
            for (ViewSnapshot view : snapshot.views()) {
                tables.add(new Table(view.name().name(), List.of()));
            }
        }
        return tables;
    }

    private static void add(List<Candidate> candidates, String value, String group) {
        candidates.add(new Candidate(value, value, group, null, null, null, true));
    }

    private static void addFunction(List<Candidate> candidates, String name) {
        candidates.add(new Candidate(name + "(", name, "functions", null, null, null, false));
    }
}
