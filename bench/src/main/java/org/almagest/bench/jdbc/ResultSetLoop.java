package org.almagest.bench.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Reads five columns cell by cell, by both drivers in turn; both must read the same.
final class ResultSetLoop {
    private final Connection ours;
    private final Connection theirs;
    private final String sql;

    ResultSetLoop(Connection ours, Connection theirs, long rows) {
        this.ours = ours;
        this.theirs = theirs;
        sql = "SELECT source_id, ra, dec, phot_g_mean_mag, random_index FROM gaia LIMIT " + rows;
    }

    private record Pass(long rows, double sum, double seconds) {
        double rowsPerSecond() {
            return rows / seconds;
        }
    }

    void run(int runs) throws SQLException {
        double best = 0;
        double bestOfTheirs = 0;
        for (int i = 0; i <= runs; i++) {
            Pass mine = pass(ours);
            Pass other = pass(theirs);
            if (mine.rows() != other.rows() || Math.abs(mine.sum() - other.sum()) > Math.abs(mine.sum()) * 1e-9) {
                throw new IllegalStateException("the drivers read different rows: " + mine + ", " + other);
            }
            // The first pass warms up.
            if (i > 0) {
                best = Math.max(best, mine.rowsPerSecond());
                bestOfTheirs = Math.max(bestOfTheirs, other.rowsPerSecond());
            }
        }
        JdbcCommand.print(
                "result set    %.1f million rows/s, DuckDB's driver %.1f: %.2f times%n",
                best / 1e6, bestOfTheirs / 1e6, best / bestOfTheirs);
    }

    private Pass pass(Connection connection) throws SQLException {
        long start = System.nanoTime();
        long rows = 0;
        double sum = 0;
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                sum += result.getLong(1) * 1e-18;
                sum += result.getDouble(2);
                sum += result.getDouble(3);
                sum += result.getFloat(4);
                sum += result.getLong(5) * 1e-9;
                rows++;
            }
        }
        return new Pass(rows, sum, (System.nanoTime() - start) / 1e9);
    }
}
