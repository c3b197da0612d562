package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.api.Test;

/// The examples of docs/sql.md, "Tables, views and transactions", one after the other over the same
/// database. `-Dalmagest.complete=write` writes what the statements answer now into the page.
class DefinitionExamplesTest {
    private static final Path PAGE = Path.of("../docs/sql.md");

    @Test
    void theAnswersAreWhatThePageSays() throws IOException {
        List<String> page = Files.readAllLines(PAGE);
        int first = page.indexOf("## Tables, views and transactions");
        int last = page.indexOf("## Subqueries");
        assertTrue(0 < first && first < last, "the section should be there");
        List<String> expected = page.subList(first, last);
        List<String> found = new ArrayList<>();
        try (Engine engine = Engine.open(EngineOptions.inMemory().withMemoryBytes(64 << 20))) {
            StatementScript script = new StatementScript(engine);
            int at = 0;
            while (at < expected.size()) {
                String line = expected.get(at++);
                found.add(line);
                if (line.equals("```text")) {
                    int end = at + expected.subList(at, expected.size()).indexOf("```");
                    found.addAll(script.run(expected.subList(at, end)));
                    at = end;
                }
            }
        }
        if ("write".equals(System.getProperty("almagest.complete"))) {
            List<String> written = new ArrayList<>(page.subList(0, first));
            written.addAll(found);
            written.addAll(page.subList(last, page.size()));
            Files.write(PAGE, written);
        } else {
            assertEquals(String.join("\n", expected), String.join("\n", found));
        }
    }
}
