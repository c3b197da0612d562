package org.almagest.exec.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.exec.evaluate.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tables of docs/sql.md, "Functions".
final class DocumentedExamplesTest {
    private static final Path PAGE = Path.of("../docs/sql.md");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| `([^`]*)` \\|");

    record Example(String call, String result) {}

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(PAGE)) {
            inside = line.startsWith("## ") ? line.equals("## Functions") : inside;
            Matcher row = ROW.matcher(line);
            if (inside && row.matches()) {
                examples.add(new Example(row.group(1).replace("\\|", "|"), row.group(2)));
            }
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theResultIsWhatThePageSays(Example example) {
        assertEquals(example.result(), Formula.text(example.call()));
    }

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
