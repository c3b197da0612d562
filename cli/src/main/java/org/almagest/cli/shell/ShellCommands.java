package org.almagest.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.almagest.cli.output.Ink;
import org.almagest.cli.shell.ShellCommand.Argument;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;

/// The commands of the shell that are not SQL: lines that begin with a backslash, or with a point as
/// in DuckDB's shell.
final class ShellCommands {
    private static final Pattern POINTED = Pattern.compile("\\.[a-z]+(\\s.*)?", Pattern.DOTALL);
    private static final String LEAVE = "\\q";
    private static final String LIST = "\\?";

    private static final String KEYS = """
        Statements end with ;   Tab completes   Ctrl-R searches the history
        Ctrl-C stops a query, or clears what is typed   Ctrl-D leaves\
        """;

    /// The names and arguments of all commands, for completion and for the documentation's test.
    private static final List<ShellCommand> SHAPES = make(Optional.empty());

    private final ShellSession session;
    private final List<ShellCommand> commands;

    ShellCommands(ShellSession session) {
        this.session = session;
        this.commands = make(Optional.of(this));
    }

    ShellSession session() {
        return session;
    }

    private static List<ShellCommand> make(Optional<ShellCommands> owner) {
        List<ShellCommand> commands = new ArrayList<>();
        Optional<ShellSession> session = owner.map(ShellCommands::session);
        commands.addAll(new ListingCommands(session).commands());
        commands.addAll(new SettingCommands(session).commands());
        commands.addAll(new FileCommands(owner).commands());
        commands.add(ShellCommand.of(
                "\\h .sql",
                "[STATEMENT]",
                Argument.STATEMENT,
                "how a statement is written",
                argument -> session.orElseThrow().say(StatementSyntax.of(argument))));
        commands.add(ShellCommand.of(
                LIST + " .help help",
                "",
                Argument.NOTHING,
                "this list",
                _ -> owner.orElseThrow().list()));
        commands.add(ShellCommand.of(
                LEAVE + " .quit .exit quit exit", "", Argument.NOTHING, "leave (so does Ctrl-D)", _ -> {}));
        return List.copyOf(commands);
    }

    /// Answers all names of commands, those with a backslash first.
    static List<String> names() {
        return SHAPES.stream().flatMap(command -> command.names().stream()).toList();
    }

    /// Answers what stands behind a command.
    static Argument argumentOf(String text) {
        String name = text.strip().split("\\s+", 2)[0];
        return find(SHAPES, name).map(ShellCommand::argument).orElse(Argument.NOTHING);
    }

    static boolean isCommand(String text) {
        String line = withoutEnd(text);
        return line.startsWith("\\")
                || POINTED.matcher(line).matches()
                || List.of("help", "quit", "exit").contains(line.toLowerCase(Locale.ROOT));
    }

    private static String withoutEnd(String text) {
        return text.strip().replaceFirst("\\s*;$", "");
    }

    private static Optional<ShellCommand> find(List<ShellCommand> commands, String name) {
        return commands.stream()
                .filter(command -> command.names().contains(name))
                .findFirst();
    }

    /// Runs a command; answers whether the shell goes on.
    boolean run(String text) {
        String[] words = withoutEnd(text).split("\\s+", 2);
        String name = words[0].startsWith("\\") ? words[0] : words[0].toLowerCase(Locale.ROOT);
        String argument = words.length > 1 ? words[1].strip() : "";
        Optional<ShellCommand> command = find(commands, name);
        if (command.isEmpty()) {
            throw AlmagestException.of(SqlState.SYNTAX_ERROR, "there is no command " + words[0])
                    .hint(hint(name));
        }
        if (command.get().argument() == Argument.NOTHING && !argument.isEmpty()) {
            throw AlmagestException.of(
                    SqlState.SYNTAX_ERROR, name + " takes nothing behind it, but '" + argument + "' stands there");
        }
        command.get().action().run(argument);
        return !command.get().name().equals(LEAVE);
    }

    private static String hint(String word) {
        String question = NearestName.question(word, names());
        return question.isEmpty() ? "\\? lists the commands" : question;
    }

    private void list() {
        boolean colour = session.console().colour();
        StringBuilder lines = new StringBuilder();
        int width = commands.stream()
                .mapToInt(command -> shape(command).length())
                .max()
                .orElse(0);
        for (ShellCommand command : commands) {
            String shape = shape(command);
            lines.append(Ink.BOLD.write(shape, colour))
                    .append(" ".repeat(width - shape.length() + 2))
                    .append(command.help())
                    .append('\n');
        }
        session.say(lines.append('\n').append(KEYS).toString());
    }

    private static String shape(ShellCommand command) {
        return (command.name() + " " + command.usage()).strip();
    }

    /// Tells of a failure of a command.
    void tell(String where, AlmagestException failure) {
        session.console()
                .err()
                .println(where
                        + failure.getMessage()
                        + failure.hint().map(hint -> "\nHINT: " + hint).orElse(""));
    }
}
