package org.almagest.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Optional;

/// A program that knows nothing but `java.sql`. `DriverJarCheck` runs it in a process whose class
/// path is the driver's jar; it uses every library that the jar bundles.
final class PlainClient {
    private PlainClient() {}

    public static void main(String[] arguments) throws SQLException {
        String folder = arguments[0];
        try (Connection connection =
                        DriverManager.getConnection("jdbc:almagest:" + folder + "/plain.almagest?create=true");
                Statement statement = connection.createStatement()) {
            System.out.println("warning "
                    + Optional.ofNullable(connection.getWarnings())
                            .map(SQLWarning::getMessage)
                            .orElse("none"));
            // Own pages, with LZ4 (long texts) and zstd.
            statement.execute("CREATE TABLE t WITH (compression 'archive') AS SELECT i, i * 0.25 AS x,"
                    + " 'text ' || i AS name FROM generate_series(1, 20000) AS g (i)");
            show(statement, "stored", "SELECT count(*), sum(x), max(name) FROM t WHERE i > 10");
            // Sketches.
            show(statement, "distinct", "SELECT approx_count_distinct(i % 7) FROM t");
            for (String codec : new String[] {"zstd", "snappy", "gzip", "lz4_raw"}) {
                String file = folder + "/" + codec + ".parquet";
                statement.execute("COPY t TO '" + file + "' (COMPRESSION '" + codec + "')");
                show(statement, codec, "SELECT count(*), sum(x), max(name) FROM '" + file + "' WHERE name > 'text 2'");
            }
            statement.execute("COPY t TO '" + folder + "/t.arrow'");
            statement.execute("COPY t TO '" + folder + "/t.csv'");
            show(statement, "text", "SELECT count(*), sum(x) FROM '" + folder + "/t.csv'");
        }
    }

    private static void show(Statement statement, String what, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            StringBuilder line = new StringBuilder(what);
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                line.append(' ').append(rows.getString(i));
            }
            System.out.println(line);
        }
    }
}
