package org.almagest.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.almagest.cli.Console;
import org.almagest.cli.ExitCode;
import org.almagest.cli.inspect.CsvPortrait;
import org.almagest.cli.inspect.DatabasePortrait;
import org.almagest.cli.inspect.FitsPortrait;
import org.almagest.cli.inspect.Portrait;
import org.almagest.cli.output.OutputFormat;
import org.almagest.cli.output.RowsWriter;
import org.almagest.cli.query.ResultPrinter;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.ingest.SourceFiles;
import org.almagest.ingest.csv.CsvOptions;
import org.almagest.ingest.csv.CsvTable;
import org.almagest.ingest.fits.FitsFile;
import org.almagest.ingest.fits.FitsOptions;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `almagest info`: what is in a file or a database, without loading anything.
@Command(
        name = "info",
        description = {
            "Show what is in a FITS file, a text file or a database.",
            "",
            "Of a file: tables, rows, columns with type, unit and UCD, as a load would take them.",
            "Of a database: tables, rows, and what each column takes on disk."
        },
        mixinStandardHelpOptions = true)
public final class InspectCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private EngineLimits limits;

    @Parameters(arity = "1..*", paramLabel = "FILE|DB", description = "Files and databases.")
    private List<String> paths;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table, csv or json (default: table).")
    private OutputFormat format = OutputFormat.TABLE;

    public InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        for (String path : paths) {
            if (path != paths.getFirst() && format != OutputFormat.JSON) {
                console.out().write('\n');
            }
            if (DatabasePath.isDatabase(path) || looksLikeDatabase(path)) {
                showDatabase(DatabasePath.existing(path));
            } else {
                showFile(path);
            }
        }
        return ExitCode.OK;
    }

    private static boolean looksLikeDatabase(String path) {
        return Files.isDirectory(Path.of(path)) || path.endsWith(DatabasePath.ENDING) && !Files.exists(Path.of(path));
    }

    private void showDatabase(String path) throws IOException {
        EngineOptions options = limits.applyTo(EngineOptions.of(path, OpenMode.READ_ONLY));
        try (Engine engine = Engine.open(options)) {
            write(DatabasePortrait.of(path, engine.database()));
        }
    }

    private void showFile(String path) throws IOException {
        LocalFileSystem files = new LocalFileSystem();
        MemoryBudget budget =
                MemoryBudget.root(limits.applyTo(EngineOptions.inMemory()).memoryBytes());
        SourceFiles sources = new SourceFiles(files, System.getProperty("java.io.tmpdir"), budget);
        switch (sources.kind(path)) {
            case FITS -> {
                try (FitsFile file = sources.fits(path, FitsOptions.DEFAULT)) {
                    write(FitsPortrait.of(file));
                }
            }
            case CSV -> {
                write(CsvPortrait.of(CsvTable.open(files, path, CsvOptions.DETECT, budget)));
            }
        }
    }

    private void write(Portrait portrait) throws IOException {
        RowsWriter writer = ResultPrinter.writer(
                format, console.outIsTerminal() ? console.tableStyle().withMostRows(0) : console.tableStyle());
        boolean forPeople = format == OutputFormat.TABLE;
        boolean first = true;
        for (Portrait.Part part : portrait.parts()) {
            if (forPeople) {
                line((first ? "" : "\n") + part.title());
            } else if (!first && format == OutputFormat.CSV) {
                line("");
            }
            Optional<RowsWriter> shown =
                    part.table().rowCount() > 0 || !forPeople ? Optional.of(writer) : Optional.empty();
            if (shown.isPresent()) {
                part.table().write(shown.get(), console.out());
            }
            if (forPeople) {
                for (String note : part.notes()) {
                    line("note: " + note);
                }
            }
            first = false;
        }
    }

    private void line(String text) throws IOException {
        console.out().write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
