package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When a plan has an index, what EXPLAIN says of it, and that answers are the same with and without
/// one, after a restart and beside rows of the delta.
final class IndexPlanTest {
    private static final String ROWS =
            " AS SELECT (r * 7919) % 200003 AS id, CASE WHEN r % 9 = 0 THEN NULL ELSE (r % 1000) / 10.0 END AS mag, 'n' || (r % 5000) AS name, r"
                    + " FROM generate_series(0, 299999) AS s(r)";

    @TempDir
    Path folder;

    private static String text(Session session, String sql) {
        return Rows.of(session, sql).toString();
    }

    private Engine open() {
        return Engine.open(EngineOptions.of(folder.resolve("x.almagest").toString(), OpenMode.CREATE)
                .withThreads(2));
    }

    @Test
    void explainSaysWhatWasChosenAndWhy() {
        try (Engine engine = open()) {
            Session session = engine.session();
            Rows.of(session, "CREATE TABLE t" + ROWS);
            assertFalse(text(session, "EXPLAIN SELECT * FROM t WHERE id = 4").contains("index"));
            Rows.of(session, "CREATE INDEX ON t (id)");
            String lookup = text(session, "EXPLAIN SELECT * FROM t WHERE id = 4");
            assertTrue(lookup.contains("index lookup t_id_idx (btree)"), lookup);
            assertTrue(lookup.contains(": 2 of 300,000 rows are found one by one"), lookup);
            String scan = text(session, "EXPLAIN SELECT * FROM t WHERE id > 4");
            assertTrue(scan.contains("path: full scan, cost "), scan);
            assertTrue(scan.contains("rejected: index t_id_idx (btree), cost "), scan);
            String only = text(session, "EXPLAIN SELECT count(*), min(id) FROM t WHERE id BETWEEN 4 AND 30000");
            assertTrue(only.contains("index only t_id_idx (btree)"), only);
            String analyzed = text(session, "EXPLAIN ANALYZE SELECT * FROM t WHERE id IN (4, 5)");
            assertTrue(analyzed.contains("index: 3 entries found in "), analyzed);
            Rows.of(session, "CREATE INDEX by_hash ON t USING hash (name)");
            String hash = text(session, "EXPLAIN SELECT r FROM t WHERE name = 'n17' AND id > 5");
            assertTrue(hash.contains("path: index by_hash (hash), cost "), hash);
            assertTrue(hash.contains(": about 60 of 300,000 rows are found one by one"), hash);
            String range = text(session, "EXPLAIN SELECT r FROM t WHERE name > 'n17'");
            assertTrue(range.contains("by_hash (hash) cannot serve: a hash index finds equal values alone"), range);
        }
    }

    @Test
    void anAccessPathCanBeForced() {
        try (Engine engine = open()) {
            Session session = engine.session();
            Rows.of(session, "CREATE TABLE t" + ROWS);
            Rows.of(session, "CREATE INDEX ON t (id)");
            String all = "SELECT count(*), sum(r), max(name) FROM t WHERE id >= 0";
            String few = "SELECT r, name FROM t WHERE id = 4 ORDER BY r";
            List<List<Object>> allRows = Rows.of(session, all);
            List<List<Object>> fewRows = Rows.of(session, few);
            for (String path : List.of("scan", "index", "auto")) {
                Rows.of(session, "SET access_path = '" + path + "'");
                assertEquals(List.of(List.of("access_path", path)), Rows.of(session, "SHOW access_path"));
                assertEquals(allRows, Rows.of(session, all), path);
                assertEquals(fewRows, Rows.of(session, few), path);
                boolean allByIndex = text(session, "EXPLAIN " + all).contains("index lookup");
                assertEquals(path.equals("index"), allByIndex, path);
                boolean fewByIndex = text(session, "EXPLAIN " + few).contains("index lookup");
                assertEquals(!path.equals("scan"), fewByIndex, path);
            }
            AlmagestException failure =
                    assertThrows(AlmagestException.class, () -> Rows.of(session, "SET access_path = 'fast'"));
            assertTrue(failure.getMessage().contains("access_path is 'auto', 'scan' or 'index'"), failure.getMessage());
            Rows.of(session, "SET access_path = 'scan'");
            Rows.of(session, "RESET access_path");
            assertTrue(text(session, "EXPLAIN " + few).contains("index lookup"));
        }
    }

