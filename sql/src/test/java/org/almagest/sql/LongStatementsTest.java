package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Statements as programs write them: as long and as deep as the syntax allows.
class LongStatementsTest {
    private static Engine engine;

    @BeforeAll
    static void load() {
        engine = Engine.open(EngineOptions.inMemory().withMemoryBytes(128 << 20).withThreads(2));
        Rows.of(engine.session(), "CREATE TABLE t (id BIGINT)");
        Rows.of(engine.session(), "INSERT INTO t VALUES " + joined(0, 100, "(%d)", ", "));
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    private static String joined(int from, int to, String form, String between) {
        return IntStream.range(from, to).mapToObj(form::formatted).collect(Collectors.joining(between));
    }

    private static void gives(long expected, String sql) {
        assertEquals(List.of(List.of((Object) expected)), Rows.of(engine.session(), sql));
    }

    @Test
    void aThousandOperatorsInARow() {
        gives(2 * 990 + 1, "SELECT 1 + " + joined(0, 990, "id", " + ") + " FROM t WHERE id = 2");
        gives(2 * 990, "SELECT sum(" + joined(0, 990, "id", " + ") + ") FROM t WHERE id = 2 GROUP BY id");
    }

    @Test
    void thousandsOfAlternativesAndConditions() {
        gives(34, "SELECT count(*) FROM t WHERE " + joined(0, 3000, "id = %d * 3", " OR "));
        gives(0, "SELECT count(*) FROM t WHERE " + joined(0, 1000, "id <> %d", " AND "));
        gives(50, "SELECT count(*) FROM t WHERE id IN (" + joined(50, 5000, "%d", ", ") + ")");
    }

    @Test
    void aHundredSubqueries() {
        String query = "t";
        for (int i = 0; i < 100; i++) {
            query = "(SELECT id FROM " + query + " WHERE id <> " + (2 * i) + ") q" + i;
        }
        gives(50, "SELECT count(*) FROM " + query);
    }

    @Test
    void hundredsOfQueriesInAUnion() {
        gives(300, "SELECT count(*) FROM (" + joined(0, 300, "SELECT id FROM t WHERE id = 1", " UNION ALL ") + ") u");
    }
}
