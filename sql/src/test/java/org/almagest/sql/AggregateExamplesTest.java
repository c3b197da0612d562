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
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of docs/sql.md, "Aggregates".
class AggregateExamplesTest {
    private static final Path PAGE = Path.of("../docs/sql.md");
    private static final Pattern ROW = Pattern.compile("\\| `(.+?)` \\| `(.*?)` \\|.*\\|");

    record Example(String call, String result) {}

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(PAGE)) {
            inside = line.startsWith("##") ? line.equals("### Aggregates") : inside;
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
            Object result = Rows.of(session, "SELECT " + example.call() + " FROM " + WindowExamplesTest.STARS)
                    .getFirst()
                    .getFirst();
            boolean number = result instanceof Double actual && Rows.same(actual, Double.valueOf(example.result()));
            assertEquals(example.result(), number ? example.result() : text(result));
        }
    }

    /// Writes an array as its text, numbers as Java does.
    private static String text(Object value) {
        return value == null
                ? "NULL"
                : value.toString()
                        .replace("OfArray[elements=", "")
                        .replaceAll("Of[A-Za-z]+\\[value=([^]]*)]", "$1")
                        .replace("Null[]", "NULL")
                        .replace("]]", "]");
    }

    @Test
    void thePageHasExamples() throws IOException {
        assertTrue(examples().size() > 40);
    }
}
