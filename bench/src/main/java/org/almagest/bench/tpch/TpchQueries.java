package org.almagest.bench.tpch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.almagest.bench.suite.SuiteQuery;

/// The queries of TPC-H with the parameters by which answers are validated; the texts are those that
/// the tests of `sql` compare.
public final class TpchQueries {
    private static final int COUNT = 22;

    private TpchQueries() {}

    public static List<SuiteQuery> all() throws IOException {
        List<SuiteQuery> all = new ArrayList<>();
        for (int number = 1; number <= COUNT; number++) {
            String text = text(number);
            String title = text.lines().findFirst().orElseThrow().replaceFirst("^-- ", "");
            all.add(SuiteQuery.same("Q" + number, title, text));
        }
        return all;
    }

    private static String text(int number) throws IOException {
        String name = String.format("/tpch/%02d.sql", number);
        try (InputStream resource = TpchQueries.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the build left out " + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
