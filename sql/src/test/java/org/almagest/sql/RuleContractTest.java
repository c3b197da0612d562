package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.almagest.optimizer.Optimizer;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.almagest.sql.syntax.Script;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every rule that has a name has examples in `rules/NAME.sql`, of which some are planned otherwise without it
/// and others are not, and all give the same rows with and without it: over NULLs, values that come
/// again, NaN, and tables without rows. A rule without examples fails.
///
/// The seed is printed; `-Dalmagest.seed=S` repeats it.
class RuleContractTest {
    private static final long SEED = Long.getLong("almagest.seed", 20261128);
    private static final int FILLINGS = 6;

    private static final List<Engine> ENGINES = new ArrayList<>();

    @BeforeAll
    static void load() {
        System.out.println("seed " + SEED);
        for (int filling = 0; filling < FILLINGS; filling++) {
            Engine engine = Engine.open(
                    EngineOptions.inMemory().withMemoryBytes(128 << 20).withThreads(2));
            ENGINES.add(engine);
            // The first is the one that plans are made over; then tables without rows on either side.
            fill(engine.session(), new Random(SEED + filling), filling == 1 ? 0 : 200, filling == 2 ? 0 : 20);
        }
    }

    @AfterAll
    static void close() {
        ENGINES.forEach(Engine::close);
    }

    private static void fill(Session session, Random random, int rows, int fewRows) {
        Rows.of(session, "CREATE TABLE r (id BIGINT, ref BIGINT, a INTEGER, b INTEGER, d DOUBLE, t VARCHAR, day DATE)");
        Rows.of(session, "CREATE TABLE s (id BIGINT, a INTEGER, b INTEGER, t VARCHAR)");
        for (int id = 0; id < rows; id++) {
            String d = random.nextInt(9) == 0 ? "'NaN'::DOUBLE" : random.nextInt(6) / 2.0 + "";
            Rows.of(
                    session,
                    "INSERT INTO r VALUES (" + id + ", " + maybe(random, random.nextInt(25)) + ", "
                            + maybe(random, random.nextInt(5)) + ", " + maybe(random, random.nextInt(4)) + ", "
                            + maybe(random, d) + ", " + maybe(random, text(random)) + ", "
                            + maybe(random, "DATE '2016-01-01' + " + random.nextInt(900)) + ")");
        }
        for (int id = 0; id < fewRows; id++) {
            Rows.of(
                    session,
                    "INSERT INTO s VALUES (" + id + ", " + maybe(random, random.nextInt(5)) + ", "
                            + maybe(random, random.nextInt(4)) + ", " + maybe(random, text(random)) + ")");
        }
    }

    private static String text(Random random) {
        return "'" + (char) ('x' + random.nextInt(3)) + "'";
    }

    private static Object maybe(Random random, Object value) {
        return random.nextInt(8) == 0 ? "NULL" : value;
    }

    @TestFactory
    Stream<DynamicTest> everyRule() {
        return Optimizer.ruleNames().stream().map(rule -> DynamicTest.dynamicTest(rule, () -> check(rule)));
    }

    private static void check(String rule) throws IOException {
        Map<Boolean, List<String>> examples = examples(rule);
        assertFalse(examples.get(true).isEmpty(), rule + " has no example of which it makes something");
        assertFalse(examples.get(false).isEmpty(), rule + " has no example that it leaves alone");
        for (int filling = 0; filling < FILLINGS; filling++) {
            Session with = ENGINES.get(filling).session();
            Session without = ENGINES.get(filling).session();
            Rows.of(without, "SET disabled_rules = '" + rule + "'");
            for (Map.Entry<Boolean, List<String>> entry : examples.entrySet()) {
                for (String sql : entry.getValue()) {
                    if (filling == 0) {
                        comparePlans(rule, sql, entry.getKey(), with, without);
                    }
                    compareRows(rule, sql, filling, Rows.of(with, sql), Rows.of(without, sql));
                }
            }
        }
    }

    private static void comparePlans(String rule, String sql, boolean fires, Session with, Session without) {
        String planned = plan(with, sql);
        if (fires) {
            assertNotEquals(plan(without, sql), planned, rule + " should change the plan of " + sql);
        } else {
            assertEquals(plan(without, sql), planned, rule + " should not change the plan of " + sql);
        }
    }

    private static String plan(Session session, String sql) {
        StringBuilder plan = new StringBuilder();
        Rows.of(session, "EXPLAIN (COSTS off) " + sql)
                .forEach(row -> plan.append(row.getFirst()).append('\n'));
        return plan.toString();
    }

    private static void compareRows(
            String rule, String sql, int filling, List<List<Object>> with, List<List<Object>> without) {
        boolean same = TestQueries.isOrdered(sql)
                ? Rows.same(with, without)
                : Rows.same(Rows.sorted(with), Rows.sorted(without));
        if (!same) {
            fail(sql + "\nseed " + SEED + ", filling " + filling + "\nwith " + rule + "    " + with + "\nwithout it "
                    + without);
        }
    }

    /// Answers the examples that the rule makes something of, and those that it leaves alone.
    private static Map<Boolean, List<String>> examples(String rule) throws IOException {
        Map<Boolean, List<String>> examples = new LinkedHashMap<>();
        try (InputStream resource = RuleContractTest.class.getResourceAsStream("/rules/" + rule + ".sql")) {
            if (resource == null) {
                fail("there is no rules/" + rule + ".sql with examples of the rule");
            }
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            String beginning = "-- fires\n";
            String middle = "-- does not fire\n";
            int divide = text.indexOf(middle);
            assertEquals(0, text.indexOf(beginning), "rules/" + rule + ".sql begins with: " + beginning);
            assertNotEquals(-1, divide, "rules/" + rule + ".sql has no: " + middle);
            examples.put(true, statements(text.substring(beginning.length(), divide)));
            examples.put(false, statements(text.substring(divide + middle.length())));
        }
        return examples;
    }

    private static List<String> statements(String text) {
        return Script.of(text).statements().stream()
                .map(span -> text.substring(span.start(), span.end()))
                .toList();
    }
}
