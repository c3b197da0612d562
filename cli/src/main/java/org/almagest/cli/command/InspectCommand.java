package org.almagest.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.cli.Console;
import org.almagest.cli.ExitCode;
import org.almagest.cli.inspect.CsvPortrait;
import org.almagest.cli.inspect.DatabasePortrait;
import org.almagest.cli.inspect.FitsPortrait;
import org.almagest.cli.inspect.PagesPortrait;
import org.almagest.cli.inspect.ParquetPortrait;
import org.almagest.cli.inspect.PortraitPrinter;
import org.almagest.cli.output.OutputFormat;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.io.RoutedFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.ingest.SourceFiles;
import org.almagest.ingest.csv.CsvOptions;
import org.almagest.ingest.csv.CsvTable;
import org.almagest.ingest.fits.FitsFile;
import org.almagest.ingest.fits.FitsOptions;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;

/// `almagest info`: what is in a file or a database, without loading anything.
public final class InspectCommand implements Command {
    private final Console console;

    public InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Syntax syntax() {
        Syntax syntax = Syntax.of("info", """
            Show what is in FITS, Parquet and text files, and in databases.

            Of a file: tables, rows, columns with type, unit and UCD, as a load would take them.
            Of a database: tables, rows, and what each column takes on disk. With --pages: every
            page of a database, or of one table of it (DB/TABLE), and its encoding.\
            """)
                .operands("FILE|DB", "1..*", "Files and databases.")
                .flag("--pages", "List the pages of a database or table, with their encodings.")
                .choice(
                        "--format",
                        "FORMAT",
                        OutputFormat.class,
                        "table, csv, tsv, json, jsonlines, markdown or vertical (default: table).");
        return EngineLimits.addTo(syntax);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        OutputFormat format = arguments.<OutputFormat>value("--format").orElse(OutputFormat.TABLE);
        EngineOptions limits = EngineLimits.of(arguments);
        List<String> paths = arguments.operands();
        for (String path : paths) {
            if (path != paths.getFirst() && format != OutputFormat.JSON) {
                console.out().write('\n');
            }
            if (arguments.has("--pages")) {
                showPages(path, limits, format);
            } else if (DatabasePath.isDatabase(path) || looksLikeDatabase(path)) {
                showDatabase(DatabasePath.existing(path), limits, format);
            } else {
                showFile(path, limits, format);
            }
        }
        return ExitCode.OK;
    }

    private static boolean looksLikeDatabase(String path) {
        return Files.isDirectory(Path.of(path)) || path.endsWith(DatabasePath.ENDING) && !Files.exists(Path.of(path));
    }

    private void showDatabase(String path, EngineOptions limits, OutputFormat format) throws IOException {
        EngineOptions options = limits.at(path, OpenMode.READ_ONLY);
        try (Engine engine = Engine.open(options)) {
            new PortraitPrinter(console, format).print(DatabasePortrait.of(path, engine.database()));
        }
    }

    /// Shows the pages of a database, or of the table that is named behind it.
    private void showPages(String path, EngineOptions limits, OutputFormat format) throws IOException {
        Path parent = Path.of(path).getParent();
        boolean namesTable = !DatabasePath.isDatabase(path) && parent != null && DatabasePath.isDatabase(parent + "");
        String database = DatabasePath.existing(namesTable ? parent + "" : path);
        Optional<String> table =
                namesTable ? Optional.of(Path.of(path).getFileName().toString()) : Optional.empty();
        EngineOptions options = limits.at(database, OpenMode.READ_ONLY);
        try (Engine engine = Engine.open(options)) {
            new PortraitPrinter(console, format).print(PagesPortrait.of(database, engine.database(), table));
        }
    }

    private void showFile(String path, EngineOptions limits, OutputFormat format) throws IOException {
        FileSystem files = new RoutedFileSystem(new LocalFileSystem());
        MemoryBudget budget = MemoryBudget.root(limits.memoryBytes());
        SourceFiles sources = new SourceFiles(files, System.getProperty("java.io.tmpdir"), budget);
        switch (sources.kind(path)) {
            case FITS -> {
                try (FitsFile file = sources.fits(path, FitsOptions.DEFAULT)) {
                    new PortraitPrinter(console, format).print(FitsPortrait.of(file));
                }
            }
            case CSV ->
                new PortraitPrinter(console, format)
                        .print(CsvPortrait.of(CsvTable.open(files, path, CsvOptions.DETECT, budget)));
            case PARQUET ->
                new PortraitPrinter(console, format).print(ParquetPortrait.of(sources.openParquet(path, Map.of())));
        }
    }
}
