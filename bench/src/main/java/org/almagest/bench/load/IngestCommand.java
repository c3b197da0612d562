package org.almagest.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Writes a simulated catalogue as CSV and FITS, loads it into Almagest and DuckDB in turn, and
/// prints medians, rates and the ratio.
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = "Race the loads of Almagest and DuckDB: CSV and FITS into a fresh database.")
public final class IngestCommand implements Callable<Integer> {
    @Option(
            names = "--rows",
            defaultValue = "2000000",
            description = "rows of the catalogue (default ${DEFAULT-VALUE})")
    private int rows;

    @Option(names = "--alternations", defaultValue = "5", description = "timed loads of each engine")
    private int alternations;

    @Option(names = "--warm-ups", defaultValue = "2", description = "loads before those that count")
    private int warmUps;

    @Option(names = "--threads", defaultValue = "2", description = "threads of each engine (default ${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--only", split = ",", description = "only these parts: csv, fits, process")
    private List<String> only = List.of();

    @Option(
            names = "--order",
            split = ",",
            defaultValue = "none,source_id,sky",
            description = "orders in which Almagest stores the rows: none, sky, or a column (default ${DEFAULT-VALUE})")
    private List<String> orders;

    @Option(names = "--folder", defaultValue = "bench/target/ingest", description = "where the files are kept")
    private Path folder;

    @Option(names = "--launcher", defaultValue = "./almagest", description = "the program that `process` times")
    private Path launcher;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new IngestCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        CatalogueFiles files = CatalogueFiles.of(folder, rows);
        System.out.printf(
                Locale.ROOT,
                "%,d rows x 15 columns, %d threads; median seconds (least-greatest) of %d loads%n",
                rows,
                threads,
                alternations);
        LoadRace race = new LoadRace(folder, rows, warmUps, alternations);
        boolean equal = true;
        for (String order : orders) {
            Loader almagest = new AlmagestLoader(threads, order);
            String label = order.equals(AlmagestLoader.FILE_ORDER) ? "" : " by " + order;
            if (chosen("csv")) {
                equal &= race.run("CSV" + label, files.csv(), List.of(almagest, new DuckDbLoader(threads)));
            }
            if (chosen("fits")) {
                equal &= race.run("FITS" + label, files.fits(), List.of(almagest));
            }
        }
        if (chosen("process")) {
            ProcessLoads loads = new ProcessLoads(launcher, folder, threads, alternations);
            loads.run("FITS", files.fits(), rows);
            loads.run("CSV", files.csv(), rows);
            if (rows > 1_000_000) {
                loads.run("FITS", CatalogueFiles.of(folder, 1_000_000).fits(), 1_000_000);
            }
        }
        Folders.remove(folder.resolve("database"));
        return equal ? 0 : 1;
    }

    private boolean chosen(String part) {
        return only.isEmpty() || only.stream().anyMatch(part::equalsIgnoreCase);
    }
}
