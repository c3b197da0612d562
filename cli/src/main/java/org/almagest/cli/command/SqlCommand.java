package org.almagest.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.almagest.cli.Console;
import org.almagest.cli.ExitCode;
import org.almagest.cli.ShownFailure;
import org.almagest.cli.output.OutputFormat;
import org.almagest.cli.query.ResultPrinter;
import org.almagest.cli.query.Writing;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;
import org.almagest.sql.syntax.ErrorText;
import org.almagest.sql.syntax.Parser;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `almagest sql`: runs statements and writes what they answer.
///
/// The whole text is parsed before anything runs. The database is opened for writing only where a
/// statement changes it, so that several processes can query at once.
@Command(
        name = "sql",
        description = {
            "Run SQL statements and print the rows.",
            "",
            "Without -d the statements run in memory: good for looking into files, such as",
            "  almagest sql \"SELECT count(*) FROM 'catalogue.fits'\"",
            "On a terminal rows are a table; into a pipe they are CSV."
        },
        mixinStandardHelpOptions = true)
public final class SqlCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private EngineLimits limits;

    @Option(
            names = {"-d", "--database"},
            paramLabel = "DB",
            description = "The database to query.")
    private Optional<String> database;

    @Option(
            names = {"-c", "--command"},
            paramLabel = "TEXT",
            description = "The statements.")
    private Optional<String> command;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "A file with statements; - for standard input.")
    private Optional<String> file;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table, csv or json.")
    private Optional<OutputFormat> format;

    @Option(names = "--all", description = "Show all rows and columns on a terminal.")
    private boolean all;

    @Parameters(
            arity = "0..1",
            paramLabel = "TEXT",
            description = "The statements; standard input where none are given.")
    private Optional<String> text;

    public SqlCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        String script = script();
        try {
            List<Statement> statements = Parser.parseScript(script);
            try (Engine engine = Engine.open(limits.applyTo(options(statements)))) {
                run(engine.session(), statements);
            }
        } catch (AlmagestException failure) {
            if (failure.position().isEmpty()) {
                throw failure;
            }
            console.err().println(ErrorText.of(script, failure));
            throw new ShownFailure(failure);
        }
        return ExitCode.OK;
    }

    private EngineOptions options(List<Statement> statements) {
        if (database.isEmpty()) {
            return EngineOptions.inMemory();
        }
        boolean writes = statements.stream().anyMatch(Writing::isNeededBy);
        return EngineOptions.of(DatabasePath.existing(database.get()), writes ? OpenMode.WRITE : OpenMode.READ_ONLY);
    }

    private void run(Session session, List<Statement> statements) throws IOException {
        ResultPrinter printer =
                new ResultPrinter(console, format, all ? console.tableStyle().whole() : console.tableStyle());
        boolean first = true;
        for (Statement statement : statements) {
            try (Result result = session.execute(statement, List.of())) {
                if (result instanceof Result.Rows && !first) {
                    console.out().write('\n');
                }
                first &= !(result instanceof Result.Rows);
                printer.print(statement, result);
            }
        }
    }

    private String script() throws IOException {
        List<String> given = Stream.of(command, text).flatMap(Optional::stream).toList();
        if (given.size() + (file.isPresent() ? 1 : 0) > 1) {
            throw usage("give the statements once: as text, with -c, or with -f");
        }
        if (!given.isEmpty()) {
            return given.getFirst();
        }
        if (file.isPresent() && !file.get().equals("-")) {
            return read(Path.of(file.get()));
        }
        if (file.isEmpty() && console.inIsTerminal()) {
            throw usage("there is no statement; give one, or start almagest shell");
        }
        return new String(console.in().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String read(Path path) throws IOException {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException missing) {
            throw AlmagestException.of(SqlState.FILE_NOT_FOUND, "there is no file " + path, missing);
        }
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
