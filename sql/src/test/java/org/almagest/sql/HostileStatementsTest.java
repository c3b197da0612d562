package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Statements at and beyond every limit: an answer or an error with a place, soon, within a small limit
/// of memory, and the session goes on.
class HostileStatementsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private Engine engine;
    private Session session;

    @BeforeEach
    void open() {
        engine = Engine.open(EngineOptions.inMemory()
                .withMemoryBytes(EngineOptions.LEAST_MEMORY_BYTES)
                .withThreads(2));
        session = engine.session();
        Rows.of(session, "CREATE TABLE star (id BIGINT, n INTEGER, tiny TINYINT, mag DOUBLE, class VARCHAR)");
        Rows.of(session, "INSERT INTO star SELECT i, i, 100, i / 8.0, 'G' FROM generate_series(1, 100) AS s(i)");
    }

    @AfterEach
    void theSessionGoesOn() {
        assertEquals(List.of(List.of(100L, 5050L)), Rows.of(session, "SELECT count(*), sum(id) FROM star"));
        engine.close();
    }

    private List<List<Object>> answer(String sql) {
        return assertTimeout(SOON, () -> Rows.of(session, sql));
    }

    private AlmagestException failure(String sql) {
        AlmagestException failure =
                assertTimeout(SOON, () -> assertThrows(AlmagestException.class, () -> Rows.of(session, sql)));
        int position = failure.position().orElse(0);
        assertTrue(position >= 0 && position <= sql.length(), () -> "position " + position);
        return failure;
    }

    @ParameterizedTest
    @CsvSource({"(, )", "-(, )", "NOT (, )", "abs(, )", "CASE WHEN TRUE THEN , ' END'", "(SELECT , )", "[, ]"})
    void nestedAThousandDeep(String open, String close) {
        AlmagestException failure = failure("SELECT " + (open + " ").repeat(1_000) + "1" + (close + " ").repeat(1_000));
        assertEquals("54001", failure.state().code());
        assertTrue(failure.position().isPresent());
    }

    @Test
    void nestedAThousandDerivedTables() {
        String sql = "SELECT * FROM " + "(SELECT * FROM ".repeat(1_000) + "star" + ") s".repeat(1_000);
        assertEquals("54001", failure(sql).state().code());
    }

    @Test
    void aMegabyteOfText() {
        String text = "x".repeat(1 << 20);
        assertEquals(List.of(List.of((long) text.length())), answer("SELECT length('" + text + "')"));
        assertEquals(List.of(List.of(1L)), answer("SELECT 1 /* " + text + " */"));
    }

    @Test
    void twoThousandColumns() {
        String columns =
                IntStream.range(0, 2_000).mapToObj(i -> "c" + i + " INTEGER").collect(Collectors.joining(", "));
        answer("CREATE TABLE wide (" + columns + ")");
        String values = IntStream.range(0, 2_000).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        answer("INSERT INTO wide VALUES (" + values + "), (" + values + ")");
        assertEquals(2_000, answer("SELECT * FROM wide").getFirst().size());
        String sums = IntStream.range(0, 2_000).mapToObj(i -> "sum(c" + i + ")").collect(Collectors.joining(", "));
        assertEquals(3_998L, answer("SELECT " + sums + " FROM wide").getFirst().getLast());
        assertEquals(List.of(List.of(4L)), answer("SELECT count(*) FROM wide a JOIN wide b USING (c1999)"));
    }

    @Test
    void tenThousandEntriesOfAList() {
        String list = IntStream.range(50, 10_050).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        assertEquals(List.of(List.of(51L)), answer("SELECT count(*) FROM star WHERE id IN (" + list + ")"));
        assertEquals(List.of(List.of(49L)), answer("SELECT count(*) FROM star WHERE n NOT IN (" + list + ")"));
        String rows = IntStream.range(0, 10_000).mapToObj(i -> "(" + i + ")").collect(Collectors.joining(", "));
        assertEquals(List.of(List.of(10_000L)), answer("SELECT count(*) FROM (VALUES " + rows + ") AS v(x)"));
    }

    /// What fails while rows are computed points at its operator's right operand, call or cast.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT 'abc                                           | 42601 | 7
            SELECT "abc                                           | 42601 | 7
            SELECT $$abc                                          | 42601 | 7
            SELECT 1 /* abc                                       | 42601 | 9
            SELECT E'\\xZZ'                                       | 42601 | 9
            SELECT 1 / 0                                          | 22012 | 11
            SELECT id % (id - id) FROM star                       | 22012 | 13
            SELECT 9223372036854775807 + 1                        | 22003 | 29
            SELECT id * 9223372036854775807 FROM star             | 22003 | 12
            SELECT CAST(300 AS TINYINT)                           | 22003 | 12
            SELECT CAST(1e30 AS BIGINT)                           | 22003 | 12
            SELECT CAST('12x' AS INTEGER)                         | 22P02 | 12
            SELECT CAST('2016-13-01' AS DATE)                     | 22007 | 12
            SELECT CAST(class AS INTEGER) FROM star               | 22P02 | 7
            SELECT id FROM star a, star b                         | 42702 | 7
            SELECT a.id FROM star a JOIN star b ON id = 1         | 42702 | 39
            """)
    void saysWhatAndWhere(String sql, String state, int position) {
        AlmagestException failure = failure(sql);
        assertEquals(state, failure.state().code(), failure::toString);
        assertEquals(position, failure.position().orElse(-1), failure::toString);
    }

    @Test
    void halfACharacterIsRefusedOrReplaced() {
        for (String sql :
                List.of("SELECT '\ud83c'", "SELECT '\udf1f' || 'x'", "SELECT 1 AS \"\ud83c\"", "SELECT \ud83c")) {
            try {
                answer(sql);
            } catch (AlmagestException refused) {
                assertTrue(refused.position().isPresent(), refused::toString);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n FROM r) SELECT count(*) FROM r
            WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r
            WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT a.n FROM r a, star) SELECT count(*) FROM r
            """)
    void aRecursionWithoutEnd(String sql) {
        String state = failure(sql).state().code();
        assertTrue(List.of("54001", "53200", "54000").contains(state), state);
    }

    @Test
    void moreRowsThanMemory() {
        String state = failure("SELECT array_agg(a.i) FROM generate_series(1, 1000000000) AS a(i)")
                .state()
                .code();
        assertTrue(List.of("53200", "54000").contains(state), state);
    }
}
