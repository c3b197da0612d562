package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.vector.Batch;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;
import org.almagest.sql.syntax.Mutation;
import org.junit.jupiter.api.Test;

/// Statements with random damage are run: they give a result or a declared error, within bounds of
/// time and memory, and the session goes on.
///
/// `-Dalmagest.statements=N` runs so many, `-Dalmagest.seed=N` begins with round N;
/// `-Dalmagest.statements.failures=N` goes on until so many are wrong.
class StatementFuzzTest {
    private static final long SEED = Long.getLong("almagest.seed", 1_510L);
    private static final int STATEMENTS = Integer.getInteger("almagest.statements", 20_000);
    private static final int MOST_FAILURES = Integer.getInteger("almagest.statements.failures", 1);

    /// Statements on one engine; each round has a seed of its own.
    private static final int ROUND = 2_000;

    private static final int MOST_ROWS = 2_000;
    private static final long CANCEL_MILLIS = 3_000;
    private static final long HANG_MILLIS = 20_000;

    private static final List<String> CHANGES = List.of(
            "CREATE TABLE copy_of_star AS SELECT id, mag, class FROM star WHERE n > 2",
            "CREATE TABLE w (a INTEGER NOT NULL, b DECIMAL(9,2), c VARCHAR)",
            "INSERT INTO w VALUES (1, 2.50, 'x'), (2, NULL, 'y')",
            "INSERT INTO w (a, c) SELECT n, class FROM star WHERE n IS NOT NULL",
            "DROP TABLE IF EXISTS w",
            "CREATE OR REPLACE TABLE w AS SELECT * FROM visit",
            "EXPLAIN SELECT class, count(*) FROM star GROUP BY class",
            "EXPLAIN ANALYZE SELECT s.id FROM star s JOIN visit v ON s.id = v.star_id",
            "SHOW TABLES",
            "SHOW STATS star",
            "DESCRIBE star",
            "SET max_recursion = 50",
            "RESET max_recursion");

    private final List<String> failures = new ArrayList<>();
    private int answered;
    private int cancelled;

    @Test
    void onlyResultsAndDeclaredErrors() throws IOException, InterruptedException, ExecutionException {
        List<String> texts = new ArrayList<>(TestQueries.all());
        for (int i = 0; i < 6; i++) {
            texts.addAll(CHANGES);
        }
        System.out.println("seed " + SEED);
        int done = 0;
        for (long round = SEED; done < STATEMENTS && failures.size() < MOST_FAILURES; round++, done += ROUND) {
            round(round, new Mutation(texts, new Random(round)), Math.min(ROUND, STATEMENTS - done));
        }
        System.out.println(answered + " of " + done + " statements answered, " + cancelled + " cancelled");
        assertTrue(failures.isEmpty(), () -> String.join("\n\n", failures));
        assertTrue(answered > STATEMENTS / 25, "too few statements still run: " + answered);
    }

    private void round(long seed, Mutation mutation, int statements) throws InterruptedException, ExecutionException {
        // Not closed where a statement hangs: closing would wait for it.
        Engine engine =
                Engine.open(EngineOptions.inMemory().withMemoryBytes(96 << 20).withThreads(2));
        ExecutorService runner =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
        Session session = engine.session();
        TestTables.statements(7).forEach(statement -> Rows.of(session, statement));
        for (int i = 0; i < statements && failures.size() < MOST_FAILURES; i++) {
            String text = i % 3 == 0 ? mutation.next() : mutation.nextOfWords();
            if (text.toLowerCase(Locale.ROOT).contains("copy ")) {
                continue; // It would write files anywhere.
            }
            String where = "-Dalmagest.seed=" + seed + ", statement " + i + "\n" + text + "\n";
            Future<?> end = runner.submit(() -> run(session, text, where));
            try {
                end.get(CANCEL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException slow) {
                session.cancel();
                awaitCancelled(end, where);
            }
        }
        assertEquals(List.of(List.of(3L)), Rows.of(session, "SELECT 1 + 2"), "the session goes on");
        runner.shutdown();
        engine.close();
    }

    private static void awaitCancelled(Future<?> end, String where) throws InterruptedException, ExecutionException {
        try {
            end.get(HANG_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException hang) {
            throw new AssertionError("no end although it was cancelled: " + where, hang);
        }
    }

    private void run(Session session, String text, String where) {
        try (Result result = session.execute(text)) {
            if (result instanceof Result.Rows rows) {
                Batch batch = new Batch(rows.columns().size());
                for (int read = 0; read < MOST_ROWS && rows.stream().next(batch); read += batch.size()) {}
            }
            answered++;
        } catch (AlmagestException declared) {
            String state = declared.state().code();
            int position = declared.position().orElse(0);
            if (state.equals("XX000") || position < 0 || position > text.length()) {
                failures.add(where + declared + " at " + position);
            }
            cancelled += state.equals("57014") ? 1 : 0;
        } catch (RuntimeException | Error wrong) {
            failures.add(where + trace(wrong));
        }
    }

    private static String trace(Throwable wrong) {
        StringBuilder text = new StringBuilder(wrong.toString());
        StackTraceElement[] stack = wrong.getStackTrace();
        for (int i = 0; i < Math.min(8, stack.length); i++) {
            text.append("\n  at ").append(stack[i]);
        }
        return text.toString();
    }
}
