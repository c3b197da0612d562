package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.optimizer.Optimizer;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// A rule changes how a query is answered, never what: each query gives the same rows without it.
class RuleEquivalenceTest {
    private static Engine engine;

    @BeforeAll
    static void load() {
        engine = Engine.open(EngineOptions.inMemory().withMemoryBytes(256 << 20).withThreads(2));
        // Few rows: without some rules joins try every pair.
        TestTables.statements(7, 150).forEach(statement -> Rows.of(engine.session(), statement));
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> everyQueryWithoutEachRule() throws IOException {
        List<Session> sessions = new ArrayList<>();
        List<String> settings = new ArrayList<>(Optimizer.ruleNames());
        settings.add(String.join(",", Optimizer.ruleNames()));
        for (String setting : settings) {
            Session session = engine.session();
            Rows.of(session, "SET disabled_rules = '" + setting + "'");
            sessions.add(session);
        }
        return TestQueries.all().stream()
                .map(sql -> DynamicTest.dynamicTest(sql, () -> {
                    List<List<Object>> expected = Rows.of(engine.session(), sql);
                    for (int i = 0; i < settings.size(); i++) {
                        compare(sql, settings.get(i), expected, Rows.of(sessions.get(i), sql));
                    }
                }));
    }

    /// Whatever the order of joins, the rows are the same.
    @TestFactory
    Stream<DynamicTest> everyQueryWithJoinsInOrdersAtRandom() throws IOException {
        List<Session> sessions = new ArrayList<>();
        for (int seed = 0; seed < 4; seed++) {
            Session session = engine.session();
            Rows.of(session, "SET join_order_seed = " + seed);
            sessions.add(session);
        }
        return TestQueries.all().stream()
                .map(sql -> DynamicTest.dynamicTest(sql, () -> {
                    List<List<Object>> expected = Rows.of(engine.session(), sql);
                    for (int seed = 0; seed < sessions.size(); seed++) {
                        compare(sql, "the order of joins, seed " + seed, expected, Rows.of(sessions.get(seed), sql));
                    }
                }));
    }

    @Test
    void theSeedOfJoinOrdersChangesPlansAndCanBeTakenBack() {
        String explain = "EXPLAIN SELECT count(*) FROM star a JOIN star b ON a.id = b.id JOIN star c ON b.id = c.id"
                + " JOIN star d ON c.id = d.id WHERE a.n = 1";
        Session session = engine.session();
        List<List<Object>> before = Rows.of(session, explain);
        boolean changed = false;
        for (int seed = 0; seed < 8; seed++) {
            Rows.of(session, "SET join_order_seed = " + seed);
            List<List<Object>> first = Rows.of(session, explain);
            assertEquals(first, Rows.of(session, explain), "a seed gives one order");
            changed |= !first.equals(before);
        }
        assertTrue(changed, "some seed should change the order");
        Rows.of(session, "RESET join_order_seed");
        assertEquals(before, Rows.of(session, explain));
        assertEquals(
                SqlState.INVALID_PARAMETER, failure("SET join_order_seed = 'x'").state());
    }

    private static void compare(String sql, String setting, List<List<Object>> expected, List<List<Object>> actual) {
        boolean same = TestQueries.isOrdered(sql)
                ? Rows.same(expected, actual)
                : Rows.same(Rows.sorted(expected), Rows.sorted(actual));
        if (!same) {
            fail(sql + "\nwithout " + setting + "\nexpected " + Rows.sorted(expected) + "\nbut was  "
                    + Rows.sorted(actual));
        }
    }

    @Test
    void theSettingIsOfTheSessionAndCanBeTakenBack() {
        Session session = engine.session();
        String explain = "EXPLAIN SELECT x FROM (SELECT id AS x FROM star) s WHERE x < 3";
        List<List<Object>> before = Rows.of(session, explain);
        Rows.of(session, "SET disabled_rules = 'pushfilter, PruneColumns'");
        assertEquals(
                List.of(List.of("disabled_rules", "PruneColumns,PushFilter")), Rows.of(session, "SHOW disabled_rules"));
        assertTrue(!before.equals(Rows.of(session, explain)), "the plan should change");
        assertEquals(before, Rows.of(engine.session(), explain));
        Rows.of(session, "RESET disabled_rules");
        assertEquals(before, Rows.of(session, explain));
    }

    @Test
    void unknownRulesAndFixedSettingsAreRefused() {
        assertEquals(
                SqlState.INVALID_PARAMETER,
                failure("SET disabled_rules = 'PushFilters'").state());
        assertEquals(SqlState.FEATURE_NOT_SUPPORTED, failure("SET threads = 3").state());
        AlmagestException unknown = failure("SET disabled_rule = 'PushFilter'");
        assertEquals(SqlState.UNDEFINED_OBJECT, unknown.state());
        assertTrue(
                unknown.hint().orElse("").contains("disabled_rules"),
                unknown.hint().toString());
    }

    private static AlmagestException failure(String sql) {
        return assertThrows(AlmagestException.class, () -> Rows.of(engine.session(), sql));
    }
}
