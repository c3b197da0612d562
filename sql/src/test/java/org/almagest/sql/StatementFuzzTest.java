package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final long HANG_MILLIS = 23_000;
    private static final long WATCH_MILLIS = 50;

    /// Fewer than in other tests: what is wrong shows with few, and more statements are run.
    private static final int STARS = 60;

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

    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    @Test
    void onlyResultsAndDeclaredErrors() throws IOException, InterruptedException, ExecutionException {
        List<String> texts = new ArrayList<>(TestQueries.all());
        for (int i = 0; i < 6; i++) {
            texts.addAll(CHANGES);
        }
        System.out.println("seed " + SEED);
        long begin = System.nanoTime();
        ExecutorService runner = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().factory());
        List<Round> rounds = new ArrayList<>();
        List<Future<?>> ends = new ArrayList<>();
        for (int from = 0; from < STATEMENTS; from += ROUND) {
            long seed = SEED + from / ROUND;
            Round round = new Round(seed, new Mutation(texts, new Random(seed)), Math.min(ROUND, STATEMENTS - from));
            rounds.add(round);
            ends.add(runner.submit(round));
        }
        for (int i = 0; i < rounds.size(); i++) {
            // Every round is watched, for those behind this one have begun as well.
            for (boolean ended = false; !ended; ended = hasEnded(ends.get(i))) {
                rounds.subList(i, rounds.size()).forEach(Round::watch);
            }
        }
        runner.shutdown();
        System.out.printf(
                "%d of %d statements answered, %d cancelled, in %.1f s%n",
                answered.get(), done.get(), cancelled.get(), (System.nanoTime() - begin) / 1e9);
        assertTrue(failures.isEmpty(), () -> String.join("\n\n", failures));
        assertTrue(answered.get() > STATEMENTS / 25, "too few statements still run: " + answered);
    }

    private static boolean hasEnded(Future<?> round) throws InterruptedException, ExecutionException {
        try {
            round.get(WATCH_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException goesOn) {
            return false;
        }
    }

    /// Statements on one engine, one after the other; another thread watches how long each takes.
    private final class Round implements Runnable {
        private final long seed;
        private final Mutation mutation;
        private final int statements;
        private volatile Session session;
        private volatile String where = "";
        private volatile long began;

        private Round(long seed, Mutation mutation, int statements) {
            this.seed = seed;
            this.mutation = mutation;
            this.statements = statements;
        }

        @Override
        public void run() {
            try (Engine engine = Engine.open(
                    EngineOptions.inMemory().withMemoryBytes(96 << 20).withThreads(2))) {
                session = engine.session();
                TestTables.statements(7, STARS).forEach(statement -> Rows.of(session, statement));
                for (int i = 0; i < statements && failures.size() < MOST_FAILURES; i++) {
                    String text = i % 3 == 0 ? mutation.next() : mutation.nextOfWords();
                    if (!text.toLowerCase(Locale.ROOT).contains("copy ")) { // It would write files anywhere.
                        where = "-Dalmagest.seed=" + seed + ", statement " + i + "\n" + text + "\n";
                        began = System.nanoTime();
                        execute(text);
                        began = 0;
                        done.incrementAndGet();
                    }
                }
                assertEquals(List.of(List.of(3L)), Rows.of(session, "SELECT 1 + 2"), "the session goes on");
            }
        }

        private void watch() {
            long since = began;
            long millis = since == 0 ? 0 : (System.nanoTime() - since) / 1_000_000;
            if (millis > HANG_MILLIS) {
                throw new AssertionError("no end although it was cancelled: " + where);
            }
            if (millis > CANCEL_MILLIS) {
                session.cancel();
            }
        }

        private void execute(String text) {
            try (Result result = session.execute(text)) {
                if (result instanceof Result.Rows rows) {
                    Batch batch = new Batch(rows.columns().size());
                    for (int read = 0; read < MOST_ROWS && rows.stream().next(batch); read += batch.size()) {}
                }
                answered.incrementAndGet();
            } catch (AlmagestException declared) {
                String state = declared.state().code();
                int position = declared.position().orElse(0);
                if (state.equals("XX000") || position < 0 || position > text.length()) {
                    failures.add(where + declared + " at " + position);
                }
                cancelled.addAndGet(state.equals("57014") ? 1 : 0);
            } catch (RuntimeException | Error wrong) {
                failures.add(where + trace(wrong));
            }
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
