package org.almagest.cli.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.almagest.cli.Console;
import org.almagest.cli.ExitCode;
import org.almagest.cli.ShownFailure;
import org.almagest.cli.output.Ink;
import org.almagest.cli.query.LiveEngine;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// The interactive shell: statements of several lines, history, completion, commands with a
/// backslash. Where standard input is no terminal it runs what comes from there, up to the first
/// failure.
public final class Shell {
    private final ShellSession session;
    private final ShellCommands commands;
    private final String name;

    /// @param name what the prompt says: the database's short name
    public Shell(LiveEngine engine, Console console, String name) {
        this.session = new ShellSession(engine, console);
        this.commands = new ShellCommands(session);
        this.name = name;
    }

    /// Runs until the user leaves; answers the exit code.
    public int run() throws IOException {
        Console console = session.console();
        if (!console.inIsTerminal()) {
            String text = new String(console.in().readAllBytes(), StandardCharsets.UTF_8);
            commands.runLines(text.lines().toList());
            return ExitCode.OK;
        }
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            interact(terminal);
        }
        return ExitCode.OK;
    }

    private void interact(Terminal terminal) {
        boolean colour = session.console().colour();
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("almagest")
                .parser(new StatementParser())
                .completer(new NameCompleter(session.engine()))
                .variable(LineReader.HISTORY_FILE, historyFile())
                .variable(
                        LineReader.SECONDARY_PROMPT_PATTERN, Ink.FAINT.write(" ".repeat(name.length()) + "> ", colour))
                .variable(LineReader.INDENTATION, 0)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .build();
        session.say(Ink.FAINT.write("Statements end with ;   \\? lists commands   \\q leaves", colour));
        String prompt = Ink.BOLD.write(name, colour) + "> ";
        boolean goesOn = true;
        while (goesOn) {
            try {
                String line = reader.readLine(prompt);
                session.columns(Math.max(40, terminal.getSize().getColumns()));
                goesOn = execute(line);
            } catch (UserInterruptException again) {
                // Ctrl-C at the prompt gives a new one.
                goesOn = true;
            } catch (EndOfFileException end) {
                goesOn = false;
            }
        }
    }

    /// Runs what was entered; what fails is told, and the shell goes on.
    private boolean execute(String text) {
        try {
            if (ShellCommands.isCommand(text)) {
                return commands.run(text);
            }
            session.run(text);
        } catch (ShownFailure told) {
            return true;
        } catch (AlmagestException failure) {
            session.console()
                    .err()
                    .println(failure.getMessage()
                            + failure.hint().map(hint -> "\n" + hint).orElse(""));
        } catch (CorruptionException damage) {
            session.console().err().println("damaged data: " + damage.getMessage());
        } catch (UncheckedIOException failure) {
            session.console().err().println(failure.getCause().getMessage());
        }
        return true;
    }

    /// Answers `$XDG_STATE_HOME/almagest/history` where that is set, else `~/.almagest_history`.
    private static Path historyFile() {
        Optional<String> state =
                Optional.ofNullable(System.getenv("XDG_STATE_HOME")).filter(path -> !path.isBlank());
        if (state.isEmpty()) {
            String home = Optional.ofNullable(System.getenv("HOME")).orElse(System.getProperty("user.home"));
            return Path.of(home, ".almagest_history");
        }
        Path folder = Path.of(state.get(), "almagest");
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return folder.resolve("history");
    }
}
