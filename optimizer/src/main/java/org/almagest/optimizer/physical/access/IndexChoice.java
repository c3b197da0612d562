package org.almagest.optimizer.physical.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.IndexAccess;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;

/// Chooses whether a scan finds its rows through an index, by one rule: a row that is found costs as
/// much as about a thousand that are scanned one behind the other, one that is read in the index
/// itself as much as two.
///
/// ```text
/// x = 7     entries 3, rows that zone maps leave 20,000,000     3 * 1,000 <= 20,000,000     lookup
/// x < 7     entries 900,000                                    more                        scan
/// ```
///
/// Entries are counted in the index at planning time, rows that zone maps leave in the plan of a scan.
public final class IndexChoice {
    private static final long SCANNED_PER_FOUND = 1_000;
    private static final long SCANNED_PER_ENTRY = 2;
    private static final long PAGE_ROWS = 16_384;

    private IndexChoice() {}

    /// What was chosen, and why, in words; both are empty where a source has no index of a column that
    /// has a predicate.
    public record Chosen(Optional<IndexAccess> access, String reason) {
        static final Chosen NOTHING = new Chosen(Optional.empty(), "");
    }

    private record Candidate(IndexDescription index, long entries, long cost) {}

    /// Chooses for a scan of columns, which are those to deliver.
    public static Chosen of(Scannable source, List<Integer> columns, List<ColumnPredicate> predicates) {
        if (predicates.isEmpty() || source.indexes().isEmpty()) {
            return Chosen.NOTHING;
        }
        List<Integer> named = new ArrayList<>(columns);
        predicates.forEach(predicate -> named.add(predicate.column()));
        Optional<Candidate> best = Optional.empty();
        for (IndexDescription index : source.indexes()) {
            OptionalLong entries = source.indexEntries(index.name(), predicates);
            if (entries.isPresent()) {
                long cost = entries.getAsLong() * (index.holds(named) ? SCANNED_PER_ENTRY : SCANNED_PER_FOUND);
                if (best.isEmpty() || cost < best.get().cost()) {
                    best = Optional.of(new Candidate(index, entries.getAsLong(), cost));
                }
            }
        }
        return best.map(candidate -> judge(candidate, source, named, predicates))
                .orElse(Chosen.NOTHING);
    }

    private static Chosen judge(
            Candidate best, Scannable source, List<Integer> named, List<ColumnPredicate> predicates) {
        IndexDescription index = best.index();
        long rows = source.rowCount().orElse(0);
        boolean only = index.holds(named);
        // A scan that finds a row reads a page at least: zone maps need not be asked.
        long least = Math.min(rows, PAGE_ROWS);
        long left = best.cost() <= least ? least : rowsLeft(source, rows, predicates);
        String about = String.format(
                Locale.ROOT,
                "%s (%s): about %,d of %,d rows",
                index.name(),
                index.method().sqlName(),
                best.entries(),
                rows);
        if (best.cost() <= left) {
            String uncovered = index.segments() == index.allSegments()
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "; %d of %d segments have no run of it and are scanned",
                            index.allSegments() - index.segments(),
                            index.allSegments());
            String what = only ? "index only " : "index lookup ";
            return new Chosen(Optional.of(new IndexAccess(index.name())), what + about + uncovered);
        }
        String reason = String.format(
                Locale.ROOT,
                "index %s is not used: zone maps leave %,d rows to scan, which is faster than to find one in %,d of them",
                about,
                left,
                only ? SCANNED_PER_ENTRY : SCANNED_PER_FOUND);
        return new Chosen(Optional.empty(), reason);
    }

    private static long rowsLeft(Scannable source, long rows, List<ColumnPredicate> predicates) {
        try (Scan scan = source.scan(new ScanRequest(List.of(), predicates, List.of()))) {
            ScanMetrics metrics = scan.metrics();
            long pages = metrics.pagesPlanned() + metrics.pagesPruned();
            return pages == 0 ? rows : (long) ((double) rows * metrics.pagesPlanned() / pages);
        }
    }
}
