package org.almagest.sql.logic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.api.Test;

/// SQLite's sqllogictest corpus, in PostgreSQL's dialect: `select1` to `select5`, `random` and a
/// sample of `index`.
///
/// By default one query in 16 is run; `-Dalmagest.logic.every=1` runs all of them,
/// `-Dalmagest.logic.files=REGEX` other files.
class LogicCorpusTest {
    private static final int EVERY = Integer.getInteger("almagest.logic.every", 16);
    private static final Pattern FILES = Pattern.compile(
            System.getProperty(
                    "almagest.logic.files",
                    "test/(select[1-5]|random/.*|index/(between|commute|delete|in|orderby|orderby_nosort|random|view)/10/slt_good_0)\\.test"));
    private static final int MOST_SHOWN = 20;

    @Test
    void everyRecordPasses() throws IOException, InterruptedException, ExecutionException {
        JarURLConnection corpus =
                (JarURLConnection) getClass().getResource("/test/select1.test").openConnection();
        corpus.setUseCaches(false);
        int passed = 0;
        List<String> failures = new ArrayList<>();
        Map<String, Integer> skipped = new TreeMap<>();
        Map<Dialect, Integer> explained = new EnumMap<>(Dialect.class);
        long start = System.nanoTime();
        try (JarFile jar = corpus.getJarFile();
                ExecutorService threads =
                        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<LogicRun>> runs = new ArrayList<>();
            for (JarEntry entry : jar.stream()
                    .filter(entry -> FILES.matcher(entry.getName()).matches())
                    .sorted(Comparator.comparingLong(JarEntry::getSize).reversed())
                    .toList()) {
                runs.add(threads.submit(() -> run(jar, entry)));
            }
            for (Future<LogicRun> future : runs) {
                LogicRun run = future.get();
                passed += run.passed();
                failures.addAll(run.failures());
                run.explained().forEach((why, count) -> explained.merge(why, count, Integer::sum));
                run.skipped().forEach((reason, count) -> skipped.merge(reason, count, Integer::sum));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%d queries passed in %.0f s, %d records failed%n", passed, seconds, failures.size());
        explained.forEach((why, count) -> System.out.println(count + " differ in dialect: " + why));
        skipped.forEach((reason, count) -> System.out.println(count + " skipped: " + reason));
        assertTrue(
                failures.isEmpty(),
                () -> failures.size() + " failures\n"
                        + String.join("\n\n", failures.subList(0, Math.min(MOST_SHOWN, failures.size()))));
        assertTrue(passed > 0, "no file is called " + FILES);
    }

    private static LogicRun run(JarFile jar, JarEntry entry) throws IOException {
        EngineOptions options = EngineOptions.inMemory()
                .withMemoryBytes(EngineOptions.LEAST_MEMORY_BYTES)
                .withThreads(1);
        try (Engine engine = Engine.open(options);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(jar.getInputStream(entry), StandardCharsets.UTF_8))) {
            LogicRun run = new LogicRun(
                    engine.session(), EVERY, Math.floorMod(entry.getName().hashCode(), EVERY));
            run.run(entry.getName(), reader);
            return run;
        }
    }
}
