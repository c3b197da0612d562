package org.almagest.cli.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.almagest.cli.Console;
import org.almagest.cli.ExitCode;
import org.almagest.cli.ShownFailure;
import org.almagest.cli.output.Ink;
import org.almagest.cli.query.LiveEngine;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// The interactive shell: statements of several lines, history, completion, commands with a
/// backslash. Where standard input is no terminal it runs what comes from there, without prompts,
/// up to the first failure (or beyond, where the options say so).
public final class Shell {
    private static final int HISTORY_ENTRIES = 10_000;
    private static final int USUAL_COLUMNS = 80;

    private final ShellSession session;
    private final ShellCommands commands;
    private final ShellOptions options;
    private final ShellFiles files = new ShellFiles(System.getenv());

    /// @param opening opens the database at a path, for `\c`
    public Shell(LiveEngine engine, Console console, ShellOptions options, Function<String, LiveEngine> opening) {
        this.session = new ShellSession(engine, console, opening);
        this.commands = new ShellCommands(session);
        this.options = options;
    }

    /// Runs until the user leaves; answers the exit code.
    public int run() throws IOException {
        try (session) {
            Console console = session.console();
            if (!console.inIsTerminal()) {
                ShellScript script = new ShellScript(commands, "stdin", options.goesOn());
                script.run(new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8)));
                return script.failed() ? ExitCode.FAILURE : ExitCode.OK;
            }
            try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
                interact(terminal);
            }
            return ExitCode.OK;
        }
    }

    private void interact(Terminal terminal) {
        measure(terminal);
        boolean goesOn = !options.startup() || startUp();
        LineReader reader = reader(terminal);
        if (goesOn) {
            session.say(Ink.FAINT.write("Statements end with ;   \\? lists commands   \\q leaves", colour()));
        }
        while (goesOn) {
            try {
                reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, secondPrompt());
                String line = reader.readLine(Ink.BOLD.write(session.engine().name(), colour()) + "> ");
                measure(terminal);
                goesOn = execute(line);
            } catch (UserInterruptException again) {
                // Ctrl-C at the prompt gives a new one.
                goesOn = true;
            } catch (EndOfFileException end) {
                goesOn = false;
            }
        }
    }

    private boolean colour() {
        return session.console().colour();
    }

    private String secondPrompt() {
        return Ink.FAINT.write(" ".repeat(session.engine().name().length()) + "> ", colour());
    }

    private LineReader reader(Terminal terminal) {
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("almagest")
                .parser(new StatementParser())
                .completer(new NameCompleter(session))
                .variable(LineReader.HISTORY_SIZE, HISTORY_ENTRIES)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_ENTRIES)
                .variable(LineReader.INDENTATION, 0)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.INSERT_TAB, false);
        files.history().ifPresent(history -> builder.variable(LineReader.HISTORY_FILE, history));
        if (colour()) {
            builder.highlighter(new SqlHighlighter());
        }
        return builder.build();
    }

    /// Takes over how large the terminal is now; one that does not say is 80 columns wide.
    private void measure(Terminal terminal) {
        Size size = terminal.getSize();
        int columns = size.getColumns() > 0 ? size.getColumns() : USUAL_COLUMNS;
        session.screen(columns, Math.max(0, size.getRows()));
    }

    /// Runs the startup file; answers whether the shell goes on.
    private boolean startUp() {
        Optional<Path> file = files.startup();
        if (file.isEmpty()) {
            return true;
        }
        try (BufferedReader lines = Files.newBufferedReader(file.get())) {
            return new ShellScript(commands, file.get().toString(), true).run(lines);
        } catch (IOException failure) {
            session.console().err().println("cannot read " + file.get() + ": " + failure.getMessage());
            return true;
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
            commands.tell("", failure);
        } catch (CorruptionException damage) {
            session.console().err().println("damaged data: " + damage.getMessage());
        } catch (UncheckedIOException failure) {
            session.console().err().println(failure.getCause().getMessage());
        } catch (OutOfMemoryError full) {
            commands.tell(
                    "",
                    AlmagestException.of(SqlState.OUT_OF_MEMORY, "the JVM's heap is full")
                            .hint("ask for less at once, or start with ALMAGEST_JAVA_OPTS=-Xmx8g"));
        }
        return true;
    }
}
