package org.almagest.sql.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.sql.Rows;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.Test;

/// Queries at random answer the same when they are planned with what was seen of their rows as when they are not,
/// and what was seen of conditions is what `count(*)` says.
///
/// The seed is printed; `-Dalmagest.seed=S` begins elsewhere, `-Dalmagest.feedback=N` asks for more queries.
class FeedbackQueryTest {
    private static final int QUERIES_PER_TABLES = 25;
    private static final long SEED = Long.getLong("almagest.seed", 0);
    private static final int QUERIES = Integer.getInteger("almagest.feedback", 300);

    private final List<String> failures = new ArrayList<>();
    private long uses;
    private long conditions;

    @Test
    void answersAreTheSameAndWhatIsSeenIsTrue() {
        System.out.println("seed " + SEED);
        try (Engine engine = Engine.open(
                        EngineOptions.inMemory().withMemoryBytes(512 << 20).withThreads(2));
                Session plain = engine.session();
                Session taught = engine.session()) {
            Rows.of(taught, "SET cardinality_feedback = on");
            for (long tables = SEED; tables < SEED + QUERIES && failures.isEmpty(); tables += QUERIES_PER_TABLES) {
                RandomQueries source = new RandomQueries(tables);
                source.statements().forEach(statement -> Rows.of(plain, statement));
                for (long query = tables; query < tables + QUERIES_PER_TABLES; query++) {
                    compare(source.query(query), query, plain, taught);
                }
                count(plain);
            }
        }
        System.out.println(conditions + " conditions were seen, and used " + uses + " times");
        assertEquals(List.of(), failures);
        assertTrue(uses > QUERIES / 4, "plans with what was seen: " + uses);
        assertTrue(conditions > QUERIES / 8, "conditions that were seen: " + conditions);
    }

    private void compare(String sql, long seed, Session plain, Session taught) {
        Object expected = answer(plain, sql);
        for (int again = 0; again < 2; again++) {
            Object actual = answer(taught, sql);
            boolean same = expected instanceof List<?> && actual instanceof List<?>
                    ? Rows.same(rows(expected), rows(actual))
                    : expected.equals(actual);
            if (!same) {
                failures.add(
                        "-Dalmagest.seed=" + seed + "\n" + sql + "\nexpected " + expected + "\nbut was  " + actual);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<List<Object>> rows(Object answer) {
        return (List<List<Object>>) answer;
    }

    /// Answers the rows, or the code of the failure.
    private static Object answer(Session session, String sql) {
        try {
            return Rows.sorted(Rows.of(session, sql));
        } catch (AlmagestException refused) {
            return refused.state().code();
        }
    }

    /// Holds what was seen of short conditions, as they are printed, to a count.
    private void count(Session plain) {
        for (List<Object> seen : Rows.of(
                plain, "SELECT table_name, conditions, actual_rows, uses FROM almagest_feedback() ORDER BY 1, 2")) {
            uses += (long) seen.get(3);
            conditions++;
            String sql = "SELECT count(*) FROM " + seen.get(0) + " WHERE " + seen.get(1);
            Object counted = answer(plain, sql);
            // Not every condition is printed as it would be written: LIKE goes without its ESCAPE.
            if (!((String) seen.get(1)).contains("LIKE")
                    && counted instanceof List<?> rows
                    && !rows.equals(List.of(List.of(seen.get(2))))) {
                failures.add(sql + " is " + rows + " and not " + seen.get(2));
            }
        }
    }
}
