package org.almagest.optimizer.physical.access;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.IndexAccess;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;

/// Chooses whether a scan finds its rows through an index: by what both would cost ([AccessCost]).
///
/// ```text
/// x = 7     entries 3, rows that zone maps leave 20,000,000     lookup 0.015 ms, scan 5 ms      lookup
/// x < 7     entries 900,000                                     lookup 18 ms                    scan
/// ```
///
/// Entries are counted in the index at planning time.
public final class IndexChoice {
    private static final long PAGE_ROWS = 16_384;
    private static final long FEW_ENTRIES = 16;
    private static final long LITTLE = 8;

    private IndexChoice() {}

    /// What was chosen, and why, in words; both are empty where a source has no index of a column that
    /// has a predicate.
    public record Chosen(Optional<IndexAccess> access, String reason) {
        private static final Chosen NOTHING = new Chosen(Optional.empty(), "");
    }

    private record Candidate(IndexDescription index, long entries, boolean only) {}

    /// Chooses for a scan of columns, which are those to deliver.
    public static Chosen of(
            AccessPath path, Scannable source, List<Integer> columns, List<ColumnPredicate> predicates) {
        if (path == AccessPath.SCAN || predicates.isEmpty() || source.indexes().isEmpty()) {
            return Chosen.NOTHING;
        }
        Set<Integer> named = new LinkedHashSet<>(columns);
        predicates.forEach(predicate -> named.add(predicate.column()));
        Optional<Candidate> best = Optional.empty();
        String needless = "";
        for (IndexDescription index : source.indexes()) {
            if (path == AccessPath.AUTO && isInOrder(source, index, predicates)) {
                needless = "index " + index.name()
                        + " is not asked: rows lie in the order of its column, zone maps find them";
                continue;
            }
            OptionalLong entries = source.indexEntries(index.name(), predicates);
            if (entries.isPresent()) {
                Candidate candidate = new Candidate(index, entries.getAsLong(), index.holds(List.copyOf(named)));
                if (best.isEmpty() || isBetter(candidate, best.get(), columns.size())) {
                    best = Optional.of(candidate);
                }
            }
        }
        return best.isPresent()
                ? judge(path, best.get(), source, columns.size(), predicates)
                : new Chosen(Optional.empty(), needless);
    }

    /// Answers whether rows lie in the order of an index's one column, so that zone maps find them as fast as entries
    /// are counted. An outlier makes any column look ordered by its spread: so zone maps must leave little, too.
    private static boolean isInOrder(Scannable source, IndexDescription index, List<ColumnPredicate> predicates) {
        int column = index.columns().getFirst();
        if (index.columns().size() > 1 || predicates.stream().noneMatch(predicate -> predicate.column() == column)) {
            return false;
        }
        OptionalDouble spread = source.pageSpread(column);
        long rows = source.rowCount().orElse(0);
        return rows > 2 * PAGE_ROWS
                && spread.isPresent()
                && spread.getAsDouble() * rows <= 2 * PAGE_ROWS
                && rowsLeft(source, rows, predicates) <= rows / LITTLE;
    }

    /// Compares two indexes as if their entries lay all over the table: which is what differs least.
    private static boolean isBetter(Candidate one, Candidate other, int columns) {
        return cost(one, Long.MAX_VALUE, columns) < cost(other, Long.MAX_VALUE, columns);
    }

    private static double cost(Candidate candidate, double left, int columns) {
        return candidate.only()
                ? AccessCost.only(candidate.entries())
                : AccessCost.lookup(left, candidate.entries(), columns);
    }

    private static Chosen judge(
            AccessPath path, Candidate best, Scannable source, int columns, List<ColumnPredicate> predicates) {
        IndexDescription index = best.index();
        long rows = source.rowCount().orElse(0);
        long left = rowsLeft(source, best, rows, predicates);
        double found = cost(best, left, columns);
        // The two bounds of a range lie in as many pages as cover a value.
        double partial =
                2 * rows * source.pageSpread(index.columns().getFirst()).orElse(1);
        double scanned = AccessCost.scan(left, partial, Math.min(best.entries(), left), columns);
        String about = String.format(
                Locale.ROOT,
                "%s (%s): about %,d of %,d rows",
                index.name(),
                index.method().sqlName(),
                best.entries(),
                rows);
        if (found <= scanned || path == AccessPath.INDEX) {
            String uncovered = index.segments() == index.allSegments()
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "; %d of %d segments have no run of it and are scanned",
                            index.allSegments() - index.segments(),
                            index.allSegments());
            String what = best.only() ? "index only " : "index lookup ";
            String costs = String.format(
                    Locale.ROOT,
                    ", %s; a scan of the %,d rows that zone maps leave costs %s",
                    AccessCost.text(found),
                    left,
                    AccessCost.text(scanned));
            return new Chosen(Optional.of(new IndexAccess(index.name())), what + about + costs + uncovered);
        }
        String reason = String.format(
                Locale.ROOT,
                "index %s is not used: zone maps leave %,d rows to scan, which costs %s, to find them in the index %s",
                about,
                left,
                AccessCost.text(scanned),
                AccessCost.text(found));
        return new Chosen(Optional.empty(), reason);
    }

    /// Answers how many rows zone maps leave: counted in the plan of a scan, or, for a handful of entries, which
    /// would take longer than to find them, estimated by what share of the values a page covers.
    private static long rowsLeft(Scannable source, Candidate best, long rows, List<ColumnPredicate> predicates) {
        OptionalDouble spread = best.entries() <= FEW_ENTRIES
                ? source.pageSpread(best.index().columns().getFirst())
                : OptionalDouble.empty();
        if (spread.isPresent()) {
            return Math.min(rows, Math.max(PAGE_ROWS, (long) (spread.getAsDouble() * rows)));
        }
        return rowsLeft(source, rows, predicates);
    }

    private static long rowsLeft(Scannable source, long rows, List<ColumnPredicate> predicates) {
        try (Scan scan = source.scan(new ScanRequest(List.of(), predicates, List.of()))) {
            ScanMetrics metrics = scan.metrics();
            long pages = metrics.pagesPlanned() + metrics.pagesPruned();
            return pages == 0 ? rows : (long) ((double) rows * metrics.pagesPlanned() / pages);
        }
    }
}
