package org.almagest.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.almagest.bench.suite.AlmagestSide;
import org.almagest.bench.suite.SuiteQuery;

/// Plans of queries as text, without what varies: costs, and the numbers of rows that are expected.
///
/// They are kept in `src/test/resources/plans`. After a change that is meant to change plans,
/// `-Dalmagest.golden=write` writes them anew, to be read before they are committed.
public final class GoldenPlans {
    private static final Path FOLDER = Path.of("src/test/resources/plans");

    private GoldenPlans() {}

    /// Compares the plans of queries with those that are kept in a file.
    public static void check(AlmagestSide almagest, List<SuiteQuery> queries, String file) throws IOException {
        StringBuilder plans = new StringBuilder();
        for (SuiteQuery query : queries) {
            plans.append(query.name()).append(": ").append(query.what()).append('\n');
            for (List<Object> line : almagest.answer("EXPLAIN (COSTS off) " + query.almagest())) {
                plans.append("  ").append(fixed((String) line.getFirst())).append('\n');
            }
            plans.append('\n');
        }
        Path kept = FOLDER.resolve(file);
        if ("write".equals(System.getProperty("almagest.golden"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(kept, plans);
        }
        assertEquals(
                Files.readString(kept),
                plans.toString(),
                "plans have changed: where they are meant to, run the test with -Dalmagest.golden=write and read what"
                        + " has become of " + kept);
    }

    private static String fixed(String line) {
        return line.replaceAll("about [0-9,]+ rows built, [0-9,]+ probed", "about N rows built, N probed");
    }
}