    /// Where rows lie in a column's order, zone maps find them, and its index is not even asked.
    @Test
    void anIndexOfWhatLiesInOrderIsNotAsked() {
        try (Engine engine = open()) {
            Session session = engine.session();
            Rows.of(session, "CREATE TABLE t" + ROWS);
            Rows.of(session, "CREATE INDEX ON t (r)");
            String query = "SELECT id, name FROM t WHERE r = 4711";
            String plan = text(session, "EXPLAIN " + query);
            assertTrue(
                    plan.contains("t_r_idx (btree), cost 7.2 us at least: not searched: rows lie in the order"), plan);
            List<List<Object>> scanned = Rows.of(session, query);
            Rows.of(session, "SET access_path = 'index'");
            assertTrue(text(session, "EXPLAIN " + query).contains("index lookup t_r_idx"));
            assertEquals(scanned, Rows.of(session, query));
        }
    }

    @Test
    void answersAreTheSame() {
        long seed = Long.getLong("almagest.seed", 31L);
        Random random = new Random(seed);
        try (Engine engine = open()) {
            Session session = engine.session();
            Rows.of(session, "CREATE TABLE t" + ROWS);
            Rows.of(session, "CREATE TABLE plain AS SELECT * FROM t");
            Rows.of(session, "CREATE INDEX ON t (id)");
            Rows.of(session, "CREATE INDEX ON t (mag, name)");
            Rows.of(session, "CREATE INDEX ON t USING hash (name)");
            for (String table : List.of("t", "plain")) {
                Rows.of(session, "INSERT INTO " + table + " VALUES (4, 5.5, 'n17', -1), (NULL, NULL, NULL, -2)");
            }
            compare(session, random, seed);
        }
        try (Engine engine = open()) {
            compare(engine.session(), random, seed);
            assertEquals(List.of(), Rows.of(engine.session(), "CHECK DATABASE"));
        }
    }

    private static void compare(Session session, Random random, long seed) {
        for (int i = 0; i < 40; i++) {
            int id = random.nextInt(200_003);
            String where = switch (i % 8) {
                case 0 -> "id = " + id;
                case 1 -> "id BETWEEN " + id + " AND " + (id + 20) + " AND r % 2 = 0";
                case 2 -> "id IN (4, " + id + ", " + (id + 7) + ")";
                case 3 -> "mag = " + random.nextInt(1000) / 10.0 + " AND name LIKE 'n1%'";
                case 4 -> "mag = 5.5 AND name >= 'n3' AND name < 'n30'";
                case 5 -> "name = 'n" + random.nextInt(5200) + "'";
                case 6 -> "name IN ('n17', 'n" + random.nextInt(5000) + "') AND mag > 3";
                default -> "id = 4 OR id = " + id;
            };
            String columns = i % 3 == 0 ? "count(*), min(id), max(id)" : "id, mag, name, r";
            String order = i % 3 == 0 ? "" : " ORDER BY 1, 2, 3, 4";
            String query = "SELECT " + columns + " FROM TABLE_NAME WHERE " + where + order;
            assertEquals(
                    Rows.of(session, query.replace("TABLE_NAME", "plain")),
                    Rows.of(session, query.replace("TABLE_NAME", "t")),
                    "almagest.seed=" + seed + ", " + query);
        }
    }

    @Test
    void aDamagedRunIsNamed() throws IOException {
        try (Engine engine = open()) {
            Rows.of(engine.session(), "CREATE TABLE t" + ROWS);
            Rows.of(engine.session(), "CREATE INDEX ON t (id)");
        }
        Path run;
        try (Stream<Path> files = Files.walk(folder)) {
            run = files.filter(file -> file.toString().endsWith(".idx"))
                    .findFirst()
                    .orElseThrow();
        }
        try (RandomAccessFile file = new RandomAccessFile(run.toFile(), "rw")) {
            for (long at = 64; at < file.length() * 3 / 4; at += 1_000) {
                file.seek(at);
                int before = file.read();
                file.seek(at);
                file.write(before ^ 1);
            }
        }
        try (Engine engine = open()) {
            CorruptionException failure = assertThrows(
                    CorruptionException.class, () -> Rows.of(engine.session(), "SELECT * FROM t WHERE id = 4"));
            assertTrue(failure.getMessage().contains(run.getFileName().toString()), failure.getMessage());
            List<List<Object>> faults = Rows.of(engine.session(), "CHECK DATABASE");
            assertTrue(faults.toString().contains(run.getFileName().toString()), faults.toString());
        }
    }
}
