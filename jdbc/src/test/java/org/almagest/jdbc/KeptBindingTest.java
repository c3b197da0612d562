package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A prepared statement keeps its binding between executions; nobody notices.
class KeptBindingTest {
    @TempDir
    private Path folder;

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection(TestDatabase.url(folder.resolve("k.almagest"), "create=true"));
        TestDatabase.run(
                connection,
                "CREATE TABLE star (id BIGINT, n INTEGER, mag DOUBLE, name VARCHAR, seen DATE, at TIMESTAMP)",
                "INSERT INTO star SELECT i, i % 7, i / 4.0, 'star ' || i, DATE '2016-01-01',"
                        + " TIMESTAMP '2016-01-01 00:00:00' FROM generate_series(1, 50) AS g (i)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private static List<List<String>> run(PreparedStatement query, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            query.setObject(i + 1, values[i]);
        }
        return TestDatabase.texts(query.executeQuery());
    }

    private static List<List<String>> row(Object... cells) {
        List<String> texts = new ArrayList<>();
        for (Object cell : cells) {
            texts.add(String.valueOf(cell));
        }
        return List.of(texts);
    }

    @Test
    void seesRowsOfThisAndOtherConnections() throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM star WHERE id > ?");
                Connection other = DriverManager.getConnection(TestDatabase.url(folder.resolve("k.almagest"), ""))) {
            assertEquals(row(50), run(count, 0L));
            TestDatabase.run(connection, "INSERT INTO star (id) VALUES (51)");
            assertEquals(row(51), run(count, 0L));
            TestDatabase.run(other, "INSERT INTO star (id) VALUES (52)");
            assertEquals(row(52), run(count, 0L));
            TestDatabase.run(other, "TRUNCATE star");
            assertEquals(row(0), run(count, 0L));
        }
    }

    @Test
    void seesWhatBecomesOfTheTable() throws SQLException {
        try (PreparedStatement all = connection.prepareStatement("SELECT * FROM star WHERE id = ?");
                Connection other = DriverManager.getConnection(TestDatabase.url(folder.resolve("k.almagest"), ""))) {
            assertEquals(6, run(all, 1L).getFirst().size());
            TestDatabase.run(other, "ALTER TABLE star DROP COLUMN at");
            assertEquals(5, run(all, 1L).getFirst().size());
            TestDatabase.run(connection, "CREATE OR REPLACE TABLE star AS SELECT 'one' AS word, 1.5 AS id");
            assertEquals(row("one", "1.5"), run(all, 1.5));
            TestDatabase.run(connection, "DROP TABLE star");
            assertEquals(
                    "42P01",
                    assertThrows(SQLException.class, () -> run(all, 1L)).getSQLState());
            TestDatabase.run(connection, "CREATE VIEW star AS SELECT 1 AS id, 2 AS two");
            assertEquals(row(1, 2), run(all, 1L));
            TestDatabase.run(connection, "CREATE OR REPLACE VIEW star AS SELECT 1 AS id, 3 AS three");
            assertEquals(row(1, 3), run(all, 1L));
        }
    }

    @Test
    void seesTemporaryTablesAndTheSearchPath() throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM star WHERE id >= ?")) {
            assertEquals(row(50), run(count, 1));
            TestDatabase.run(connection, "CREATE TEMP TABLE star AS SELECT 9 AS id");
            assertEquals(row(1), run(count, 1));
            TestDatabase.run(connection, "INSERT INTO star VALUES (10)");
            assertEquals(row(2), run(count, 1));
            TestDatabase.run(connection, "DROP TABLE temp.star");
            assertEquals(row(50), run(count, 1));
            TestDatabase.run(
                    connection,
                    "CREATE SCHEMA south",
                    "CREATE TABLE south.star AS SELECT 1 AS id",
                    "SET search_path = 'south'");
            assertEquals(row(1), run(count, 1));
            TestDatabase.run(connection, "RESET search_path");
            assertEquals(row(50), run(count, 1));
        }
    }

    @Test
    void seesItsTransaction() throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM star WHERE id > ?")) {
            assertEquals(row(50), run(count, 0));
            connection.setAutoCommit(false);
            assertEquals(row(50), run(count, 0));
            TestDatabase.run(connection, "INSERT INTO star (id) VALUES (51)");
            assertEquals(row(51), run(count, 0));
            connection.rollback();
            assertEquals(row(50), run(count, 0));
            connection.setAutoCommit(true);
            assertEquals(row(50), run(count, 0));
        }
    }

    @Test
    void filesAreOpenedAnew() throws Exception {
        Path file = folder.resolve("f.csv");
        Files.writeString(file, "id\n1\n2\n");
        try (PreparedStatement read =
                connection.prepareStatement("SELECT * FROM read_csv('" + file + "') WHERE id >= ?")) {
            assertEquals(2, run(read, 1).size());
            Files.writeString(file, "name,id\nx,1\n");
            assertEquals(row("x", 1), run(read, 1));
        }
    }

    @Test
    void typesAndNullsMayChange() throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT count(*) FROM star WHERE n = ? AND name LIKE ?")) {
            assertEquals(row(7), run(query, 3, "star%"));
            assertEquals(row(7), run(query, "3", "star%"));
            assertEquals(row(0), run(query, null, "star%"));
            assertEquals(row(0), run(query, 3.5, "star%"));
            assertEquals(row(0), run(query, 1L << 40, "star%"));
            assertEquals(row(3), run(query, 3L, "star 3%"));
            assertEquals(
                    "22P02",
                    assertThrows(SQLException.class, () -> run(query, "three", "%"))
                            .getSQLState());
            assertEquals(row(7), run(query, 4L, "%"));
        }
    }

    @Test
    void limitsOrdinalsAndTimeAreReadEachTime() throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT id FROM star WHERE id > ? ORDER BY id LIMIT ? OFFSET ?")) {
            assertEquals(List.of(List.of("4")), run(query, 2L, 1, 1));
            assertEquals(List.of(List.of("3"), List.of("4")), run(query, 2L, 2, 0));
            assertEquals(List.of(List.of("11"), List.of("12")), run(query, 10L, 2, 0));
        }
        try (PreparedStatement twice =
                connection.prepareStatement("SELECT n + ?, n + ?, count(*) FROM star WHERE n = 3 GROUP BY ALL")) {
            assertEquals(row(4, 5, 7), run(twice, 1, 2));
            assertEquals(row(4, 4, 7), run(twice, 1, 1));
        }
    }

    /// What a prepared statement answers is what the statement answers with its values written out.
    @Test
    void answersAsTextDoes() throws SQLException {
        long seed = Long.getLong("almagest.seed", System.nanoTime());
        Random random = new Random(seed);
        String[] queries = {
            "SELECT id, n FROM star WHERE n = ? ORDER BY id",
            "SELECT id FROM star WHERE mag BETWEEN ? AND ? ORDER BY id",
            "SELECT id, mag + ? FROM star WHERE id < ? ORDER BY id",
            "SELECT n, count(*) FROM star WHERE mag > ? GROUP BY n HAVING count(*) >= ? ORDER BY n",
            "SELECT a.id FROM star a JOIN star b ON a.id = b.n WHERE b.mag < ? AND a.n <> ? ORDER BY 1",
            "SELECT id FROM star WHERE id IN (SELECT n FROM star WHERE mag > ?) AND id IN (?, 3, 5) ORDER BY id",
            "SELECT name FROM star WHERE abs(mag - ?) < ? ORDER BY name",
            "SELECT id FROM star WHERE CASE WHEN n > ? THEN mag ELSE id END = ? ORDER BY id",
            "SELECT sum(n * ?) OVER (ORDER BY id) FROM star WHERE id <= ? ORDER BY 1",
        };
        for (String sql : queries) {
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                for (int run = 0; run < 25; run++) {
                    int first = random.nextInt(-3, 14);
                    int second = random.nextInt(-3, 14);
                    query.setInt(1, first);
                    if (sql.indexOf('?') != sql.lastIndexOf('?')) {
                        query.setInt(2, second);
                    }
                    String text = sql.replaceFirst("\\?", "(" + first + ")").replaceFirst("\\?", "(" + second + ")");
                    assertEquals(
                            TestDatabase.query(connection, text),
                            TestDatabase.texts(query.executeQuery()),
                            () -> "seed " + seed + ": " + text);
                }
            }
        }
    }
}
