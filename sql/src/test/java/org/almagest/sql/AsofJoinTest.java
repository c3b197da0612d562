package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// ASOF joins on Almagest, at one and four threads, and on DuckDB: observations with the measurement
/// that was the last before each, or the next one. No two measurements of a star are at one time, so
/// that which one is nearest is never open.
class AsofJoinTest {
    private static final long SEED = Long.getLong("almagest.seed", 20251127);

    private static DuckDb duckDb;
    private static Engine one;
    private static Engine four;

    @BeforeAll
    static void load() throws SQLException {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        duckDb = new DuckDb();
        one = Engine.open(EngineOptions.inMemory().withMemoryBytes(256 << 20).withThreads(1));
        four = Engine.open(EngineOptions.inMemory().withMemoryBytes(256 << 20).withThreads(4));
        execute("CREATE TABLE seen (id INTEGER, star INTEGER, t DOUBLE, band VARCHAR)");
        execute("CREATE TABLE measured (star INTEGER, t DOUBLE, mag REAL, band VARCHAR)");
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            seen.add("(" + i + ", " + orNull(random, random.nextInt(40)) + ", "
                    + orNull(random, random.nextInt(400) / 4.0) + ", '" + "gri".charAt(random.nextInt(3)) + "')");
        }
        execute("INSERT INTO seen VALUES " + String.join(", ", seen));
        List<String> measured = new ArrayList<>();
        for (int star = 0; star < 36; star++) {
            List<Integer> times = new ArrayList<>();
            for (int t = 0; t < 400; t++) {
                times.add(t);
            }
            Collections.shuffle(times, random);
            for (int i = 0; i < random.nextInt(60); i++) {
                measured.add("(" + star + ", " + times.get(i) / 4.0 + ", " + random.nextInt(20) + ", '"
                        + "gri".charAt(random.nextInt(3)) + "')");
            }
        }
        measured.add("(NULL, 3.0, 7, 'g')");
        measured.add("(3, NULL, 7, 'g')");
        Collections.shuffle(measured, random);
        execute("INSERT INTO measured VALUES " + String.join(", ", measured));
    }

    private static String orNull(Random random, Object value) {
        return random.nextInt(30) == 0 ? "NULL" : String.valueOf(value);
    }

    @AfterAll
    static void close() throws SQLException {
        duckDb.close();
        one.close();
        four.close();
    }

    private static void execute(String statement) throws SQLException {
        duckDb.execute(statement);
        Rows.of(one.session(), statement);
        Rows.of(four.session(), statement);
    }

    private static void same(String sql) throws SQLException {
        List<List<Object>> expected = Rows.sorted(duckDb.rows(sql));
        List<List<Object>> actual = Rows.of(one.session(), sql);
        if (!Rows.same(expected, Rows.sorted(actual))) {
            fail(sql + "\nexpected " + expected + "\nbut was  " + Rows.sorted(actual) + " (seed " + SEED + ")");
        }
        assertEquals(actual, Rows.of(four.session(), sql), sql);
        assertTrue(!expected.isEmpty(), sql);
    }

    @Test
    void givesTheNearestRow() throws SQLException {
        for (String comparison : List.of(">=", ">", "<=", "<")) {
            for (String join : List.of("ASOF JOIN", "ASOF LEFT JOIN")) {
                same("SELECT s.id, s.star, s.t, m.star, m.t, m.mag FROM seen s " + join
                        + " measured m ON s.star = m.star AND s.t " + comparison + " m.t");
            }
        }
        same("SELECT s.id, m.t, m.mag FROM seen s ASOF JOIN measured m ON m.star = s.star AND m.t + 0.125 <= s.t"
                + " WHERE s.band <> 'g'");
        same("SELECT id, star, t, mag FROM seen ASOF JOIN (SELECT star, t, mag FROM measured) m USING (star, t)");
        same("SELECT count(*), sum(s.id), sum(m.mag) FROM seen s ASOF LEFT JOIN measured m"
                + " ON s.star = m.star AND s.band = m.band AND s.t > m.t");
        same("SELECT s.id, m.t FROM seen s ASOF JOIN (SELECT t FROM measured WHERE star = 5) m ON s.t >= m.t");
    }

    @Test
    void refusesConditionsThatSayNotWhichRowIsNearest() {
        for (String condition : List.of(
                "s.star = m.star",
                "s.star = m.star AND s.t <> m.t",
                "s.t >= m.t AND s.star >= m.star",
                "s.t >= m.t OR s.star = m.star",
                "s.t >= m.t AND s.id > 7")) {
            AlmagestException refused = assertThrows(
                    AlmagestException.class,
                    () -> Rows.of(one.session(), "SELECT * FROM seen s ASOF JOIN measured m ON " + condition));
            assertEquals(SqlState.FEATURE_NOT_SUPPORTED, refused.state(), condition);
            assertTrue(refused.getMessage().contains("ASOF"), refused.getMessage());
        }
        assertEquals(
                1,
                Rows.of(one.session(), "SELECT count(*) FROM seen asof WHERE asof.id = 3")
                        .size());
    }
}
