package org.almagest.exec.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Every function is on the page docs/sql.md, whose examples the module sql executes.
final class DocumentedExamplesTest {
    private static final Path PAGE = Path.of("../docs/sql.md");

    @Test
    void everyFunctionIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);
        TreeSet<String> missing = new TreeSet<>();
        for (String name : Functions.BUILT_IN.names()) {
            if (!page.contains("`" + name + "`")
                    && !page.contains("`" + name + "(")
                    && !page.contains("(" + name + "(")) {
                missing.add(name);
            }
        }
        assertTrue(missing.isEmpty(), "not in docs/sql.md: " + missing);
    }

    @Test
    void everyGroupRegistersTheNamesThatItLists() {
        for (FunctionGroup group : FunctionGroup.values()) {
            assertEquals(group.names(), group.load().overloads().keySet());
        }
    }
}
