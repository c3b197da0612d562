package org.almagest.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.almagest.cli.output.OutputFormat;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.syntax.Script;

/// The commands of the shell that are not SQL: lines that begin with a backslash.
final class ShellCommands {
    static final List<String> NAMES = List.of("\\?", "\\all", "\\d", "\\df", "\\format", "\\i", "\\q", "\\timing");

    private static final String HELP = """
        \\d               tables
        \\d TABLE         columns of a table, with units and descriptions
        \\df              functions
        \\timing on|off   whether times are shown
        \\all on|off      whether all rows and columns are shown
        \\format NAME     table, csv or json
        \\i FILE          run the statements of a file
        \\q               leave (so does Ctrl-D)

        Statements end with ;  Ctrl-C stops a query.  Tab completes names.\
        """;

    private final ShellSession session;

    ShellCommands(ShellSession session) {
        this.session = session;
    }

    static boolean isCommand(String text) {
        String line = text.strip();
        return line.startsWith("\\") || isLeaving(line) || line.equalsIgnoreCase("help");
    }

    private static boolean isLeaving(String line) {
        return line.equals("\\q") || line.equalsIgnoreCase("quit") || line.equalsIgnoreCase("exit");
    }

    /// Runs a command; answers whether the shell goes on.
    boolean run(String text) {
        String line = text.strip().replaceFirst(";$", "");
        if (isLeaving(line)) {
            return false;
        }
        String[] words = line.split("\\s+", 2);
        String argument = words.length > 1 ? words[1].strip() : "";
        switch (words[0]) {
            case "\\?", "\\h", "help" -> session.say(HELP);
            case "\\d" -> describe(argument);
            case "\\dt" -> session.run("SHOW TABLES");
            case "\\df" -> session.run("SHOW FUNCTIONS");
            case "\\timing" ->
                session.settings().timing(toggled(argument, session.settings().timing(), "timing"));
            case "\\all" ->
                session.settings().all(toggled(argument, session.settings().all(), "all"));
            case "\\format" -> format(argument);
            case "\\i" -> runFile(argument);
            default ->
                throw AlmagestException.of(SqlState.SYNTAX_ERROR, "there is no command " + words[0])
                        .hint(hint(words[0]));
        }
        return true;
    }

    private static String hint(String word) {
        String question = NearestName.question(word, NAMES);
        return question.isEmpty() ? "\\? lists the commands" : question;
    }

    private void describe(String table) {
        session.run(table.isEmpty() ? "SHOW TABLES" : "DESCRIBE " + table);
    }

    private boolean toggled(String argument, boolean now, String name) {
        boolean on = switch (argument.toLowerCase(Locale.ROOT)) {
            case "" -> !now;
            case "on", "true" -> true;
            case "off", "false" -> false;
            default ->
                throw AlmagestException.of(SqlState.INVALID_PARAMETER, "\\" + name + " is on or off, not " + argument);
        };
        session.say("\\" + name + " is " + (on ? "on" : "off"));
        return on;
    }

    private void format(String name) {
        OutputFormat chosen = Arrays.stream(OutputFormat.values())
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> AlmagestException.of(
                        SqlState.INVALID_PARAMETER, "\\format is table, csv or json, not '" + name + "'"));
        session.settings().format(chosen);
    }

    private void runFile(String file) {
        try {
            runLines(Files.readAllLines(Path.of(file)));
        } catch (IOException failure) {
            throw AlmagestException.of(SqlState.FILE_NOT_FOUND, "cannot read " + file, failure)
                    .hint("\\i FILE runs a file with statements");
        }
    }

    /// Runs lines of statements and commands; answers whether the shell goes on.
    boolean runLines(List<String> lines) {
        List<String> collected = new ArrayList<>();
        for (String line : lines) {
            String before = String.join("\n", collected);
            if (before.isBlank() && isCommand(line)) {
                collected.clear();
                if (!run(line)) {
                    return false;
                }
                continue;
            }
            collected.add(line);
            String text = String.join("\n", collected);
            if (line.contains(";") && !Script.of(text).incomplete()) {
                session.run(text);
                collected.clear();
            }
        }
        session.run(String.join("\n", collected));
        return true;
    }
}
