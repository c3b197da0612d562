package org.almagest.cli.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.almagest.cli.Console;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.io.RoutedFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.ingest.SourceFiles;
import org.almagest.ingest.csv.CsvOptions;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;

/// One run of `almagest ingest`: files into a database, which is made where there is none.
///
/// @param table the table for everything; absent: tables named after the files
/// @param segments the URI where a new database has its segments; absent: in its directory
/// @param hdu which tables of FITS files: a number, a name, `all`, or "" for the first
public record FileLoad(
        List<String> files,
        String database,
        Optional<String> table,
        Optional<String> segments,
        String hdu,
        CsvOptions csv,
        IfExists ifExists,
        LayoutChoice layout,
        Path rejectsFile) {
    public FileLoad {
        files = List.copyOf(files);
    }

    /// What was done, and how many rows or values were rejected.
    public record Report(List<LoadOutcome> outcomes, long rejected) {
        public Report {
            outcomes = List.copyOf(outcomes);
        }
    }

    /// Stops a load that runs.
    public interface Stopping {
        /// Is told how to stop as soon as there is something to stop.
        void stopWith(Runnable cancel);
    }

    /// Runs the load with the limits of `options`. Where it fails, a database that it made is taken
    /// away again.
    public Report run(EngineOptions options, Console console, Stopping stopping) {
        SourceFiles check = sources(
                new RoutedFileSystem(new LocalFileSystem()), MemoryBudget.root(options.memoryBytes()), () -> false);
        files.forEach(check::kind);
        boolean existed = Files.exists(Path.of(database));
        try {
            return load(options, console, stopping);
        } catch (RuntimeException | Error failure) {
            if (!existed) {
                removeTree(Path.of(database));
            }
            throw failure;
        }
    }

    private static SourceFiles sources(FileSystem files, MemoryBudget budget, BooleanSupplier cancelled) {
        return new SourceFiles(files, System.getProperty("java.io.tmpdir"), budget, cancelled);
    }

    private Report load(EngineOptions limits, Console console, Stopping stopping) {
        EngineOptions options = limits.at(database, OpenMode.CREATE).withSegments(segments);
        try (Engine engine = Engine.open(options);
                Rejects rejects = new Rejects(rejectsFile)) {
            TableLoads loads = new TableLoads(engine.database(), ifExists, layout, options.threads(), console, rejects);
            stopping.stopWith(loads::cancel);
            SourceFiles sources = sources(engine.files(), engine.budget(), loads::isCanceled);
            try (LoadSources opened = new LoadSources(sources, rejects)) {
                List<LoadOutcome> outcomes = loads.run(opened.open(files, table, hdu, csv));
                return new Report(outcomes, rejects.count());
            }
        }
    }

    private static void removeTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
