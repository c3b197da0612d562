package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The scripts of `statements/`, in memory and on disk. `-Dalmagest.complete=write` writes into them
/// what the statements answer now, to be read before it is committed.
class StatementScriptTest {
    private static final Path FOLDER = Path.of("src/test/resources/statements");

    @TempDir
    Path folder;

    static List<String> scripts() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void inMemory(String name) throws IOException {
        List<String> script = Files.readAllLines(FOLDER.resolve(name));
        List<String> found = run(script, EngineOptions.inMemory());
        if ("write".equals(System.getProperty("almagest.complete"))) {
            Files.write(FOLDER.resolve(name), found);
        } else {
            assertEquals(String.join("\n", script), String.join("\n", found));
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void onDisk(String name) throws IOException {
        List<String> script = Files.readAllLines(FOLDER.resolve(name));
        String database = folder.resolve("x.almagest").toString();
        List<String> found = run(script, EngineOptions.of(database, OpenMode.CREATE));
        assertEquals(String.join("\n", script), String.join("\n", found));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    List.of("x.almagest"),
                    left.map(file -> file.getFileName().toString()).toList());
        }
    }

    private static List<String> run(List<String> script, EngineOptions options) {
        try (Engine engine = Engine.open(options.withMemoryBytes(128 << 20).withThreads(2))) {
            return new StatementScript(engine).run(script);
        }
    }
}
