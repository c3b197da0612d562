package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Long queries of every kind end soon after they are cancelled or their time is over, and the session
/// goes on.
final class CancellationTest {
    private static final int ROWS = 400_000;

    /// The bar is a tenth of a second; the rest is room for a machine that does other things, and for
    /// code that is interpreted: what is held here is that a query ends, not how fast the machine is.
    private static final long SOON_MILLIS = Long.getLong("almagest.cancel.millis", 20_000);

    private static Engine engine;

    @BeforeAll
    static void load() {
        engine = Engine.open(EngineOptions.inMemory().withMemoryBytes(512 << 20).withThreads(2));
        Rows.of(
                engine.session(),
                "CREATE TABLE t AS SELECT i AS id, (i * 7919) % 100003 AS n, 'star ' || i AS name FROM range(" + ROWS
                        + ") r(i)");
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @ParameterizedTest
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    @ValueSource(
            strings = {
                "SELECT count(*) FROM t a, t b WHERE a.n + b.n = 3",
                "SELECT count(*) FROM t a JOIN t b ON a.n % 10 = b.n % 10",
                "SELECT a.name FROM t a, range(100) r(k) ORDER BY a.name || r.k",
                "SELECT a.id + r.k * 1000000 AS g, count(*) FROM t a, range(100) r(k) GROUP BY g",
                "SELECT median(a.n + r.k) FROM t a, range(1000) r(k)",
                "SELECT sum(s) FROM (SELECT sum(n) OVER (ORDER BY n ROWS BETWEEN 5000 PRECEDING AND 5000 FOLLOWING) AS s"
                        + " FROM t, range(30) r(k)) w",
                "SELECT count(*) FROM t a, range(10000) r(k) WHERE a.name ~ '(s|t)+a.*r [0-9]+7$'",
                "WITH RECURSIVE r(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM r WHERE k < 100000000)"
                        + " SELECT count(*) FROM r",
                "SELECT count(DISTINCT a.n * r.k) FROM t a, range(1000) r(k)",
                "SELECT sum(list_sum(range((a.n + r.k) % 1000))) FROM t a, range(1000) r(k)"
            })
    void endsSoon(String sql) {
        Session session = engine.session();
        Rows.of(session, "SET max_recursion = 1000000000");
        Rows.of(session, "SET statement_timeout = 300");
        long start = System.nanoTime();
        AlmagestException late = assertThrows(AlmagestException.class, () -> Rows.of(session, sql));
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertEquals(SqlState.QUERY_CANCELED, late.state(), late.getMessage());
        assertTrue(late.getMessage().contains("statement_timeout"), late.getMessage());
        assertTrue(millis < 300 + SOON_MILLIS, "ended after " + millis + " ms");
        Rows.of(session, "RESET statement_timeout");
        assertEquals(List.of(List.of((long) ROWS)), Rows.of(session, "SELECT count(*) FROM t"));
    }

    @Test
    void theTimeoutIsASettingWithUnits() {
        Session session = engine.session();
        Rows.of(session, "SET statement_timeout = '2 min'");
        assertEquals(List.of(List.of("statement_timeout", "120000")), Rows.of(session, "SHOW statement_timeout"));
        Rows.of(session, "SET statement_timeout = 0");
        assertEquals(List.of(List.of(2L)), Rows.of(session, "SELECT 1 + 1"));
        for (String wrong : List.of("-1", "'soon'", "1.5")) {
            assertEquals(
                    SqlState.INVALID_PARAMETER,
                    assertThrows(AlmagestException.class, () -> Rows.of(session, "SET statement_timeout = " + wrong))
                            .state());
        }
    }

    @Test
    void aStatementInTimeIsNotCancelledLater() throws InterruptedException {
        Session session = engine.session();
        Rows.of(session, "SET statement_timeout = 200");
        assertEquals(List.of(List.of(1L)), Rows.of(session, "SELECT 1"));
        Thread.sleep(300);
        assertEquals(List.of(List.of(2L)), Rows.of(session, "SELECT 2"));
    }
}
