package org.almagest.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.almagest.cli.Console;
import org.almagest.cli.ExitCode;
import org.almagest.cli.load.FileLoad;
import org.almagest.cli.load.IfExists;
import org.almagest.cli.load.LayoutChoice;
import org.almagest.cli.load.LoadOutcome;
import org.almagest.cli.progress.Quantities;
import org.almagest.cli.query.Interruption;
import org.almagest.columnar.type.Value;
import org.almagest.ingest.csv.CsvOptions;
import org.almagest.ingest.csv.OnError;

/// `almagest ingest`: files into tables.
public final class IngestCommand implements Command {
    private final Console console;

    /// The options of text files, and the options of `read_csv` that they are.
    private static final Map<String, String> TEXT_OPTIONS = Map.of(
            "--delimiter", "delimiter",
            "--header", "header",
            "--skip", "skip",
            "--null", "null",
            "--columns", "columns",
            "--types", "types",
            "--encoding", "encoding",
            "--on-error", "on_error");

    /// What the operand `-` stands for.
    private static final String STANDARD_INPUT = "/dev/stdin";

    public IngestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Syntax syntax() {
        Syntax syntax = Syntax.of("ingest", """
            Load FITS, Parquet and text files into a database, which is made where there is none.

            A table is named after its file unless you name it. A load that fails or is
            interrupted leaves the database as it was. What is not said of a text file is
            found out by looking into it.\
            """)
                .operands("FILE", "1..*", "FITS, Parquet or text files, gzip or not; - is standard input (text).")
                .option("--into", "DB[/TABLE]", "The database and the table.")
                .option("-d, --database", "DB", "The database.")
                .option("--table", "TABLE", "The table, for all files.")
                .option("--segments", "URI", "Where a new database keeps its rows, such as hdfs://namenode/sky.")
                .flag("--append", "Add to the table that is there.")
                .flag("--replace", "Replace the table that is there.")
                .option(
                        "--cluster-by",
                        "none|sky|'sky(RA, DEC)'|COL,...",
                        "The order of rows on disk (default: as they come).")
                .option("--compression", "default|archive", "archive is smaller and slower to read.")
                .option("--bloom", "COL,...", "Columns that get Bloom filters, for lookups of single values.")
                .option("--hdu", "HDU", "FITS: which table; a number, a name, or all (default: the first).")
                .option("--delimiter", "CHAR", "Text: one character, tab, or blanks.")
                .option("--header", "true|false|N", "Text: whether, or how many, lines of names come first.")
                .option("--skip", "N", "Text: lines to pass over first.")
                .option("--null", "WORD", "Text: what stands for a missing value.")
                .option("--columns", "'NAME TYPE, ...'", "Text: all columns and their types.")
                .option("--types", "'NAME TYPE, ...'", "Text: the types of some columns.")
                .option("--encoding", "NAME", "Text: utf-8 or latin-1.")
                .option(
                        "--on-error",
                        "abort|skip|null",
                        "Text: what happens to a row with a value that its type does not take (default: abort).")
                .option("--rejects", "FILE", "Text: where rejected rows are listed (default: TABLE.rejects.csv).");
        return EngineLimits.addTo(syntax);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        Destination destination = destination(arguments);
        CsvOptions csv = csvOptions(arguments);
        Path rejects =
                Path.of(arguments.text("--rejects").orElse(destination.table().orElse("ingest") + ".rejects.csv"));
        FileLoad load = new FileLoad(
                arguments.operands().stream()
                        .map(operand -> operand.equals("-") ? STANDARD_INPUT : operand)
                        .toList(),
                destination.database(),
                destination.table(),
                arguments.text("--segments"),
                arguments.text("--hdu").orElse(""),
                csv,
                ifExists(arguments),
                layout(arguments),
                rejects);
        AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});
        FileLoad.Report report;
        try (Interruption _ = Interruption.stopping(() -> stop.get().run())) {
            report = load.run(EngineLimits.of(arguments), console, stop::set);
        }
        for (LoadOutcome outcome : report.outcomes()) {
            write(summary(destination.database(), outcome));
            outcome.hint().ifPresent(hint -> console.err().println("hint: " + hint));
        }
        if (report.rejected() == 0) {
            return ExitCode.OK;
        }
        boolean rows = csv.onError() == OnError.SKIP;
        String what = rows ? "rows were rejected" : "values became NULL";
        write(String.format(Locale.ROOT, "%,d %s; %s lists them", report.rejected(), what, rejects));
        return rows ? ExitCode.ROWS_REJECTED : ExitCode.OK;
    }

    private static LayoutChoice layout(Arguments arguments) {
        LayoutChoice choice = new LayoutChoice(
                arguments.text("--cluster-by"), arguments.text("--compression"), arguments.text("--bloom"));
        if (arguments.has("--append") && !choice.isEmpty()) {
            throw arguments.failure(
                    "--append adds to a table as it lies: --cluster-by, --compression and --bloom say how a new one"
                            + " shall");
        }
        return choice;
    }

    private static IfExists ifExists(Arguments arguments) {
        boolean append = arguments.has("--append");
        boolean replace = arguments.has("--replace");
        if (append && replace) {
            throw arguments.failure("--append and --replace exclude each other");
        }
        return append ? IfExists.APPEND : replace ? IfExists.REPLACE : IfExists.FAIL;
    }

    private static CsvOptions csvOptions(Arguments arguments) {
        Map<String, Value> given = new LinkedHashMap<>();
        TEXT_OPTIONS.forEach((option, name) -> arguments
                .text(option)
                .ifPresent(text -> given.put(name, option.equals("--header") ? header(text) : value(text))));
        return CsvOptions.parse(given);
    }

    private static Value value(String text) {
        return text.matches("0|[1-9]\\d{0,8}") ? Value.of(Long.parseLong(text)) : Value.of(text);
    }

    private static Value header(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> Value.of(true);
            case "false", "no" -> Value.of(false);
            default -> value(text);
        };
    }

    private record Destination(String database, Optional<String> table) {}

    private static Destination destination(Arguments arguments) {
        Optional<String> into = arguments.text("--into");
        Optional<String> database = arguments.text("--database");
        Optional<String> table = arguments.text("--table");
        if (into.isPresent() == database.isPresent()) {
            throw arguments.failure("say where to: --into DB/TABLE, or -d DB and perhaps --table TABLE");
        }
        if (database.isPresent()) {
            return new Destination(database.get(), table);
        }
        String path = into.get().replaceFirst("/+$", "");
        int slash = path.lastIndexOf('/');
        if (path.endsWith(DatabasePath.ENDING) || DatabasePath.isDatabase(path)) {
            return new Destination(path, table);
        }
        if (slash < 1 || table.isPresent() || Files.isDirectory(Path.of(path))) {
            throw arguments.failure("--into " + into.get() + " does not name a database and a table, as in --into sky"
                    + DatabasePath.ENDING + "/stars");
        }
        return new Destination(path.substring(0, slash), Optional.of(path.substring(slash + 1)));
    }

    private static String summary(String database, LoadOutcome outcome) {
        String rate = outcome.rows() > 0
                ? " (" + Quantities.rate(outcome.rows(), outcome.seconds()) + ", "
                        + Quantities.bytes((long) (outcome.sourceBytes() / Math.max(1e-9, outcome.seconds()))) + "/s)"
                : "";
        return String.format(
                Locale.ROOT,
                "%s/%s: %,d rows x %d columns from %s in %s%s",
                database,
                outcome.table(),
                outcome.rows(),
                outcome.columns(),
                String.join(", ", outcome.files()),
                Quantities.seconds(outcome.seconds()),
                rate);
    }

    private void write(String line) throws IOException {
        console.out().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
