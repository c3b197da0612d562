package org.almagest.cli.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.almagest.cli.Console;
import org.almagest.cli.ShownFailure;
import org.almagest.cli.output.Ink;
import org.almagest.cli.output.TableStyle;
import org.almagest.cli.progress.Quantities;
import org.almagest.cli.query.Interruption;
import org.almagest.cli.query.LiveEngine;
import org.almagest.cli.query.ResultPrinter;
import org.almagest.cli.query.Writing;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.sql.ast.SessionStatement;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;
import org.almagest.sql.syntax.ErrorText;
import org.almagest.sql.syntax.Parser;
import org.almagest.sql.syntax.Script;

/// Runs what was typed: statements on the engine, their results on the console.
final class ShellSession {
    private final LiveEngine engine;
    private final ShellSettings settings = new ShellSettings();
    private Console console;

    ShellSession(LiveEngine engine, Console console) {
        this.engine = engine;
        this.console = console;
    }

    ShellSettings settings() {
        return settings;
    }

    LiveEngine engine() {
        return engine;
    }

    Console console() {
        return console;
    }

    /// Tells how wide the terminal is now.
    void columns(int columns) {
        console = console.withColumns(columns);
    }

    /// Runs the statements of a text, in order; the first that fails is told of and thrown.
    void run(String text) {
        for (Span part : Script.of(text).statements()) {
            try {
                run(Parser.parseStatement(text, part));
            } catch (AlmagestException failure) {
                console.err().println(ErrorText.of(text, failure));
                throw new ShownFailure(failure);
            }
        }
    }

    private void run(Statement statement) {
        long start = System.nanoTime();
        boolean writes = writes(statement);
        TableStyle style = settings.all() ? console.tableStyle().whole() : console.tableStyle();
        ResultPrinter printer = new ResultPrinter(console, settings.format(), style);
        try {
            Session session = engine.session(writes);
            try (Interruption _ = Interruption.stopping(session::cancel);
                    Result result = session.execute(statement, List.of())) {
                printer.print(statement, result);
            }
        } finally {
            engine.release();
        }
        if (settings.timing() && console.outIsTerminal()) {
            say(Ink.FAINT.write(Quantities.seconds((System.nanoTime() - start) / 1e9), console.colour()));
        }
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
}
