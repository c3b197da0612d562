package org.almagest.cli.command;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.almagest.cli.Console;
import org.almagest.cli.ExitCode;
import org.almagest.cli.ShownFailure;
import org.almagest.cli.output.OutputFormat;
import org.almagest.cli.output.TableStyle;
import org.almagest.cli.query.Interruption;
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

/// `almagest sql`: runs statements and writes what they answer.
///
/// The whole text is parsed before anything runs. The database is opened for writing only where a
/// statement changes it, so that several processes can query at once. Ctrl-C cancels the statement
/// that runs; it leaves nothing behind, those before it are done, those after it do not begin.
public final class SqlCommand implements Command {
    private final Console console;

    public SqlCommand(Console console) {
        this.console = console;
    }

    @Override
    public Syntax syntax() {
        Syntax syntax = Syntax.of("sql", """
            Run SQL statements and print the rows.

            Without -d the statements run in memory: good for looking into files, such as
              almagest sql "SELECT count(*) FROM 'catalogue.fits'"
            On a terminal rows are a table; into a pipe they are CSV.\
            """)
                .operands("TEXT", "0..1", "The statements; standard input where none are given.")
                .option("-d, --database", "DB", "The database to query.")
                .option("-c, --command", "TEXT", "The statements.")
                .option("-f, --file", "FILE", "A file with statements; - for standard input.")
                .choice(
                        "--format",
                        "FORMAT",
                        OutputFormat.class,
                        "table, csv, tsv, json, jsonlines, markdown or vertical.")
                .flag("--all", "Show all rows and columns on a terminal.");
        return EngineLimits.addTo(syntax);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        Optional<OutputFormat> format = arguments.value("--format");
        String script = script(arguments);
        try {
            List<Statement> statements = Parser.parseScript(script);
            try (Engine engine = Engine.open(EngineLimits.apply(arguments, options(arguments, statements)))) {
                TableStyle style = arguments.has("--all") ? console.tableStyle().whole() : console.tableStyle();
                run(engine.session(), statements, new ResultPrinter(console, format, style));
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

    private static EngineOptions options(Arguments arguments, List<Statement> statements) {
        Optional<String> database = arguments.text("--database");
        if (database.isEmpty()) {
            return EngineOptions.inMemory();
        }
        boolean writes = statements.stream().anyMatch(Writing::isNeededBy);
        return EngineOptions.of(DatabasePath.existing(database.get()), writes ? OpenMode.WRITE : OpenMode.READ_ONLY);
    }

    private void run(Session session, List<Statement> statements, ResultPrinter printer) throws IOException {
        boolean first = true;
        try (Interruption interruption = Interruption.stopping(session::cancel)) {
            for (Statement statement : statements) {
                interruption.check();
                try (Result result = session.execute(statement, List.of())) {
                    if (result instanceof Result.Rows && !first) {
                        console.out().write('\n');
                    }
                    first &= !(result instanceof Result.Rows);
                    printer.print(statement, result);
                }
            }
        }
    }

    private String script(Arguments arguments) throws IOException {
        Optional<String> file = arguments.text("--file");
        List<String> given = Stream.of(arguments.text("--command"), arguments.operand())
                .flatMap(Optional::stream)
                .toList();
        if (given.size() + (file.isPresent() ? 1 : 0) > 1) {
            throw arguments.failure("give the statements once: as text, with -c, or with -f");
        }
        if (!given.isEmpty()) {
            return given.getFirst();
        }
        if (file.isPresent() && !file.get().equals("-")) {
            return read(Path.of(file.get()));
        }
        if (file.isEmpty() && console.inIsTerminal()) {
            throw arguments.failure("there is no statement; give one, or start almagest shell");
        }
        return new String(console.in().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String read(Path path) throws IOException {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException missing) {
            throw AlmagestException.of(SqlState.FILE_NOT_FOUND, "there is no file " + path, missing);
        } catch (CharacterCodingException wrong) {
            throw AlmagestException.of(SqlState.INVALID_TEXT, path + " is not UTF-8 text", wrong)
                    .hint("convert it first: iconv -f latin1 -t utf-8");
        }
    }
}
