package org.almagest.cli.shell;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.cli.query.Interruption;
import org.almagest.cli.shell.ShellCommand.Argument;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// The commands that read and write files, open databases, and repeat statements.
final class FileCommands {
    /// Files that may run each other: beyond, one runs itself.
    private static final int DEEPEST = 50;

    private final Optional<ShellCommands> owner;
    private int depth;

    FileCommands(Optional<ShellCommands> owner) {
        this.owner = owner;
    }

    List<ShellCommand> commands() {
        return List.of(
                ShellCommand.of(
                        "\\i .read", "FILE", Argument.FILE, "run the statements and commands of a file", this::runFile),
                ShellCommand.of(
                        "\\o .output",
                        "[FILE]",
                        Argument.FILE,
                        "results go to a file; without one, to the screen",
                        this::writeTo),
                ShellCommand.of(
                        "\\copy",
                        "TABLE|(QUERY) TO|FROM 'FILE'",
                        Argument.COPY,
                        "as the statement COPY",
                        argument -> session().run("COPY " + required(argument, "\\copy stars TO 'stars.csv'"))),
                ShellCommand.of("\\c .open", "[DB]", Argument.FILE, "open another database", this::open),
                ShellCommand.of(
                        "\\watch",
                        "[SECONDS [TIMES]]",
                        Argument.SETTING,
                        "repeat the last statement until Ctrl-C",
                        this::watch),
                ShellCommand.of(
                        "\\e .edit",
                        "",
                        Argument.NOTHING,
                        "edit the last statement in $EDITOR, then run it",
                        _ -> edit()));
    }

    private ShellSession session() {
        return owner.orElseThrow().session();
    }

    private static String required(String argument, String example) {
        if (argument.isEmpty()) {
            throw AlmagestException.of(SqlState.SYNTAX_ERROR, "something is missing behind the command")
                    .hint("such as " + example);
        }
        return argument;
    }

    private static Path path(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("'") && text.endsWith("'");
        try {
            return Path.of(PathCompletion.atHome(quoted ? text.substring(1, text.length() - 1) : text));
        } catch (InvalidPathException wrong) {
            throw AlmagestException.of(SqlState.FILE_NOT_FOUND, "no file can be called " + text, wrong);
        }
    }

    private void runFile(String argument) {
        runFile(path(required(argument, "\\i script.sql")), argument);
    }

    private void runFile(Path file, String name) {
        if (Files.isDirectory(file)) {
            throw AlmagestException.of(SqlState.FILE_NOT_FOUND, file + " is a folder, not a file with statements");
        }
        if (depth == DEEPEST) {
            throw AlmagestException.of(
                            SqlState.STATEMENT_TOO_COMPLEX, DEEPEST + " files run each other: " + file + " is one more")
                    .hint("a file that runs itself never ends");
        }
        depth++;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            new ShellScript(owner.orElseThrow(), name, false).run(lines);
        } catch (CharacterCodingException wrong) {
            throw AlmagestException.of(SqlState.INVALID_TEXT, file + " is not UTF-8 text", wrong);
        } catch (IOException failure) {
            String why = Files.exists(file) ? "cannot read " + file : "there is no file " + file;
            throw AlmagestException.of(SqlState.FILE_NOT_FOUND, why, failure)
                    .hint("\\i FILE runs a file with statements");
        } finally {
            depth--;
        }
    }

    private void writeTo(String argument) {
        if (argument.isEmpty()) {
            session().writeTo(Optional.empty());
            return;
        }
        Path file = path(argument);
        try {
            session().writeTo(Optional.of(new BufferedOutputStream(Files.newOutputStream(file))));
        } catch (IOException failure) {
            String why = Files.isDirectory(file) ? "it is a folder" : reason(failure);
            throw AlmagestException.of(SqlState.IO_ERROR, "cannot write to " + file + ": " + why, failure)
                    .hint("results go where they went before");
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case java.nio.file.NoSuchFileException _ -> "there is no such folder";
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            default -> failure.getMessage();
        };
    }

    private void open(String argument) {
        if (!argument.isEmpty()) {
            session().open(path(argument).toString());
        }
        session().say("database " + session().engine().name());
    }

    private void watch(String argument) {
        String statement = session().last();
        if (statement.isEmpty()) {
            throw AlmagestException.of(SqlState.SYNTAX_ERROR, "there is no statement to repeat yet")
                    .hint("run one first, then \\watch 2");
        }
        new Watch(session(), statement).run(argument);
    }

    /// Answers the exit code. Ctrl-C is the editor's.
    private static int waitForEditor(String editor, Path file) throws IOException, InterruptedException {
        try (Interruption interruption = Interruption.stopping(() -> {})) {
            interruption.bePatient();
            return new ProcessBuilder("sh", "-c", editor + " \"$1\"", "sh", file.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    private void edit() {
        Map<String, String> environment = System.getenv();
        String editor = environment.getOrDefault("VISUAL", environment.getOrDefault("EDITOR", "vi"));
        try {
            Path file = Files.createTempFile("almagest", ".sql");
            try {
                String last = session().last();
                Files.writeString(file, last.isEmpty() ? "" : last + ";\n");
                int code = waitForEditor(editor, file);
                if (code != 0) {
                    throw AlmagestException.of(SqlState.IO_ERROR, editor + " ended with exit code " + code)
                            .hint("EDITOR names the editor");
                }
                session().say(Files.readString(file).stripTrailing());
                runFile(file, "edited");
            } finally {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
