package org.almagest.sql.bad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.scan.TableSink;
import org.almagest.ingest.BulkLoad;
import org.almagest.ingest.SourceFiles;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A disk that is full at any moment of a load or a statement: it is said, and the database is as
/// before.
final class FullDiskTest {
    private static final int ROWS = 20_000;

    @TempDir
    Path directory;

    private final LimitedDisk disk = new LimitedDisk();

    private EngineOptions options(OpenMode mode) {
        return EngineOptions.of(directory.resolve("sky.almagest").toString(), mode)
                .withMemoryBytes(64L << 20)
                .withThreads(2);
    }

    @BeforeEach
    void make() throws IOException {
        try (Engine engine = Engine.open(options(OpenMode.CREATE))) {
            Kept.make(engine.session());
        }
        StringBuilder text = new StringBuilder("id,ra,name\n");
        for (int i = 0; i < ROWS; i++) {
            text.append(i)
                    .append(',')
                    .append(i / 7.0)
                    .append(",star ")
                    .append(i)
                    .append('\n');
        }
        Files.writeString(directory.resolve("stars.csv"), text, StandardCharsets.US_ASCII);
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("sky.almagest").resolve("data"))) {
            return all.map(path -> directory.relativize(path).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void load(Engine engine) {
        SourceFiles sources = new SourceFiles(engine.files(), directory.toString(), engine.budget());
        Scannable source = sources.open(directory.resolve("stars.csv").toString(), Map.of());
        try (TableSink sink = engine.database().writer().createTableWithSink("stars", source.schema())) {
            BulkLoad.ofAll(source, sink, 2).run();
            sink.commit();
        }
    }

    private void requireFull(Throwable failure) {
        if (!(failure instanceof AlmagestException known)) {
            throw new AssertionError("ended with " + failure, failure);
        }
        assertEquals(SqlState.DISK_FULL, known.state(), known.getMessage());
        assertTrue(known.getMessage().contains(directory.resolve("sky.almagest").toString()), known.getMessage());
        assertTrue(known.getMessage().endsWith("the disk is full"), known.getMessage());
        assertTrue(known.hint().orElseThrow().contains("free some space"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100, 5_000, 50_000, 150_000})
    void aLoadLeavesNothing(long room) throws IOException {
        Set<String> before = files();
        try (Engine engine = Engine.open(options(OpenMode.WRITE), disk)) {
            disk.leave(room);
            requireFull(Kept.failure("a load", () -> load(engine)));
            Kept.check(engine.session());
            disk.leave(Long.MAX_VALUE);
        }
        assertEquals(before, files());
        try (Engine engine = Engine.open(options(OpenMode.WRITE))) {
            Kept.check(engine.session());
            load(engine);
            assertEquals(ROWS, Kept.rows(engine.session(), "SELECT * FROM stars"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100, 1_000, 5_000})
    void statementsLeaveNothing(long room) throws IOException {
        String source = "'" + directory.resolve("stars.csv") + "'";
        List<String> statements = List.of(
                "CREATE TABLE more AS SELECT * FROM " + source,
                "INSERT INTO kept SELECT id, name FROM " + source,
                "CREATE TABLE more AS SELECT a.id, b.name FROM kept a JOIN " + source + " b ON a.id = b.id");
        for (String sql : statements) {
            if (room >= 5_000 && sql.contains("JOIN")) {
                // What the join makes has room.
                continue;
            }
            Set<String> before = files();
            try (Engine engine = Engine.open(options(OpenMode.WRITE), disk)) {
                disk.leave(room);
                Throwable failure = Kept.failure(sql, () -> Kept.run(engine.session(), sql));
                requireFull(failure);
                Kept.check(engine.session());
                disk.leave(Long.MAX_VALUE);
            }
            assertEquals(before, files(), sql);
            try (Engine engine = Engine.open(options(OpenMode.READ_ONLY))) {
                Kept.check(engine.session());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 20, 40})
    void anInsertIsThereOrNot(long room) {
        try (Engine engine = Engine.open(options(OpenMode.WRITE), disk)) {
            disk.leave(room);
            requireFull(
                    Kept.failure("INSERT", () -> Kept.run(engine.session(), "INSERT INTO kept VALUES (7, 'Deneb')")));
            Kept.check(engine.session());
            disk.leave(Long.MAX_VALUE);
        }
        try (Engine engine = Engine.open(options(OpenMode.WRITE))) {
            Kept.check(engine.session());
        }
    }

    @Test
    void noRoomForANewDatabase() throws IOException {
        disk.leave(10);
        Path path = directory.resolve("new.almagest");
        Throwable failure = Kept.failure(
                "CREATE",
                () -> Engine.open(EngineOptions.of(path.toString(), OpenMode.CREATE), disk)
                        .close());
        assertEquals(SqlState.DISK_FULL, ((AlmagestException) failure).state(), failure.getMessage());
        assertTrue(Files.notExists(path), "something is left at " + path);
    }
}
