package org.almagest.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.Test;

/// The tables of docs/sql.md, "Functions": each call gives what the page says, and what DuckDB says
/// where it has the function.
final class FunctionExamplesTest {
    private static final Path PAGE = Path.of("../docs/sql.md");
    private static final Path DIFFERENCES = Path.of("src/test/resources/differential/functions-not-as-duckdb.txt");
    private static final Pattern ROW = Pattern.compile("\\| `(.+?)` \\| `(.*?)` \\|.*");

    record Example(String call, String result) {}

    private static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(PAGE)) {
            // Aggregates have examples of another form: AggregateExamplesTest.
            boolean ends = line.startsWith("## ") || line.equals("### Aggregates");
            inside = ends ? line.equals("## Functions") : inside;
            Matcher row = ROW.matcher(line);
            if (inside && row.matches()) {
                examples.add(new Example(row.group(1).replace("\\|", "|"), row.group(2)));
            }
        }
        return examples;
    }

    private static String query(String call) {
        return "SELECT CAST((" + call + ") AS VARCHAR)";
    }

    @Test
    void everyCallGivesWhatThePageSays() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (Engine engine = Engine.open(EngineOptions.inMemory())) {
            Session session = engine.session();
            for (Example example : examples()) {
                String given;
                try {
                    given = String.valueOf(
                            Rows.of(session, query(example.call())).getFirst().getFirst());
                } catch (RuntimeException failed) {
                    given = failed.toString();
                }
                if (!given.replace("null", "NULL").equals(example.result())) {
                    wrong.add(example.call() + " gives " + given + ", the page says " + example.result());
                }
            }
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    /// The differences are listed, one call a line, and no others; a call that DuckDB does not know is
    /// none.
    @Test
    void duckDbAgreesButForTheDifferencesThatAreListed() throws IOException, SQLException {
        Set<String> listed = new TreeSet<>(Files.readAllLines(DIFFERENCES));
        Set<String> differences = new TreeSet<>();
        int compared = 0;
        try (DuckDb duckDb = new DuckDb()) {
            for (Example example : examples()) {
                try {
                    Object theirs =
                            duckDb.rows(query(example.call())).getFirst().getFirst();
                    compared++;
                    if (!same(example.result(), String.valueOf(theirs).replace("null", "NULL"))) {
                        differences.add(example.call() + "  ->  " + theirs);
                    }
                } catch (SQLException unknown) {
                    // DuckDB has no such function, or refuses the values: nothing to compare.
                }
            }
        }
        assertEquals(String.join("\n", listed), String.join("\n", differences));
        assertTrue(compared > 150, "compared " + compared);
    }

    private static boolean same(String ours, String theirs) {
        if (ours.equals(theirs)) {
            return true;
        }
        try {
            return Rows.same((Object) Double.valueOf(ours), Double.valueOf(theirs));
        } catch (NumberFormatException text) {
            return ours.replace("Infinity", "inf").equals(theirs)
                    || ours.replace("NaN", "nan").equals(theirs);
        }
    }
}
