package org.almagest.sql.bad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Databases that cannot be opened or read: no path, a wrong one, flipped bits.
final class DamagedDatabaseTest {
    private static final int PLACES = 60;

    @TempDir
    Path directory;

    private Path database() {
        return directory.resolve("sky.almagest");
    }

    private static EngineOptions options(Path database, OpenMode mode) {
        return EngineOptions.of(database.toString(), mode)
                .withMemoryBytes(64L << 20)
                .withThreads(2);
    }

    private void make() {
        try (Engine engine = Engine.open(options(database(), OpenMode.CREATE))) {
            Kept.make(engine.session());
            engine.database().checkpoint();
            Kept.run(engine.session(), "CREATE TABLE more (x DOUBLE)");
            Kept.run(engine.session(), "INSERT INTO more VALUES (1.5)");
            Kept.run(engine.session(), "DROP TABLE more");
        }
    }

    /// Opens and reads everything.
    private Optional<RuntimeException> read(Path database) {
        try (Engine engine = Engine.open(options(database, OpenMode.WRITE))) {
            Kept.check(engine.session());
            assertEquals(3_002, Kept.rows(engine.session(), "SELECT * FROM kept"));
            return Optional.empty();
        } catch (CorruptionException | AlmagestException failure) {
            return Optional.of(failure);
        }
    }

    @Test
    void aFlippedBitIsNamedOrDoesNotMatter() throws IOException {
        make();
        Map<Path, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(database())) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                files.put(path, Files.readAllBytes(path));
            }
        }
        int refused = 0;
        int flips = 0;
        List<String> kinds = new ArrayList<>();
        for (Path path : files.keySet()) {
            byte[] sound = files.get(path);
            for (int place = 0; place < PLACES && sound.length > 0; place++) {
                byte[] damaged = sound.clone();
                damaged[(int) ((long) place * sound.length / PLACES)] ^= (byte) (1 << place % 8);
                Files.write(path, damaged);
                flips++;
                Optional<RuntimeException> failure = read(database());
                if (failure.isPresent()) {
                    refused++;
                    String message = failure.get().getMessage();
                    assertTrue(message.contains(database().toString()), message);
                    assertTrue(
                            message.contains("found") && message.contains("expected") || isKnown(failure.get()),
                            message);
                    kinds.add(directory.relativize(path) + ": " + message);
                }
                restore(files);
            }
        }
        assertTrue(refused > flips / 3, refused + " of " + flips + " refused: " + String.join("\n", kinds));
        assertEquals(Optional.empty(), read(database()));
    }

    private static boolean isKnown(RuntimeException failure) {
        return failure instanceof AlmagestException known
                && (known.state() == SqlState.FEATURE_NOT_SUPPORTED || known.state() == SqlState.WRONG_OBJECT_TYPE);
    }

    private void restore(Map<Path, byte[]> files) throws IOException {
        try (Stream<Path> all = Files.walk(database())) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                if (!files.containsKey(path)) {
                    Files.delete(path);
                }
            }
        }
        for (var file : files.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
    }

    @Test
    void aSegmentThatIsCutOffOrAwayIsNamed() throws IOException {
        make();
        Path segment;
        try (Stream<Path> all = Files.walk(database().resolve("data"))) {
            segment = all.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] sound = Files.readAllBytes(segment);
        for (int bytes : new int[] {0, 7, sound.length / 2, sound.length - 1}) {
            Files.write(segment, java.util.Arrays.copyOf(sound, bytes));
            RuntimeException failure = read(database()).orElseThrow();
            assertTrue(failure instanceof CorruptionException, failure.toString());
            assertTrue(failure.getMessage().contains(segment.toString()), failure.getMessage());
        }
        Files.delete(segment);
        RuntimeException failure = read(database()).orElseThrow();
        assertTrue(failure.getMessage().contains(segment.toString()), failure.getMessage());
        Files.write(segment, sound);
        assertEquals(Optional.empty(), read(database()));
    }

    private static AlmagestException refusal(Path path, OpenMode mode) {
        return (AlmagestException) Kept.failure(
                "opening " + path, () -> Engine.open(options(path, mode)).close());
    }

    @Test
    void wrongPathsAreNamed() throws IOException {
        Path absent = directory.resolve("absent.almagest");
        for (OpenMode mode : List.of(OpenMode.WRITE, OpenMode.READ_ONLY)) {
            AlmagestException failure = refusal(absent, mode);
            assertEquals(SqlState.FILE_NOT_FOUND, failure.state(), failure.getMessage());
            assertTrue(failure.getMessage().contains(absent.toString()), failure.getMessage());
        }
        assertTrue(Files.notExists(absent));
        Path file = directory.resolve("file.almagest");
        Files.writeString(file, "not a database");
        Path other = directory.resolve("other.almagest");
        Files.createDirectories(other);
        Files.writeString(other.resolve("notes.txt"), "mine");
        for (Path path : List.of(file, other)) {
            for (OpenMode mode : OpenMode.values()) {
                AlmagestException failure = refusal(path, mode);
                assertTrue(failure.getMessage().contains(path.toString()), failure.getMessage());
            }
        }
        assertEquals("not a database", Files.readString(file));
        try (Stream<Path> left = Files.list(other)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void aSecondWriterIsToldWhoHoldsTheDatabase() {
        try (Engine first = Engine.open(options(database(), OpenMode.CREATE))) {
            Kept.make(first.session());
            AlmagestException failure = refusal(database(), OpenMode.WRITE);
            assertEquals(SqlState.OBJECT_IN_USE, failure.state());
            String text = failure.getMessage() + failure.hint().orElse("");
            assertTrue(text.contains(Long.toString(ProcessHandle.current().pid())), text);
            try (Engine reader = Engine.open(options(database(), OpenMode.READ_ONLY))) {
                Kept.check(reader.session());
                AlmagestException refused = (AlmagestException)
                        Kept.failure("a write", () -> Kept.run(reader.session(), "INSERT INTO kept VALUES (1, 'x')"));
                assertEquals(SqlState.READ_ONLY, refused.state());
            }
            Kept.check(first.session());
        }
    }
}
