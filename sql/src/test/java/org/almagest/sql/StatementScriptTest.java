package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.almagest.optimizer.Optimizer;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The scripts of `statements/`, in memory and on disk, and in other settings. `-Dalmagest.complete=write` writes into
/// them
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

    /// A way in which scripts are run that must not change what they answer.
    ///
    /// @param first what every session is told first
    private record Setting(String name, int threads, List<String> first) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Arguments> scriptsBySetting() throws IOException {
        List<Setting> settings = List.of(
                new Setting("one thread", 1, List.of()),
                new Setting("eight threads", 8, List.of()),
                new Setting(
                        "no rules",
                        2,
                        List.of("SET disabled_rules = '" + String.join(",", Optimizer.ruleNames()) + "'")),
                new Setting("little memory", 2, List.of("SET memory_limit = '1MiB'")));
        return scripts().stream()
                .flatMap(script -> settings.stream().map(setting -> Arguments.of(script, setting)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("scriptsBySetting")
    void inOtherSettings(String name, Setting setting) throws IOException {
        List<String> script = Files.readAllLines(FOLDER.resolve(name));
        EngineOptions options = EngineOptions.inMemory()
                .withMemoryBytes(EngineOptions.LEAST_MEMORY_BYTES)
                .withThreads(setting.threads());
        try (Engine engine = Engine.open(options)) {
            List<String> found = new StatementScript(engine, setting.first(), same -> same).run(script);
            assertEquals(String.join("\n", script), String.join("\n", found));
        }
    }

    /// Rows go into segments after every statement, within other sessions' transactions as well.
    @ParameterizedTest
    @MethodSource("scripts")
    void withACheckpointAfterEveryStatement(String name) throws IOException {
        assumeFalse(name.equals("system.txt"), "it counts rows of the delta");
        List<String> script = Files.readAllLines(FOLDER.resolve(name));
        try (Engine engine = Engine.open(onDisk())) {
            List<String> found = new StatementScript(engine, List.of(), same -> {
                        same.database().checkpoint();
                        return same;
                    })
                    .run(script);
            assertEquals(String.join("\n", script), String.join("\n", found));
        }
    }

    /// Nothing that statements leave behind is only in memory. Scripts about what a session keeps
    /// are left out.
    @ParameterizedTest
    @ValueSource(strings = {"alter.txt", "constraints.txt", "system.txt", "views.txt"})
    void withARestartAfterEveryStatement(String name) throws IOException {
        List<String> script = Files.readAllLines(FOLDER.resolve(name));
        List<Engine> last = new ArrayList<>(List.of(Engine.open(onDisk())));
        List<String> found = new StatementScript(last.getFirst(), List.of(), same -> {
                    same.close();
                    last.set(0, Engine.open(onDisk()));
                    return last.getFirst();
                })
                .run(script);
        last.getFirst().close();
        assertEquals(String.join("\n", script), String.join("\n", found));
    }

    private EngineOptions onDisk() {
        return EngineOptions.of(folder.resolve("x.almagest").toString(), OpenMode.CREATE)
                .withMemoryBytes(EngineOptions.LEAST_MEMORY_BYTES)
                .withThreads(2);
    }
}
