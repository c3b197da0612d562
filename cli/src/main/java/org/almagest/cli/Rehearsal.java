package org.almagest.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.almagest.cli.demo.DemoCatalogues;
import org.almagest.cli.demo.ProgressListener;

/// What the launcher runs after a build, while the JVM records which classes are loaded and how
/// they are used, so that later starts are fast: typical commands, or with the argument `loads`
/// enough loads for the profiles by which the JVM compiles them. Prints nothing.
public final class Rehearsal {
    private static final long ROWS = 60_000;
    private static final long LOADED_ROWS = 400_000;
    private static final int LOADS = 2;

    private static final List<String> QUERIES = List.of(
            "SELECT count(*), avg(parallax) FROM stars WHERE phot_g_mean_mag < 12",
            "SELECT source_id, ra, dec, bp_rp, designation FROM stars WHERE parallax > 20 ORDER BY parallax DESC LIMIT"
                    + " 20",
            "SELECT CAST(floor(phot_g_mean_mag) AS INTEGER) AS g, count(*), min(ra), max(dec), stddev(bp_rp)"
                    + " FROM stars WHERE bp_rp IS NOT NULL AND phot_variable_flag <> 'VARIABLE' GROUP BY 1 ORDER BY 1",
            "SELECT * FROM stars WHERE source_id BETWEEN 1000000 AND 90000000000000000 LIMIT 50",
            "SELECT m.name, count(*) FROM messier m JOIN stars s ON m.messier = 'M ' || s.rv_nb_transits"
                    + " WHERE distance(s.ra, s.dec, 56.6, 24.11) < 20 GROUP BY m.name",
            "EXPLAIN SELECT ra FROM stars WHERE dec > 80");

    private Rehearsal() {}

    /// Runs the commands in a temporary folder.
    public static void main(String[] which) throws IOException {
        StandardError.restore();
        Console process = Console.ofProcess();
        Path folder = Files.createTempDirectory("almagest-rehearsal");
        try {
            if (List.of(which).contains("loads")) {
                rehearseLoads(folder, process);
            } else {
                rehearse(folder, process);
            }
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void rehearse(Path folder, Console process) throws IOException {
        Console console = silent(process, OutputStream.nullOutputStream());
        Path stars = folder.resolve("stars.fits");
        Path messier = folder.resolve("messier.csv");
        String database = folder.resolve("sky.almagest").toString();
        DemoCatalogues.writeStars(stars, ROWS, 1, ProgressListener.silent());
        DemoCatalogues.writeMessier(messier);
        run(console, "ingest", stars.toString(), messier.toString(), "--into", database);
        run(console, "info", database);
        for (String query : QUERIES) {
            for (String format : List.of("csv", "table", "json")) {
                run(console, "sql", "-d", database, "--format", format, query);
            }
            run(console, "sql", "-d", database, query);
        }
        run(console, "sql", "SELECT count(*) FROM '" + stars + "'");
        Path parquet = folder.resolve("stars.parquet");
        run(console, "sql", "COPY (SELECT * FROM '" + stars + "' LIMIT 2000) TO '" + parquet + "'");
        run(console, "sql", "SELECT count(designation), avg(bp_rp) FROM '" + parquet + "' WHERE ra > 180");
        run(console, "sql", "CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1); SELECT a FROM t");
    }

    private static void rehearseLoads(Path folder, Console process) throws IOException {
        Console console = silent(process, OutputStream.nullOutputStream());
        Path fits = folder.resolve("stars.fits");
        Path csv = folder.resolve("rows.csv");
        DemoCatalogues.writeStars(fits, LOADED_ROWS, 1, ProgressListener.silent());
        for (int i = 0; i < LOADS; i++) {
            String database = folder.resolve(i + ".almagest").toString();
            run(console, "ingest", fits.toString(), "--into", database);
            if (i == 0) {
                try (OutputStream rows = Files.newOutputStream(csv)) {
                    run(silent(process, rows), "sql", "-d", database, "--format", "csv", "SELECT * FROM stars");
                }
            }
            run(console, "ingest", csv.toString(), "--into", database);
        }
    }

    private static Console silent(Console process, OutputStream out) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Console(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                nowhere,
                false,
                false,
                false,
                process.columns(),
                true,
                true);
    }

    private static void run(Console console, String... arguments) {
        int code = new Almagest(console).run(arguments);
        if (code != ExitCode.OK) {
            throw new IllegalStateException("failed in the rehearsal: " + String.join(" ", arguments));
        }
    }
}
