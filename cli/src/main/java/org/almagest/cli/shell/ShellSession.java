package org.almagest.cli.shell;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.almagest.cli.Console;
import org.almagest.cli.ShownFailure;
import org.almagest.cli.output.Ink;
import org.almagest.cli.output.OutputFormat;
import org.almagest.cli.output.TableStyle;
import org.almagest.cli.progress.Quantities;
import org.almagest.cli.query.Interruption;
import org.almagest.cli.query.LiveEngine;
import org.almagest.cli.query.ResultPrinter;
import org.almagest.cli.query.Writing;
import org.almagest.cli.shell.ShellSettings.Switch;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.ast.SessionStatement;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;
import org.almagest.sql.syntax.ErrorText;
import org.almagest.sql.syntax.Parser;
import org.almagest.sql.syntax.Script;

/// Runs what was typed: statements on the engine, their results on the console, through the pager,
/// or into the file of `\o`. Owned by the shell's thread.
final class ShellSession implements AutoCloseable {
    /// Lines of a screen that are not a table's rows: its frame, head and note, the time, the prompt.
    private static final int LINES_AROUND_ROWS = 10;

    private static final int LEAST_ROWS = 6;
    private static final int MOST_ROWS = 40;

    private final Function<String, LiveEngine> opening;
    private final ShellSettings settings = new ShellSettings();
    private final ShellVariables variables = new ShellVariables();
    private final Optional<LiveEngine> given;
    private LiveEngine engine;
    private Console console;
    private int screenLines;
    private Optional<OutputStream> file = Optional.empty();
    private String last = "";

    /// @param opening opens the database at a path, for `\c`
    ShellSession(LiveEngine engine, Console console, Function<String, LiveEngine> opening) {
        this.given = Optional.of(engine);
        this.engine = engine;
        this.console = console;
        this.opening = opening;
    }

    ShellSettings settings() {
        return settings;
    }

    ShellVariables variables() {
        return variables;
    }

    LiveEngine engine() {
        return engine;
    }

    Console console() {
        return console;
    }

    /// Answers the text of the statement that ran last; "" before the first.
    String last() {
        return last;
    }

    /// Tells how large the terminal is now; without lines there is no paging.
    void screen(int columns, int lines) {
        console = console.withColumns(columns);
        screenLines = lines;
    }

    /// Goes on with another database.
    void open(String path) {
        if (engine.session().isHeld()) {
            throw AlmagestException.of(
                            SqlState.ACTIVE_TRANSACTION, "a transaction or temporary tables would be lost with it")
                    .hint("COMMIT or ROLLBACK, and drop the temporary tables, first");
        }
        LiveEngine next = opening.apply(path);
        closeOpened();
        engine = next;
    }

    /// Writes results to a stream from now on; without one, to the console again.
    void writeTo(Optional<OutputStream> stream) {
        file.ifPresent(ShellSession::close);
        file = stream;
    }

    /// Runs the statements of a text, in order, with the values of variables; the first that fails is told of and
    /// thrown.
    void run(String text) {
        run(text, Optional.empty(), failure -> {
            throw failure;
        });
    }

    /// Runs the statements of a text that stands in a file. One that fails is told of and handed to `failed`; unless
    /// that throws it, the next one is run.
    void run(String typed, Optional<ScriptPlace> place, Consumer<ShownFailure> failed) {
        String text = variables.expand(typed);
        for (Span part : Script.of(text).statements()) {
            try {
                Statement statement = Parser.parseStatement(text, part);
                last = text.substring(part.start(), part.end());
                run(statement);
            } catch (AlmagestException failure) {
                int position = failure.position().orElse(part.start());
                String where = place.map(at -> at.of(text, position)).orElse("");
                console.err().println(where + ErrorText.of(text, failure));
                failed.accept(new ShownFailure(failure));
            }
        }
    }

