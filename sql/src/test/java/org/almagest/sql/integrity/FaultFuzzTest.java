package org.almagest.sql.integrity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.rowstore.CheckReport;
import org.almagest.rowstore.Database;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.Test;

/// Random faults in the files of a closed database: every query then gives the right answer or an
/// error that names the file (and column and page, where it is one), never a wrong answer, another
/// failure or no end. A check finds every fault that a query met.
///
/// `-Dalmagest.faults=N` runs N cases, `-Dalmagest.seed=S` begins with case S.
final class FaultFuzzTest {
    private static final String ROOT = "/sky.almagest";
    private static final long MEMORY_BYTES = 64L << 20;
    private static final long CASE_SECONDS = 60;
    private static final List<String> QUERIES = List.of(
            "SHOW TABLES",
            "SELECT * FROM stars WHERE id = 123450",
            "SELECT count(*), min(ra), max(dec), min(id), max(id) FROM stars",
            "SELECT count(*), sum(id), sum(ra), count(note) FROM stars",
            "SELECT count(*), min(note) FROM stars WHERE ra BETWEEN 100 AND 110",
            "SELECT name, count(*), max(mag) FROM stars GROUP BY name ORDER BY name",
            "SELECT count(*) FROM stars WHERE note LIKE '%77%'",
            "SELECT count(*) FROM stars s JOIN encodings e ON s.id = 10 * e.k WHERE e.narrow < 500",
            "SELECT * FROM types ORDER BY k",
            "SELECT * FROM encodings WHERE k >= 0 ORDER BY k");

    private final List<Map<String, byte[]>> older = new ArrayList<>();
    private final Map<String, Integer> outcomes = new java.util.TreeMap<>();

    private static Engine open(ByteFiles files, OpenMode mode) {
        return Engine.open(
                EngineOptions.of(ROOT, mode).withMemoryBytes(MEMORY_BYTES).withThreads(2), files);
    }

    /// Makes the database in several sessions, keeping what its files were after each.
    private ByteFiles make() {
        ByteFiles files = new ByteFiles();
        files.createDirectories("/");
        try (Engine engine = open(files, OpenMode.CREATE)) {
            EveryType.makeStars(engine.database(), "early", 300);
        }
        older.add(files.content());
        try (Engine engine = open(files, OpenMode.WRITE)) {
            EveryType.makeTypes(engine.database(), 150);
            engine.database().checkpoint();
            EveryType.makeEncodings(engine.database(), 1_100);
        }
        older.add(files.content());
        try (Engine engine = open(files, OpenMode.WRITE)) {
            EveryType.makeStars(engine.database(), "stars", 34_000);
            Answer.of(engine.session(), "INSERT INTO stars VALUES (1, 2.5, 3.5, 4.5, 'late', NULL)");
        }
        older.add(files.content());
        try (Engine engine = open(files, OpenMode.WRITE)) {
            Answer.of(engine.session(), "INSERT INTO stars VALUES (2, 2.5, 3.5, 4.5, 'later', 'x')");
            Answer.of(engine.session(), "DROP TABLE early");
        }
        return files;
    }

    private static List<List<String>> answers(ByteFiles files) {
        try (Engine engine = open(files, OpenMode.WRITE)) {
            return QUERIES.stream().map(sql -> Answer.of(engine.session(), sql)).toList();
        }
    }

    @Test
    void aFaultIsNamedOrDoesNotMatter() throws InterruptedException {
        int cases = Integer.getInteger("almagest.faults", 2_000);
        long first = Long.getLong("almagest.seed", 1_510L);
        ByteFiles sound = make();
        List<List<String>> right = answers(sound.copy());
        CheckReport report = check(sound);
        assertTrue(report.isSound(), () -> "a sound database is called damaged: " + report.faults());
        System.out.println(cases + " faults from -Dalmagest.seed=" + first);
        ExecutorService runner = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().factory());
        List<Future<?>> ends = LongStream.range(first, first + cases)
                .<Future<?>>mapToObj(seed -> runner.submit(() -> run(seed, sound, right)))
                .toList();
        for (int i = 0; i < cases; i++) {
            try {
                // Those before it have ended, so that it has begun.
                ends.get(i).get(CASE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException failure) {
                throw new AssertionError("failed with -Dalmagest.seed=" + (first + i), failure.getCause());
            } catch (TimeoutException hang) {
                throw new AssertionError("no end of -Dalmagest.seed=" + (first + i), hang);
            }
        }
        runner.shutdownNow();
        System.out.println(outcomes);
    }

    private void run(long seed, ByteFiles sound, List<List<String>> right) {
        Random random = new Random(seed);
        ByteFiles files = sound.copy();
        String how = new Damage(random, sound.content(), older).apply(files);
        boolean checks = random.nextInt(4) == 0;
        Optional<CheckReport> report = checks ? Optional.of(check(files)) : Optional.empty();
        boolean refused = false;
        try (Engine engine = open(files, OpenMode.WRITE)) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, QUERIES.size()).boxed().toList());
            java.util.Collections.shuffle(order, random);
            for (int query : order) {
                refused |= ask(engine.session(), query, right.get(query), how);
            }
            count(refused ? "refused by a query" : "answered right");
        } catch (CorruptionException | AlmagestException failure) {
            requireNamed(failure, how);
            refused = true;
            count("refused to open");
        }
        if (report.isPresent()) {
            assertFalse(refused && report.get().isSound(), () -> how + " was met and not found by a check");
            count(report.get().isSound() ? "checked: sound" : "checked: faults");
            boolean segment = !sound.segments().equals(files.segments());
            assertFalse(segment && report.get().isSound(), () -> how + " was not found by a check");
        }
    }

    private synchronized void count(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    private static boolean ask(Session session, int query, List<String> right, String how) {
        try {
            assertEquals(right, Answer.of(session, QUERIES.get(query)), () -> how + "; " + QUERIES.get(query));
            return false;
        } catch (CorruptionException | AlmagestException failure) {
            requireNamed(failure, how);
            return true;
        }
    }

    private static void requireNamed(RuntimeException failure, String how) {
        String message = failure.getMessage();
        if (!message.contains(ROOT)) {
            throw new AssertionError(how + ": the message does not name the file", failure);
        }
        boolean page = message.contains("/data/") && message.contains("checksum");
        boolean place = Arrays.stream(new String[] {"column ", "footer", "header", "trailer"})
                .anyMatch(message::contains);
        if (page && !place) {
            throw new AssertionError(how + ": the message does not name column and page", failure);
        }
    }

    private static CheckReport check(ByteFiles files) {
        MemoryBudget budget = MemoryBudget.root(MEMORY_BYTES);
        BufferPool pool = BufferPool.open(budget, 1 << 20);
        try {
            CheckReport report = Database.check(files, ROOT, budget, pool, 1, () -> false);
            assertEquals(0, budget.reserved(), "memory that a check did not give back");
            return report;
        } catch (AlmagestException refused) {
            return new CheckReport(
                    List.of(new org.almagest.columnar.error.Fault(ROOT, "", refused.getMessage(), "a database")),
                    List.of(),
                    0,
                    0,
                    0,
                    0,
                    0);
        } finally {
            pool.close();
        }
    }
}
