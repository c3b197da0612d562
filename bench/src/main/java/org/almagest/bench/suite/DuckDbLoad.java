package org.almagest.bench.suite;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.almagest.bench.catalogue.CatalogueRow;
import org.almagest.bench.catalogue.CrossMatchTargets;
import org.almagest.bench.catalogue.GaiaLikeCatalogue;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Makes the suite's tables in a native file of DuckDB.
final class DuckDbLoad {
    private final Path path;
    private final int threads;
    private final Map<String, Long> bytes = new LinkedHashMap<>();
    private long bytesBefore;

    DuckDbLoad(Path path, int threads) {
        this.path = path;
        this.threads = threads;
    }

    /// Loads all tables and answers the bytes of each, in order.
    Map<String, Long> load(GaiaLikeCatalogue catalogue) throws SQLException {
        try (DuckDbSide side = new DuckDbSide(path.toString(), threads)) {
            side.execute("CREATE TABLE gaia (source_id BIGINT, ra DOUBLE, dec DOUBLE, parallax DOUBLE,"
                    + " parallax_error FLOAT, pmra DOUBLE, pmdec DOUBLE, phot_g_mean_mag FLOAT, bp_rp FLOAT,"
                    + " radial_velocity FLOAT, ruwe FLOAT, phot_variable_flag VARCHAR, random_index BIGINT,"
                    + " healpix6 INTEGER, designation VARCHAR)");
            try (DuckDBAppender appender = appender(side, "gaia")) {
                for (int place = 0; place < catalogue.rowCount(); place++) {
                    append(appender, catalogue.row(place));
                }
            }
            made("gaia", side);
            side.execute(DerivedTables.PARTNERS);
            made("vari", side);
            side.execute("CREATE TABLE xm2m (id INTEGER, ra DOUBLE, dec DOUBLE)");
            CrossMatchTargets targets = new CrossMatchTargets(catalogue);
            try (DuckDBAppender appender = appender(side, "xm2m")) {
                for (int place = 0; place < targets.count(); place++) {
                    append(appender, targets.target(place));
                }
            }
            made("xm2m", side);
            side.execute(DerivedTables.fewTargets(catalogue));
            made("xm500k", side);
        }
        return bytes;
    }

    private static DuckDBAppender appender(DuckDbSide side, String table) throws SQLException {
        return side.connection().unwrap(DuckDBConnection.class).createAppender("main", table);
    }

    private static void append(DuckDBAppender appender, CrossMatchTargets.Target target) throws SQLException {
        appender.beginRow();
        appender.append(target.id());
        appender.append(target.ra());
        appender.append(target.dec());
        appender.endRow();
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

    /// Blocks in use are what the table needs; the file may have room left between them.
    private void made(String table, DuckDbSide side) throws SQLException {
        side.execute("CHECKPOINT");
        try (Statement statement = side.connection().createStatement();
                ResultSet size =
                        statement.executeQuery("SELECT used_blocks * block_size FROM pragma_database_size()")) {
            size.next();
            long now = size.getLong(1);
            bytes.put(table, now - bytesBefore);
            bytesBefore = now;
        }
    }
}