    private void run(Statement statement) {
        long start = System.nanoTime();
        try {
            Session session = engine.session(writes(statement));
            boolean bar = settings.is(Switch.PROGRESS) && console.inIsTerminal();
            try (Interruption interruption = Interruption.stopping(session::cancel);
                    QueryProgressBar progress = QueryProgressBar.over(session, console, bar);
                    Result result = session.execute(statement, List.of())) {
                print(statement, result, progress, interruption);
            }
        } finally {
            engine.release();
        }
        if (settings.is(Switch.TIMING) && console.outIsTerminal()) {
            say(Ink.FAINT.write(Quantities.seconds((System.nanoTime() - start) / 1e9), console.colour()));
        }
    }

    private void print(Statement statement, Result result, QueryProgressBar progress, Interruption interruption) {
        if (file.isPresent()) {
            printer(console.withOut(file.get(), false)).print(statement, result);
            return;
        }
        boolean paged = settings.is(Switch.PAGER) && console.outIsTerminal() && console.inIsTerminal();
        OutputStream out = new BarClearing(console.out(), progress);
        if (!paged || screenLines == 0) {
            printer(console.withOut(out, console.outIsTerminal())).print(statement, result);
            return;
        }
        Runnable before = () -> {
            progress.close();
            interruption.bePatient();
        };
        try (Pager pager = new Pager(out, Pager.command(System.getenv()), screenLines - 1, before)) {
            printer(console.withOut(pager, true)).print(statement, result);
        } catch (UncheckedIOException | IOException failure) {
            requireClosedPager(failure);
        }
    }

    /// Leaving the pager before the end is no failure: the query is stopped by closing its result.
    private static void requireClosedPager(Exception failure) {
        Throwable cause = failure instanceof UncheckedIOException wrapped ? wrapped.getCause() : failure;
        String message = String.valueOf(cause.getMessage());
        if (!message.contains("Broken pipe") && !message.contains("Stream closed")) {
            throw failure instanceof UncheckedIOException wrapped
                    ? wrapped
                    : new UncheckedIOException((IOException) failure);
        }
    }

    private ResultPrinter printer(Console to) {
        boolean all = settings.is(Switch.ALL);
        TableStyle style = all ? to.tableStyle().whole() : to.tableStyle();
        if (to.outIsTerminal() && !all) {
            int fitting = Math.clamp(screenLines - LINES_AROUND_ROWS, LEAST_ROWS, MOST_ROWS);
            style = style.withMostRows(settings.rows().orElse(screenLines == 0 ? MOST_ROWS : fitting));
        }
        if (settings.isVerticalIfTooWide()) {
            style = style.turning();
        }
        boolean typed = to.outIsTerminal() && settings.is(Switch.TYPES);
        Optional<OutputFormat> format = settings.format();
        return new ResultPrinter(to, format, typed ? style.withTypes() : style);
    }

    /// Answers whether a statement, or what it executes or begins, may write.
    private boolean writes(Statement statement) {
        return switch (statement) {
            case Statement.Execute execute ->
                engine.session()
                        .prepared(execute.name())
                        .map(Writing::isNeededBy)
                        .orElse(false);
            case SessionStatement.Begin begin -> !begin.readOnly();
            default -> Writing.isNeededBy(statement);
        };
    }

    /// Writes a line for the user.
    void say(String line) {
        try {
            console.out().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            console.out().flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void closeOpened() {
        if (given.filter(first -> first == engine).isEmpty()) {
            engine.close();
        }
    }

    private static void close(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Closes the file of `\o`, and what `\c` has opened.
    @Override
    public void close() {
        try {
            writeTo(Optional.empty());
        } finally {
            closeOpened();
        }
    }

    /// Takes the progress bar away before anything is written where it stands.
    private static final class BarClearing extends FilterOutputStream {
        private final QueryProgressBar bar;

        BarClearing(OutputStream out, QueryProgressBar bar) {
            super(out);
            this.bar = bar;
        }

        @Override
        public void write(int one) throws IOException {
            bar.close();
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            bar.close();
            out.write(bytes, from, count);
        }
    }
}
