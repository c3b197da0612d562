package org.almagest.sql.calibrate;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The queries that calibration times, over tables of `ROWS` rows, and what must be so for each.
enum Probe {
    XOR("SELECT bit_xor(i) FROM c"),
    THREE_BITS("SELECT bit_xor(i), bit_and(i), bit_or(i) FROM c"),
    REPEATED("SELECT bit_xor(z) FROM c"),
    REAL("SELECT sum(r) FROM c"),
    TIMES("SELECT bit_xor(i * 3) FROM c"),
    TEXT("SELECT bit_xor(length(s)) FROM c"),
    FILTER("SELECT count(*) FROM c WHERE i < 500000"),
    COPY("SELECT i, r FROM c"),
    GROUP_DIRECT("SELECT k, count(*) FROM c GROUP BY k"),
    GROUP_NEAR("SELECT floor(r * 300), count(*) FROM c GROUP BY 1"),
    GROUP_FAR("SELECT r, count(*) FROM c GROUP BY r"),
    PROBE_NEAR("SELECT count(*) FROM c JOIN d ON c.k = d.k"),
    JOIN_FAR("SELECT count(*) FROM c LEFT JOIN c2 ON c.r = c2.r"),
    JOIN_TWICE("SELECT count(*) FROM (SELECT r FROM c UNION ALL SELECT r FROM c) a LEFT JOIN c2 ON a.r = c2.r"),
    PAIRS("SELECT count(*) FROM d a JOIN d b ON a.k * 2 <> b.k + 1"),
    SORT("SELECT i FROM c ORDER BY r"),
    SUM_KEY("SELECT sum(k) FROM c"),
    INDEX_ALL("SELECT sum(k) FROM c WHERE i >= 0", true),
    INDEX_ONE_SUM("SELECT sum(k) FROM c WHERE i < " + Probe.ROWS / Probe.SPARSE, true),
    INDEX_THREE_SUMS("SELECT sum(k), sum(r), sum(j) FROM c WHERE i < " + Probe.ROWS / Probe.SPARSE, true),
    INDEX_MANY("SELECT count(*) FROM c WHERE i IN (" + everyOther(2 * Probe.FEW) + ")", true),
    INDEX_FEW("SELECT count(*) FROM c WHERE i IN (" + everyOther(Probe.FEW) + ")", true);

    static final int ROWS = 1 << 20;
    static final int FEW = 1000;

    /// One row in so many is picked out of blocks.
    static final int SPARSE = 64;

    private final String sql;
    private final boolean byIndex;

    Probe(String sql) {
        this(sql, false);
    }

    Probe(String sql, boolean byIndex) {
        this.sql = sql;
        this.byIndex = byIndex;
    }

    String sql() {
        return sql;
    }

    /// Whether the query is to go by the index of `c (i)`; others are not to.
    boolean byIndex() {
        return byIndex;
    }

    /// Lists every second number, so that they do not become one range.
    private static String everyOther(int end) {
        return IntStream.range(0, end / 2)
                .mapToObj(i -> Integer.toString(2 * i))
                .collect(Collectors.joining(", "));
    }
}
