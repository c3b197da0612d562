package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.almagest.exec.function.Functions;
import org.almagest.exec.function.WindowFunctions;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of docs/sql.md, "Window functions".
class WindowExamplesTest {
    private static final Path PAGE = Path.of("../docs/sql.md");
    private static final Pattern ROW = Pattern.compile("\\| `(.+)` \\| `(.*)` \\| .* \\|");
    static final String STARS = "(VALUES (1, 'G', 4.0::DOUBLE, DATE '2016-01-01'), (2, 'G', 6.0, DATE '2016-01-02'),"
            + " (3, 'G', 6.0, DATE '2016-02-01'), (4, 'K', NULL, DATE '2016-02-15')) stars (n, class, mag, seen)";

    record Example(String call, String result) {}

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(PAGE)) {
            inside = line.startsWith("## ") ? line.equals("## Window functions") : inside;
            Matcher row = ROW.matcher(line);
            if (inside && row.matches()) {
                examples.add(new Example(row.group(1), row.group(2)));
            }
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theResultIsWhatThePageSays(Example example) {
        try (Engine engine = Engine.open(EngineOptions.inMemory().withMemoryBytes(64 << 20))) {
            Session session = engine.session();
            String result = Rows.of(session, "SELECT " + example.call() + " FROM " + STARS + " ORDER BY n").stream()
                    .map(row -> row.getFirst() == null ? "NULL" : row.getFirst().toString())
                    .collect(Collectors.joining(" "));
            assertEquals(example.result(), result);
        }
    }

    @Test
    void everyWindowFunctionHasAnExample() throws IOException {
        List<Example> examples = examples();
        for (String name : Functions.BUILT_IN.names()) {
            if (WindowFunctions.isWindow(name)) {
                assertTrue(examples.stream().anyMatch(example -> example.call().startsWith(name + "(")), name);
            }
        }
    }
}
