package org.almagest.cli.shell;

import java.util.List;
import java.util.Optional;
import org.almagest.cli.shell.ShellCommand.Argument;

/// The commands that list what there is: each is a statement, so that its rows are shown like any
/// others. In patterns `*` is any text and `?` any letter.
final class ListingCommands {
    private final Optional<ShellSession> session;

    ListingCommands(Optional<ShellSession> session) {
        this.session = session;
    }

    List<ShellCommand> commands() {
        return List.of(
                ShellCommand.of(
                        "\\d .schema",
                        "[TABLE|PATTERN]",
                        Argument.TABLE,
                        "tables, or the columns of a table with units and descriptions",
                        this::describe),
                listing("\\dt .tables", "tables", "SHOW TABLES"),
                listing("\\dv", "views", "SHOW VIEWS"),
                ShellCommand.of(
                        "\\di .indexes",
                        "[PATTERN]",
                        Argument.TABLE,
                        "indexes and keys, by their names or those of their tables",
                        this::indexes),
                listing("\\dn .databases", "schemas", "SHOW SCHEMAS"),
                listing("\\df .functions", "functions", "SHOW FUNCTIONS"));
    }

    private ShellCommand listing(String names, String what, String statement) {
        return ShellCommand.of(names, "[PATTERN]", Argument.TABLE, what, pattern -> list(statement, pattern));
    }

    private void describe(String name) {
        if (name.isEmpty() || isPattern(name)) {
            list("SHOW TABLES", name);
        } else {
            session.orElseThrow().run("DESCRIBE " + name);
        }
    }

    private static boolean isPattern(String name) {
        return name.contains("*") || name.contains("?");
    }

    private void list(String statement, String pattern) {
        session.orElseThrow().run(pattern.isEmpty() ? statement : statement + " LIKE " + like(pattern));
    }

    private void indexes(String pattern) {
        String where = pattern.isEmpty()
                ? ""
                : " WHERE index_name LIKE " + like(pattern) + " OR table_name LIKE " + like(pattern);
        session.orElseThrow()
                .run("SELECT schema_name, table_name, index_name, columns, method, unique_keys, primary_key"
                        + " FROM almagest_indexes()" + where + " ORDER BY 1, 2, 3");
    }

    private static String like(String pattern) {
        String text =
                pattern.replace("_", "\\_").replace('*', '%').replace('?', '_').replace("'", "''");
        return "'" + text + "'";
    }
}
