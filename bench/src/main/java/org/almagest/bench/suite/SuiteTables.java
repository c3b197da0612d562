package org.almagest.bench.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;
import org.almagest.bench.catalogue.CatalogueRow;
import org.almagest.bench.catalogue.CatalogueScannable;
import org.almagest.bench.catalogue.GaiaLikeCatalogue;
import org.almagest.columnar.scan.TableSink;
import org.almagest.ingest.BulkLoad;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// The suite's tables in both engines: the same rows, kept between runs of the same size and seed.
///
/// ```text
/// FOLDER/ROWS-SEED/catalogue.almagest    Almagest's database
///                  catalogue.duckdb      DuckDB's
///                  complete              written last
/// ```
final class SuiteTables {
    private static final long SEED = 20160914;

    /// A join partner: a tenth of the rows, shuffled by a hash of the row.
    private static final String PARTNERS = "CREATE TABLE vari AS SELECT source_id,"
            + " 0.05 + (random_index * 7919 % 1000003) / 10000.03 AS period,"
            + " (random_index * 31 % 12)::INTEGER AS class_id FROM gaia WHERE random_index % 10 = 3"
            + " ORDER BY random_index * 48271 % 2147483647";

    private final Path folder;
    private final int rows;

    SuiteTables(Path folder, int rows) {
        this.folder = folder.resolve(rows + "-" + SEED);
        this.rows = rows;
    }

    Path almagestPath() {
        return folder.resolve("catalogue.almagest");
    }

    Path duckdbPath() {
        return folder.resolve("catalogue.duckdb");
    }

    /// Makes what is not there yet.
    void prepare(int threads) {
        Path complete = folder.resolve("complete");
        if (Files.exists(complete)) {
            return;
        }
        try {
            clear(folder);
            Files.createDirectories(folder);
            System.out.printf("making %,d rows%n", rows);
            GaiaLikeCatalogue catalogue = new GaiaLikeCatalogue(rows, SEED);
            loadAlmagest(catalogue, threads);
            loadDuckDb(catalogue, threads);
            Files.createFile(complete);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (SQLException failed) {
            throw new IllegalStateException("DuckDB refuses the catalogue", failed);
        }
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

    private void loadAlmagest(GaiaLikeCatalogue catalogue, int threads) {
        long start = System.nanoTime();
        EngineOptions options =
                EngineOptions.of(almagestPath().toString(), OpenMode.CREATE).withThreads(threads);
        try (Engine engine = Engine.open(options)) {
            try (TableSink sink = engine.database().writer().createTableWithSink("gaia", GaiaLikeCatalogue.schema())) {
                BulkLoad.ofAll(new CatalogueScannable(catalogue), sink, threads).run();
                sink.commit();
            }
            engine.session().execute(PARTNERS).close();
        }
        System.out.printf("Almagest loaded in %.1f s%n", (System.nanoTime() - start) / 1e9);
    }

    private void loadDuckDb(GaiaLikeCatalogue catalogue, int threads) throws SQLException {
        long start = System.nanoTime();
        try (DuckDbSide side = new DuckDbSide(duckdbPath().toString(), threads)) {
            side.execute("CREATE TABLE gaia (source_id BIGINT, ra DOUBLE, dec DOUBLE, parallax DOUBLE,"
                    + " parallax_error FLOAT, pmra DOUBLE, pmdec DOUBLE, phot_g_mean_mag FLOAT, bp_rp FLOAT,"
                    + " radial_velocity FLOAT, ruwe FLOAT, phot_variable_flag VARCHAR, random_index BIGINT,"
                    + " healpix6 INTEGER, designation VARCHAR)");
            try (DuckDBAppender appender =
                    side.connection().unwrap(DuckDBConnection.class).createAppender("main", "gaia")) {
                for (int place = 0; place < catalogue.rowCount(); place++) {
                    append(appender, catalogue.row(place));
                }
            }
            side.execute(PARTNERS);
            side.execute("CHECKPOINT");
        }
        System.out.printf("DuckDB loaded in %.1f s%n", (System.nanoTime() - start) / 1e9);
    }

    private static void append(DuckDBAppender appender, CatalogueRow row) throws SQLException {
        appender.beginRow();
        appender.append(row.sourceId());
        appender.append(row.ra());
        appender.append(row.dec());
        appendDouble(appender, row.parallax());
        appender.append(row.parallaxError());
        appender.append(row.pmra());
        appender.append(row.pmdec());
        appender.append(row.magnitude());
        appendFloat(appender, row.colour());
        appendFloat(appender, row.radialVelocity());
        appender.append(row.ruwe());
        appender.append(row.variableFlag());
        appender.append(row.randomIndex());
        appender.append(row.healpix6());
        appender.append(row.designation());
        appender.endRow();
    }

    private static void appendDouble(DuckDBAppender appender, double value) throws SQLException {
        if (Double.isNaN(value)) {
            appender.appendNull();
        } else {
            appender.append(value);
        }
    }

    private static void appendFloat(DuckDBAppender appender, float value) throws SQLException {
        if (Float.isNaN(value)) {
            appender.appendNull();
        } else {
            appender.append(value);
        }
    }

    /// Answers the bytes on disk per row of Almagest's table (all of its database, the join partner
    /// included, apart).
    double almagestBytesPerRow() {
        try (Stream<Path> all = Files.walk(almagestPath())) {
            long bytes = 0;
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(path);
            }
            return (double) bytes / rows;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
