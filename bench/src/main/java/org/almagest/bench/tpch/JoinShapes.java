package org.almagest.bench.tpch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.almagest.bench.suite.SuiteQuery;

/// Joins of twelve tables by conditions that make a chain, a star or a clique: the most that are ordered
/// exhaustively.
final class JoinShapes {
    private static final int TABLES = 12;

    private JoinShapes() {}

    static List<String> tables() {
        return IntStream.range(0, TABLES)
                .mapToObj(t -> "CREATE TABLE t" + t + " AS SELECT i AS a, i AS b FROM range(" + (100 + t) + ") r(i)")
                .toList();
    }

    static List<SuiteQuery> all() {
        List<String> chain = new ArrayList<>();
        List<String> star = new ArrayList<>();
        List<String> clique = new ArrayList<>();
        for (int i = 0; i < TABLES; i++) {
            for (int j = i + 1; j < TABLES; j++) {
                String equality = "t" + i + ".a = t" + j + ".b";
                if (j == i + 1) {
                    chain.add(equality);
                }
                if (i == 0) {
                    star.add(equality);
                }
                // Sums keep the equalities apart: equal columns would be one group.
                clique.add("t" + i + ".a + 0 = t" + j + ".b + 0");
            }
        }
        return List.of(query("chain", chain), query("star", star), query("clique", clique));
    }

    private static SuiteQuery query(String shape, List<String> conditions) {
        String tables = IntStream.range(0, TABLES).mapToObj(t -> "t" + t).collect(Collectors.joining(", "));
        return SuiteQuery.same(
                shape,
                "of " + TABLES + " tables",
                "SELECT count(*) FROM " + tables + " WHERE " + String.join(" AND ", conditions));
    }
}
