package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.io.RoutedFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.scan.TableSink;
import org.almagest.hadoop.HadoopFileSystem;
import org.almagest.rowstore.io.FaultyHadoopFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database whose segments are behind Hadoop, on a file system that is slow, gives reads in
/// pieces, and fails.
final class RemoteSegmentsTest {
    @TempDir
    private Path directory;

    private final MemoryBudget budget = MemoryBudget.root(512 << 20);
    private final BufferPool pool = BufferPool.open(budget, 64 << 20);
    private final FileSystem files =
            new RoutedFileSystem(new LocalFileSystem(), new HadoopFileSystem(FaultyHadoopFiles.configuration()));

    @BeforeEach
    void behave() {
        FaultyHadoopFiles.behave();
    }

    @AfterEach
    void allMemoryIsGivenBack() {
        FaultyHadoopFiles.behave();
        pool.close();
        assertEquals(0, budget.reserved());
    }

    private String place() {
        return "faulty://" + directory.resolve("remote");
    }

    private Database open(OpenMode mode, Optional<String> segments) {
        return Database.open(files, directory.resolve("sky.almagest").toString(), mode, segments, budget, pool);
    }

    private static void load(Database database, long first, int count) {
        try (TableSink sink = database.writer().appendSink("stars")) {
            TestTables.load(sink, first, count);
            sink.commit();
        }
    }

    private void make() {
        try (Database database = open(OpenMode.CREATE, Optional.of(place()))) {
            database.writer().createTable("stars", TestTables.STARS);
            load(database, 0, 40_000);
        }
    }

    private static List<Long> ids(Database database) {
        try (CatalogSnapshot snapshot = database.snapshot()) {
            return TestTables.ids(snapshot.table("stars").orElseThrow());
        }
    }

    private static List<Long> range(long to) {
        return LongStream.range(0, to).boxed().toList();
    }

    private long remoteSegments() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("remote"))) {
            return all.filter(path -> path.toString().endsWith(".seg")).count();
        }
    }

    @Test
    void segmentsAreElsewhereAndFoundAgain() throws IOException {
        make();
        assertEquals(1, remoteSegments());
        assertFalse(Files.exists(directory.resolve("sky.almagest/data")));
        for (OpenMode mode : List.of(OpenMode.READ_ONLY, OpenMode.WRITE, OpenMode.CREATE)) {
            try (Database database = open(mode, Optional.empty())) {
                assertEquals(range(40_000), ids(database));
            }
        }
        try (Database database = open(OpenMode.WRITE, Optional.of(place() + "/"))) {
            load(database, 40_000, 10);
            database.checkpoint();
        }
        try (Database database = open(OpenMode.WRITE, Optional.empty())) {
            assertEquals(range(40_010), ids(database));
            database.writer().dropTable("stars");
        }
        assertEquals(0, remoteSegments());
    }

    @Test
    void aCopyOfADatabaseDoesNotWriteWhereTheFirstDoes() throws IOException {
        make();
        Path first = directory.resolve("sky.almagest");
        Path copy = directory.resolve("copy.almagest");
        try (Stream<Path> all = Files.walk(first)) {
            for (Path path : all.toList()) {
                Files.copy(path, copy.resolve(first.relativize(path).toString()));
            }
        }
        AlmagestException shared = assertThrows(
                AlmagestException.class,
                () -> Database.open(files, copy.toString(), OpenMode.WRITE, Optional.empty(), budget, pool));
        assertEquals(SqlState.DUPLICATE_FILE, shared.state());
        assertTrue(shared.getMessage().contains(first + ", not of " + copy), shared.getMessage());
        try (Database reader =
                Database.open(files, copy.toString(), OpenMode.READ_ONLY, Optional.empty(), budget, pool)) {
            assertEquals(range(40_000), ids(reader));
        }
        Files.delete(directory.resolve("remote/OWNER"));
        Database.open(files, copy.toString(), OpenMode.WRITE, Optional.empty(), budget, pool)
                .close();
        AlmagestException lost = assertThrows(AlmagestException.class, () -> open(OpenMode.WRITE, Optional.empty()));
        assertTrue(lost.getMessage().contains(copy + ", not of " + first), lost.getMessage());
    }

    @Test
    void aMarkWithoutContentCountsForNothingAndADamagedOneIsRefused() throws IOException {
        Path mark = directory.resolve("remote/OWNER");
        Files.createDirectories(mark.getParent());
        Files.createFile(mark);
        make();
        Files.writeString(mark, "almagest segments 1\n/elsewhere\ncrc32c 00000000\n");
        CorruptionException damaged =
                assertThrows(CorruptionException.class, () -> open(OpenMode.WRITE, Optional.empty()));
        assertTrue(damaged.getMessage().contains("OWNER"), damaged.getMessage());
    }

    @Test
    void thePlaceIsDecidedOnceAndBelongsToOneDatabase() {
        make();
        AlmagestException moved =
                assertThrows(AlmagestException.class, () -> open(OpenMode.WRITE, Optional.of("faulty:///elsewhere")));
        assertEquals(SqlState.INVALID_PARAMETER, moved.state());
        assertTrue(moved.getMessage().contains(place()), moved.getMessage());
        AlmagestException taken = assertThrows(
                AlmagestException.class,
                () -> Database.open(
                        files,
                        directory.resolve("other.almagest").toString(),
                        OpenMode.CREATE,
                        Optional.of(place()),
                        budget,
                        pool));
        assertEquals(SqlState.DUPLICATE_FILE, taken.state());
        assertFalse(Files.exists(directory.resolve("other.almagest")));
        AlmagestException noUri = assertThrows(
                AlmagestException.class,
                () -> Database.open(files, "x", OpenMode.CREATE, Optional.of("some/path"), budget, pool));
        assertEquals(SqlState.INVALID_PARAMETER, noUri.state());
    }

    @Test
    void slowReadsInPiecesGiveTheSame() {
        make();
        FaultyHadoopFiles.shortReads();
        FaultyHadoopFiles.pause(1);
        try (Database database = open(OpenMode.READ_ONLY, Optional.empty())) {
            assertEquals(range(40_000), ids(database));
            assertTrue(pool.statistics().bytesRead() > 0);
            long reads = pool.statistics().reads();
            assertEquals(range(40_000), ids(database));
            assertEquals(reads, pool.statistics().reads(), "the pool keeps remote pages");
        }
    }

    @Test
    void aReadThatFailsFailsTheScanAndNothingElse() {
        make();
        try (Database database = open(OpenMode.READ_ONLY, Optional.empty())) {
            FaultyHadoopFiles.failReads(true);
            AlmagestException failed = assertThrows(AlmagestException.class, () -> ids(database));
            assertEquals(SqlState.IO_ERROR, failed.state());
            assertTrue(failed.getMessage().contains("faulty:/"), failed.getMessage());
            FaultyHadoopFiles.failReads(false);
            assertEquals(range(40_000), ids(database));
        }
    }

    @Test
    void aFileThatIsNotClosedWellIsNotCommitted() throws IOException {
        make();
        try (Database database = open(OpenMode.WRITE, Optional.empty())) {
            FaultyHadoopFiles.failCloses();
            assertThrows(AlmagestException.class, () -> load(database, 40_000, 10_000));
            FaultyHadoopFiles.behave();
            assertEquals(range(40_000), ids(database));
        }
        try (Database database = open(OpenMode.WRITE, Optional.empty())) {
            assertEquals(range(40_000), ids(database));
        }
        assertEquals(1, remoteSegments());
    }
}
