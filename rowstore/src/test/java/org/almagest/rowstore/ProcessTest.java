package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two real processes: the lock between them, and one that is killed while it writes.
final class ProcessTest {
    @TempDir
    private Path directory;

    private final MemoryBudget budget = MemoryBudget.root(256 << 20);
    private final BufferPool pool = BufferPool.open(budget, 32 << 20);

    @AfterEach
    void closePool() {
        pool.close();
        assertEquals(0, budget.reserved());
    }

    private String path() {
        return directory.resolve("sky.almagest").toString();
    }

    private Database open(OpenMode mode) {
        return Database.open(new LocalFileSystem(), path(), mode, budget, pool);
    }

    private Process start(String what) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriterProcess.class.getName(),
                        path(),
                        what)
                .redirectError(directory.resolve("stderr").toFile())
                .start();
    }

    private String firstLine(BufferedReader output) throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new AssertionError(Files.readString(directory.resolve("stderr")));
        }
        return line;
    }

    @Test
    void oneProcessWritesOthersRead() throws IOException, InterruptedException {
        Process holder = start("hold");
        try (BufferedReader output = holder.inputReader()) {
            assertEquals("0", firstLine(output));
            AlmagestException busy = assertThrows(AlmagestException.class, () -> open(OpenMode.WRITE));
            assertEquals(SqlState.OBJECT_IN_USE, busy.state());
            assertTrue(busy.getMessage().contains("pid " + holder.pid()), busy.getMessage());
            assertTrue(
                    busy.hint().orElseThrow().contains("read-only"), busy.hint().toString());
            try (Database reading = open(OpenMode.READ_ONLY);
                    CatalogSnapshot snapshot = reading.snapshot()) {
                assertEquals(List.of(), TestTables.ids(snapshot.table("stars").orElseThrow()));
            }
        } finally {
            holder.destroyForcibly();
            holder.waitFor();
        }
        assertTrue(Files.readString(directory.resolve("sky.almagest/LOCK")).contains("pid " + holder.pid()));
        open(OpenMode.WRITE).close();
    }

    @Test
    void aKilledWriterLosesNothingAcknowledged() throws IOException, InterruptedException {
        long seed = Long.getLong("almagest.seed", 1_510L);
        Random random = new Random(seed);
        Process ingest = start("ingest");
        long acknowledged = 0;
        try (BufferedReader output = ingest.inputReader()) {
            firstLine(output);
            long deadline = System.nanoTime() + 700_000_000L + random.nextInt(300_000_000);
            while (System.nanoTime() < deadline) {
                acknowledged = Long.parseLong(firstLine(output));
            }
            try (Database reading = open(OpenMode.READ_ONLY);
                    CatalogSnapshot snapshot = reading.snapshot()) {
                long seen = snapshot.table("stars").orElseThrow().rowCount().orElseThrow();
                assertTrue(seen >= acknowledged, seen + " rows of " + acknowledged + " acknowledged");
            }
            ingest.toHandle().destroyForcibly(); // Process itself would close its output as well.
            for (String line = output.readLine(); line != null && !line.isEmpty(); line = output.readLine()) {
                acknowledged = Math.max(acknowledged, Long.parseLong(line));
            }
        } finally {
            ingest.destroyForcibly();
            ingest.waitFor();
        }
        try (Database database = open(OpenMode.WRITE);
                CatalogSnapshot snapshot = database.snapshot()) {
            TableSnapshot stars = snapshot.table("stars").orElseThrow();
            List<Long> ids = TestTables.ids(stars);
            assertTrue(ids.size() >= acknowledged, ids.size() + " rows of " + acknowledged + " acknowledged");
            assertEquals(LongStream.range(0, ids.size()).boxed().toList(), ids, "whole commits alone");
            try (var files = Files.list(directory.resolve("sky.almagest/data/t000001"))) {
                assertEquals(stars.segments().size(), files.count(), "nothing half-written stays");
            }
        }
    }
}
