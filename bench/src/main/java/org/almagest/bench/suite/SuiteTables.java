package org.almagest.bench.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.almagest.bench.catalogue.CrossMatchTargets;
import org.almagest.bench.catalogue.GaiaLikeCatalogue;

/// The suite's tables in both engines: the same rows, kept between runs of the same size and seed.
///
/// ```text
/// gaia     the catalogue                          vari     a tenth of it, to join
/// xm2m     a tenth as another survey saw it       xm500k   a quarter of that
///
/// FOLDER/ROWS-SEED[-rounded]/catalogue.almagest    Almagest's database
///                            catalogue.duckdb      DuckDB's
///                            tables                what each table takes on disk; written last
/// ```
final class SuiteTables {
    private static final long SEED = 20160914;

    private final Path folder;
    private final int rows;
    private final boolean rounded;

    /// @param rounded whether the catalogue's floats have few decimals
    SuiteTables(Path folder, int rows, boolean rounded) {
        this.folder = folder.resolve(rows + "-" + SEED + (rounded ? "-rounded" : ""));
        this.rows = rows;
        this.rounded = rounded;
    }

    Path almagestPath() {
        return folder.resolve("catalogue.almagest");
    }

    Path duckdbPath() {
        return folder.resolve("catalogue.duckdb");
    }

    /// Makes what is not there yet and answers the tables.
    List<SuiteTable> prepare(int threads) {
        Path complete = folder.resolve("tables");
        try {
            if (!Files.exists(complete)) {
                clear(folder);
                Files.createDirectories(folder);
                List<String> lines =
                        make(threads).stream().map(SuiteTable::line).toList();
                Files.write(complete, lines);
            }
            return Files.readAllLines(complete).stream().map(SuiteTable::parse).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (SQLException failed) {
            throw new IllegalStateException("DuckDB refuses the catalogue", failed);
        }
    }

    private List<SuiteTable> make(int threads) throws IOException, SQLException {
        System.out.printf(Locale.ROOT, "making %,d rows%s%n", rows, rounded ? ", rounded" : "");
        GaiaLikeCatalogue catalogue = new GaiaLikeCatalogue(rows, SEED, rounded);
        long start = System.nanoTime();
        Map<String, Long> ours = new AlmagestLoad(almagestPath(), threads).load(catalogue);
        long middle = System.nanoTime();
        Map<String, Long> theirs = new DuckDbLoad(duckdbPath(), threads).load(catalogue);
        System.out.printf(
                Locale.ROOT,
                "loaded: Almagest in %.1f s, DuckDB in %.1f s%n",
                (middle - start) / 1e9,
                (System.nanoTime() - middle) / 1e9);
        int targets = new CrossMatchTargets(catalogue).count();
        Map<String, Integer> sizes =
                Map.of("gaia", rows, "vari", (rows + 6) / 10, "xm2m", targets, "xm500k", rows / 40);
        List<SuiteTable> tables = new ArrayList<>();
        ours.forEach((name, bytes) -> tables.add(new SuiteTable(name, sizes.get(name), bytes, theirs.get(name))));
        return tables;
    }

    private static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
