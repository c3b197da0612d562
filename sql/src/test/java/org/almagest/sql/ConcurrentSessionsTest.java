package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions that write, alter and read at once. Every transaction puts as many rows into one table as
/// into the other: whoever sees different numbers has seen half of one.
class ConcurrentSessionsTest {
    private static final int WRITERS = 3;
    private static final int ROUNDS = 25;

    @TempDir
    Path folder;

    private final AtomicInteger columns = new AtomicInteger();

    @Test
    void everybodySeesWholeTransactions() throws Exception {
        String database = folder.resolve("x.almagest").toString();
        EngineOptions options = EngineOptions.of(database, OpenMode.CREATE).withMemoryBytes(256 << 20);
        long committed;
        try (Engine engine = Engine.open(options.withThreads(2))) {
            Session first = engine.session();
            Rows.of(first, "CREATE TABLE a (n BIGINT)");
            Rows.of(first, "CREATE TABLE b (n BIGINT)");
            List<Callable<Long>> work = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                Random random = new Random(w);
                work.add(() -> write(engine, random));
            }
            work.add(() -> alter(engine));
            work.add(() -> read(engine));
            committed = 0;
            ExecutorService threads = Executors.newFixedThreadPool(work.size());
            try {
                for (Future<Long> done : threads.invokeAll(work)) {
                    committed += done.get();
                }
            } finally {
                threads.shutdown();
            }
            assertEquals(List.of(List.of(committed, committed)), counts(first));
        }
        try (Engine engine = Engine.open(options.withThreads(1))) {
            assertEquals(List.of(List.of(committed, committed)), counts(engine.session()));
        }
    }

    private static List<List<Object>> counts(Session session) {
        return Rows.of(session, "SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM b)");
    }

    /// Answers how many rows it has put into each of the tables.
    private static long write(Engine engine, Random random) {
        long rows = 0;
        try (Session session = engine.session()) {
            for (int i = 0; i < ROUNDS; i++) {
                int more = random.nextInt(6) == 0 ? 10_000 : 1 + random.nextInt(20);
                Rows.of(session, "BEGIN");
                try {
                    String query = " (n) SELECT n FROM generate_series(1, " + more + ") g(n)";
                    Rows.of(session, "INSERT INTO a" + query);
                    Rows.of(session, "INSERT INTO b" + query);
                    assertEquals(1, counts(session).stream().distinct().count());
                    if (random.nextInt(5) == 0) {
                        Rows.of(session, "ROLLBACK");
                    } else {
                        Rows.of(session, "COMMIT");
                        rows += more;
                    }
                } catch (AlmagestException refused) {
                    requireConflict(refused);
                    if (session.inTransaction()) {
                        Rows.of(session, "ROLLBACK");
                    }
                }
            }
        }
        return rows;
    }

    private static void requireConflict(AlmagestException refused) {
        assertEquals(SqlState.SERIALIZATION_FAILURE, refused.state(), refused.getMessage());
    }

    private long alter(Engine engine) {
        try (Session session = engine.session()) {
            for (int i = 0; i < ROUNDS; i++) {
                try {
                    Rows.of(
                            session,
                            "ALTER TABLE a ADD COLUMN c" + columns.incrementAndGet() + " INTEGER NOT NULL DEFAULT "
                                    + i);
                } catch (AlmagestException refused) {
                    requireConflict(refused);
                }
            }
        }
        return 0;
    }

    private static long read(Engine engine) {
        try (Session session = engine.session()) {
            for (int i = 0; i < 3 * ROUNDS; i++) {
                List<Object> found = counts(session).getFirst();
                assertEquals(found.get(0), found.get(1));
                Rows.of(session, "SELECT * FROM a WHERE n = 3");
                if (i % 10 == 0) {
                    Rows.of(session, "CHECKPOINT");
                }
            }
            assertTrue(counts(session).size() == 1);
        }
        return 0;
    }
}
