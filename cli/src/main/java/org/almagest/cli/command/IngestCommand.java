package org.almagest.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.almagest.cli.Console;
import org.almagest.cli.ExitCode;
import org.almagest.cli.load.FileLoad;
import org.almagest.cli.load.IfExists;
import org.almagest.cli.load.LoadOutcome;
import org.almagest.cli.progress.Quantities;
import org.almagest.cli.query.Interruption;
import org.almagest.columnar.type.Value;
import org.almagest.ingest.csv.CsvOptions;
import org.almagest.ingest.csv.OnError;
import org.almagest.sql.session.EngineOptions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `almagest ingest`: files into tables.
@Command(
        name = "ingest",
        description = {
            "Load FITS and CSV files into a database, which is made where there is none.",
            "",
            "A table is named after its file unless you name it. A load that fails or is interrupted",
            "leaves the database as it was."
        },
        mixinStandardHelpOptions = true)
public final class IngestCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private EngineLimits limits;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "FITS or text files, gzip or not.")
    private List<String> files;

    @Option(names = "--into", paramLabel = "DB[/TABLE]", description = "The database and the table.")
    private Optional<String> into;

    @Option(
            names = {"-d", "--database"},
            paramLabel = "DB",
            description = "The database.")
    private Optional<String> database;

    @Option(names = "--table", paramLabel = "TABLE", description = "The table, for all files.")
    private Optional<String> table;

    @ArgGroup
    private Existing existing = new Existing();

    @Option(
            names = "--hdu",
            paramLabel = "HDU",
            defaultValue = "",
            description = "FITS: which table; a number, a name, or all (default: the first).")
    private String hdu;

    @ArgGroup(validate = false, heading = "%nText files (what is not given is detected):%n")
    private TextOptions text = new TextOptions();

    /// What happens to a table that is there already.
    static final class Existing {
        @Option(names = "--append", description = "Add to the table that is there.")
        private boolean append;

        @Option(names = "--replace", description = "Replace the table that is there.")
        private boolean replace;

        IfExists choice() {
            return append ? IfExists.APPEND : replace ? IfExists.REPLACE : IfExists.FAIL;
        }
    }

    /// The options of text files; each is an option of `read_csv`.
    static final class TextOptions {
        @Option(names = "--delimiter", paramLabel = "CHAR", description = "One character, 'tab', or 'blanks'.")
        private Optional<String> delimiter;

        @Option(names = "--header", paramLabel = "true|false|N", description = "Whether, or how many, lines of names.")
        private Optional<String> header;

        @Option(names = "--skip", paramLabel = "N", description = "Lines to pass over first.")
        private Optional<Integer> skip;

        @Option(names = "--null", paramLabel = "WORD", description = "What stands for a missing value.")
        private Optional<String> nullWord;

        @Option(names = "--columns", paramLabel = "'NAME TYPE, ...'", description = "All columns and their types.")
        private Optional<String> columns;

        @Option(names = "--types", paramLabel = "'NAME TYPE, ...'", description = "The types of some columns.")
        private Optional<String> types;

        @Option(names = "--encoding", paramLabel = "NAME", description = "utf-8 or latin-1.")
        private Optional<String> encoding;

        @Option(
                names = "--on-error",
                paramLabel = "abort|skip|null",
                description = "What happens to a value that its type does not take (default: abort).")
        private Optional<String> onError;

        @Option(names = "--rejects", paramLabel = "FILE", description = "Where rejected rows are listed.")
        private Optional<Path> rejects;

        CsvOptions toCsvOptions() {
            Map<String, Value> given = new LinkedHashMap<>();
            skip.ifPresent(lines -> given.put("skip", Value.of((long) lines)));
            delimiter.ifPresent(value -> given.put("delimiter", Value.of(value)));
            header.ifPresent(value -> given.put("header", header(value)));
            nullWord.ifPresent(value -> given.put("null", Value.of(value)));
            columns.ifPresent(value -> given.put("columns", Value.of(value)));
            types.ifPresent(value -> given.put("types", Value.of(value)));
            encoding.ifPresent(value -> given.put("encoding", Value.of(value)));
            onError.ifPresent(value -> given.put("on_error", Value.of(value)));
            return CsvOptions.parse(given);
        }

        private static Value header(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "true", "yes" -> Value.of(true);
                case "false", "no" -> Value.of(false);
                default -> value.matches("\\d{1,4}") ? Value.of(Long.parseLong(value)) : Value.of(value);
            };
        }
    }

    public IngestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Destination destination = destination();
        CsvOptions csv = text.toCsvOptions();
        Path rejects = text.rejects.orElse(Path.of(destination.table().orElse("ingest") + ".rejects.csv"));
        FileLoad load =
                new FileLoad(files, destination.database(), destination.table(), hdu, csv, existing.choice(), rejects);
        AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});
        FileLoad.Report report;
        try (Interruption _ = Interruption.stopping(() -> stop.get().run())) {
            report = load.run(limits.applyTo(EngineOptions.inMemory()), console, stop::set);
        }
        for (LoadOutcome outcome : report.outcomes()) {
            write(summary(destination.database(), outcome));
        }
        if (report.rejected() == 0) {
            return ExitCode.OK;
        }
        boolean rows = csv.onError() == OnError.SKIP;
        String what = rows ? "rows were rejected" : "values became NULL";
        write(String.format(Locale.ROOT, "%,d %s; %s lists them", report.rejected(), what, rejects));
        return rows ? ExitCode.ROWS_REJECTED : ExitCode.OK;
    }

    private record Destination(String database, Optional<String> table) {}

    private Destination destination() {
        if (into.isPresent() == database.isPresent()) {
            throw usage("say where to: --into DB/TABLE, or -d DB and perhaps --table TABLE");
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
            throw usage("--into " + into.get() + " does not name a database and a table, as in --into sky"
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

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
