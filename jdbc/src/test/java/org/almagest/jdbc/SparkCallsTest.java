package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Spark's JDBC source calls when it reads a table in partitions (Spark 4.1.3, watched): the columns
/// through `WHERE 1=0`, then a connection and a prepared query for each partition, side by side.
class SparkCallsTest {
    private static final List<String> PARTITIONS = List.of(
            "\"id\" < 2501 or \"id\" is null",
            "\"id\" >= 2501 AND \"id\" < 5001",
            "\"id\" >= 5001 AND \"id\" < 7501",
            "\"id\" >= 7501");

    @TempDir
    private Path folder;

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("driver", AlmagestDriver.class.getName());
        properties.setProperty("fetchsize", "1000");
        properties.setProperty("dbtable", "stars");
        properties.setProperty("readonly", "true");
        return DriverManager.getConnection("jdbc:almagest:" + folder.resolve("spark.almagest"), properties);
    }

    @Test
    void readsATableInPartitions() throws Exception {
        try (Connection writer =
                DriverManager.getConnection("jdbc:almagest:" + folder.resolve("spark.almagest") + "?create=true")) {
            TestDatabase.run(
                    writer,
                    "CREATE TABLE stars AS SELECT i AS id, i * 0.5 AS ra, 'star ' || i AS name, CAST(i AS UBIGINT) AS u"
                            + " FROM generate_series(1, 10000) AS g (i)");
        }
        try (Connection connection = connect();
                PreparedStatement columns = connection.prepareStatement("SELECT * FROM stars WHERE 1=0");
                ResultSet none = columns.executeQuery()) {
            ResultSetMetaData metadata = none.getMetaData();
            List<Integer> types = new ArrayList<>();
            for (int i = 1; i <= metadata.getColumnCount(); i++) {
                types.add(metadata.getColumnType(i));
                assertTrue(metadata.getPrecision(i) >= metadata.getScale(i));
                assertTrue(metadata.isNullable(i) != ResultSetMetaData.columnNoNulls);
                metadata.isSigned(i);
                metadata.getColumnTypeName(i);
                assertEquals(
                        metadata.getColumnLabel(i),
                        List.of("id", "ra", "name", "u").get(i - 1));
            }
            assertEquals(List.of(Types.BIGINT, Types.DECIMAL, Types.VARCHAR, Types.NUMERIC), types);
        }
        long rows = 0;
        BigDecimal sum = BigDecimal.ZERO;
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<List<BigDecimal>>> partitions = new ArrayList<>();
            for (String partition : PARTITIONS) {
                partitions.add(threads.submit(() -> read(partition)));
            }
            for (Future<List<BigDecimal>> partition : partitions) {
                rows += partition.get().size();
                sum = partition.get().stream().reduce(sum, BigDecimal::add);
            }
        }
        assertEquals(10_000, rows);
        assertEquals(0, sum.compareTo(BigDecimal.valueOf(50_005_000)));
    }

    private List<BigDecimal> read(String partition) throws SQLException {
        List<BigDecimal> values = new ArrayList<>();
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT \"id\",\"ra\",\"name\",\"u\" FROM stars  WHERE (" + partition + ")   ",
                        ResultSet.TYPE_FORWARD_ONLY,
                        ResultSet.CONCUR_READ_ONLY)) {
            query.setFetchSize(1000);
            query.setQueryTimeout(0);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    assertEquals("star " + rows.getLong(1), rows.getString(3));
                    assertEquals(rows.getBigDecimal(2), BigDecimal.valueOf(rows.getLong(1) * 5, 1));
                    values.add(rows.getBigDecimal(4));
                }
            }
        }
        return values;
    }
}
