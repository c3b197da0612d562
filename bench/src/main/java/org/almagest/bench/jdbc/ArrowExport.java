package org.almagest.bench.jdbc;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.almagest.jdbc.AlmagestStatement;
import org.almagest.jdbc.ArrowResult;

/// Makes Arrow streams of numbers, and of numbers and texts, and throws them away.
final class ArrowExport {
    private static final List<String> COLUMNS = List.of(
            "source_id, ra, dec, phot_g_mean_mag",
            "source_id, ra, dec, parallax, pmra, pmdec",
            "source_id, designation");

    private final Connection connection;
    private final long rows;

    ArrowExport(Connection connection, long rows) {
        this.connection = connection;
        this.rows = rows;
    }

    void run(int runs) throws SQLException, IOException {
        for (String columns : COLUMNS) {
            double best = 0;
            for (int i = 0; i <= runs; i++) {
                best = Math.max(best, bytesPerSecond("SELECT " + columns + " FROM gaia LIMIT " + rows));
            }
            JdbcCommand.print("arrow         %.2f GB/s (%s)%n", best / 1e9, columns);
        }
    }

    private double bytesPerSecond(String sql) throws SQLException, IOException {
        long start = System.nanoTime();
        try (Statement statement = connection.createStatement();
                ArrowResult stream = statement.unwrap(AlmagestStatement.class).executeArrow(sql)) {
            long bytes = stream.transferTo(OutputStream.nullOutputStream());
            return bytes * 1e9 / (System.nanoTime() - start);
        }
    }
}
