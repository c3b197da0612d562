package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;
import static org.almagest.columnar.type.ScalarType.DOUBLE;
import static org.almagest.columnar.type.ScalarType.VARCHAR;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.vector.ColumnVector;

/// How alike two texts are, by their code points.
final class TextSimilarity {
    private static final double PREFIX_WEIGHT = 0.1;
    private static final double PREFIX_FROM = 0.7;
    private static final int MOST_PREFIX = 4;
    private static final long MOST_CELLS = 100_000_000;

    private TextSimilarity() {}

    static void register(Catalog catalog) {
        catalog.rows("levenshtein", BIGINT, Rows.numbers((in, row) -> edits(in, row, false)), VARCHAR, VARCHAR);
        catalog.alias("levenshtein", "editdist3");
        catalog.rows("damerau_levenshtein", BIGINT, Rows.numbers((in, row) -> edits(in, row, true)), VARCHAR, VARCHAR);
        catalog.rows("hamming", BIGINT, Rows.numbers(TextSimilarity::mismatches), VARCHAR, VARCHAR);
        catalog.alias("hamming", "mismatches");
        catalog.rows("jaccard", DOUBLE, Rows.measures(TextSimilarity::jaccard), VARCHAR, VARCHAR);
        catalog.rows(
                "jaro_similarity",
                DOUBLE,
                Rows.measures((in, row) -> jaro(points(in[0], row), points(in[1], row))),
                VARCHAR,
                VARCHAR);
        catalog.rows("jaro_winkler_similarity", DOUBLE, Rows.measures(TextSimilarity::jaroWinkler), VARCHAR, VARCHAR);
    }

    private static int[] points(ColumnVector vector, int row) {
        return Rows.text(vector, row).codePoints().toArray();
    }

    /// The least number of characters inserted, deleted and replaced (and neighbours exchanged: no
    /// bound on what lies between, after Lowrance and Wagner 1975).
    private static long edits(ColumnVector[] inputs, int row, boolean exchanges) {
        int[] a = points(inputs[0], row);
        int[] b = points(inputs[1], row);
        if ((long) a.length * b.length > MOST_CELLS) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, "the texts are too long to be compared by edits");
        }
        return exchanges ? editsAndExchanges(a, b) : edits(a, b);
    }

    private static long edits(int[] a, int[] b) {
        int[] before = new int[b.length + 1];
        int[] now = new int[b.length + 1];
        Arrays.setAll(before, j -> j);
        for (int i = 1; i <= a.length; i++) {
            now[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int replaced = before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
            }
            int[] swap = before;
            before = now;
            now = swap;
        }
        return before[b.length];
    }

    private static long editsAndExchanges(int[] a, int[] b) {
        int far = a.length + b.length;
        int[][] cost = new int[a.length + 2][b.length + 2];
        cost[0][0] = far;
        for (int i = 0; i <= a.length; i++) {
            cost[i + 1][0] = far;
            cost[i + 1][1] = i;
        }
        for (int j = 0; j <= b.length; j++) {
            cost[0][j + 1] = far;
            cost[1][j + 1] = j;
        }
        java.util.Map<Integer, Integer> lastRow = new java.util.HashMap<>();
        for (int i = 1; i <= a.length; i++) {
            int lastColumn = 0;
            for (int j = 1; j <= b.length; j++) {
                int otherRow = lastRow.getOrDefault(b[j - 1], 0);
                int otherColumn = lastColumn;
                boolean same = a[i - 1] == b[j - 1];
                int exchanged = cost[otherRow][otherColumn] + (i - otherRow - 1) + 1 + (j - otherColumn - 1);
                int replaced = cost[i][j] + (same ? 0 : 1);
                lastColumn = same ? j : lastColumn;
                cost[i + 1][j + 1] =
                        Math.min(Math.min(replaced, exchanged), 1 + Math.min(cost[i + 1][j], cost[i][j + 1]));
            }
            lastRow.put(a[i - 1], i);
        }
        return cost[a.length + 1][b.length + 1];
    }

    private static long mismatches(ColumnVector[] inputs, int row) {
        int[] a = points(inputs[0], row);
        int[] b = points(inputs[1], row);
        if (a.length != b.length || a.length == 0) {
            throw AlmagestException.of(
                    SqlState.INVALID_PARAMETER, "hamming compares texts of one length, not empty ones");
        }
        long different = 0;
        for (int i = 0; i < a.length; i++) {
            different += a[i] == b[i] ? 0 : 1;
        }
        return different;
    }

    /// The share of the characters of either that both have.
    private static double jaccard(ColumnVector[] inputs, int row) {
        Set<Integer> a = new HashSet<>();
        Set<Integer> b = new HashSet<>();
        Arrays.stream(points(inputs[0], row)).forEach(a::add);
        Arrays.stream(points(inputs[1], row)).forEach(b::add);
        if (a.isEmpty() || b.isEmpty()) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, "jaccard compares texts that are not empty");
        }
        int sizes = a.size() + b.size();
        a.retainAll(b);
        return (double) a.size() / (sizes - a.size());
    }

    private static double jaro(int[] a, int[] b) {
        if (a.length == 0 && b.length == 0) {
            return 1;
        }
        int reach = Math.max(0, Math.max(a.length, b.length) / 2 - 1);
        boolean[] taken = new boolean[b.length];
        int[] matchesOfA = new int[a.length];
        int matches = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j++) {
                if (!taken[j] && a[i] == b[j]) {
                    taken[j] = true;
                    matchesOfA[matches++] = a[i];
                    break;
                }
            }
        }
        if (matches == 0) {
            return 0;
        }
        int outOfOrder = 0;
        int match = 0;
        for (int j = 0; j < b.length; j++) {
            if (taken[j]) {
                outOfOrder += b[j] == matchesOfA[match++] ? 0 : 1;
            }
        }
        double m = matches;
        return (m / a.length + m / b.length + (m - outOfOrder / 2) / m) / 3;
    }

    private static double jaroWinkler(ColumnVector[] inputs, int row) {
        int[] a = points(inputs[0], row);
        int[] b = points(inputs[1], row);
        double similarity = jaro(a, b);
        int prefix = 0;
        while (prefix < Math.min(MOST_PREFIX, Math.min(a.length, b.length)) && a[prefix] == b[prefix]) {
            prefix++;
        }
        return similarity > PREFIX_FROM ? similarity + prefix * PREFIX_WEIGHT * (1 - similarity) : similarity;
    }
}
