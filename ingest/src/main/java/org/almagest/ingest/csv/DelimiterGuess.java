package org.almagest.ingest.csv;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// Finds the delimiter: the one with which most lines have the same number of fields, two at least;
/// among equals the one that gives more fields, then the commoner one. Blanks count only where no
/// other delimiter fits nearly every line, and numbers stand between them.
final class DelimiterGuess {
    private static final byte[] CANDIDATES = {',', '\t', ';', '|'};
    private static final double NEARLY_ALL = 0.9;

    private DelimiterGuess() {}

    /// Answers the dialect (`dialectOf` makes one from a delimiter) that fits the text from `from`.
    static CsvDialect guess(SampleText sample, int from, IntFunction<CsvDialect> dialectOf) {
        CsvDialect best = dialectOf.apply(',');
        double bestShare = 0;
        int bestFields = 1;
        for (byte candidate : CANDIDATES) {
            CsvDialect dialect = dialectOf.apply(candidate);
            List<Integer> counts = sample.fieldCounts(dialect, from);
            int fields = usual(counts);
            double share = share(counts, fields);
            boolean better = share > bestShare + 0.01 || share > bestShare - 0.01 && fields > bestFields;
            if (fields > 1 && better) {
                best = dialect;
                bestShare = share;
                bestFields = fields;
            }
        }
        if (bestShare >= NEARLY_ALL) {
            return best;
        }
        CsvDialect blanks = dialectOf.apply(' ');
        return areColumns(sample, from, blanks) ? blanks : best;
    }

    /// Answers whether blanks cut every line into the same number of fields, numbers among them.
    private static boolean areColumns(SampleText sample, int from, CsvDialect blanks) {
        List<Integer> counts = sample.fieldCounts(blanks, from);
        int fields = usual(counts);
        if (fields < 2 || share(counts, fields) < 1) {
            return false;
        }
        FieldTable rows = sample.rows(blanks, from, fields);
        int last = rows.rows() - 1;
        for (int column = 0; column < fields && last >= 0; column++) {
            int start = rows.start(last, column);
            int end = rows.end(last, column);
            while (start < end && blanks.isBlank(sample.bytes()[start])) {
                start++;
            }
            while (end > start && blanks.isBlank(sample.bytes()[end - 1])) {
                end--;
            }
            if (end > start && (ValueShape.of(sample.bytes(), start, end) & ValueShape.DOUBLE) != 0) {
                return true;
            }
        }
        return false;
    }

    /// Answers the commonest number of fields; the first line's among equals, 1 for no lines.
    static int usual(List<Integer> counts) {
        Map<Integer, Integer> lines = new HashMap<>();
        counts.forEach(count -> lines.merge(count, 1, Integer::sum));
        int best = counts.isEmpty() ? 1 : counts.getFirst();
        for (var entry : lines.entrySet()) {
            if (entry.getValue() > lines.getOrDefault(best, 0)) {
                best = entry.getKey();
            }
        }
        return best;
    }

    private static double share(List<Integer> counts, int fields) {
        long equal = counts.stream().filter(count -> count == fields).count();
        return counts.isEmpty() ? 0 : equal / (double) counts.size();
    }
}
