package org.almagest.optimizer.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.almagest.columnar.scan.IndexAccess;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.columnar.scan.IndexSurvey;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.ScanSurvey;
import org.almagest.columnar.schema.HealpixColumn;

/// Chooses the way to read a table: by how long each would take ([ScanCost]), from pages counted in
/// zone maps and entries counted in indexes.
///
/// ```text
/// x = 7     3 of 20,000,000 rows           lookup 30 us, scan of all pages 10 ms      lookup
/// x < 7     900,000                        lookup 35 ms                               scan
/// id < 7    zone maps leave one page       a search takes longer                      scan, unasked
/// ```
public final class PathChoice {
    /// A page more or less is no reason: beyond this share of them a scan is called full.
    private static final double NEARLY_ALL = 0.95;

    /// Pages are not counted where a lookup is by so much faster than a scan seems to be.
    private static final double EVIDENTLY = 4;

    private static final long FEW_ENTRIES = 8_192;

    /// The rows of a page and a half: in so many does a value stand where rows lie in its order.
    private static final double IN_ORDER_ROWS = 24_576;

    private record Lookup(IndexDescription index, IndexSurvey found) {}

    private final ScanTask task;
    private final Machine machine;
    private final AccessPath wanted;
    private final Map<String, Optional<IndexSurvey>> searched = new HashMap<>();

    private PathChoice(ScanTask task, Machine machine, AccessPath wanted) {
        this.task = task;
        this.machine = machine;
        this.wanted = wanted;
    }

    /// Answers the index to find rows by, if one is worth it.
    public static Optional<IndexAccess> choose(ScanTask task, Machine machine, AccessPath wanted) {
        if (wanted == AccessPath.SCAN || task.candidates().isEmpty()) {
            return Optional.empty();
        }
        PathChoice choice = new PathChoice(task, machine, wanted);
        if (wanted == AccessPath.AUTO && task.candidates().stream().allMatch(choice::isInOrder)) {
            return Optional.empty();
        }
        return choice.evident()
                .or(() -> choice.weighed().flatMap(paths -> paths.chosen().access()));
    }

    /// Answers all ways with their costs, the one that is chosen first; empty for sources whose pages are not
    /// known.
    public static Optional<ScanPaths> weigh(ScanTask task, Machine machine, AccessPath wanted) {
        return new PathChoice(task, machine, wanted).weighed();
    }

    /// Answers whether rows lie in the order of an index's first column: a range leaves two pages to test, and those
    /// between need no test, which is done before an index is searched.
    private boolean isInOrder(IndexDescription index) {
        OptionalDouble overlap = task.source().pageOverlap(index.columns().getFirst());
        double rows = task.source().rowCount().orElse(0);
        return overlap.isPresent() && overlap.getAsDouble() * rows <= IN_ORDER_ROWS && rows > 2 * IN_ORDER_ROWS;
    }

    /// Answers an index that is faster by far than a scan of the pages in which a value may stand, as far as
    /// is known without counting these. Of few rows only: many may fill pages, which zone maps tell.
    private Optional<IndexAccess> evident() {
        Optional<IndexAccess> best = Optional.empty();
        double least = Double.MAX_VALUE;
        for (IndexDescription index : task.candidates()) {
            OptionalDouble overlap = task.source().pageOverlap(index.columns().getFirst());
            if (overlap.isEmpty() || wanted == AccessPath.AUTO && isInOrder(index)) {
                continue;
            }
            long rows = task.source().rowCount().orElse(0);
            long left = (long) (overlap.getAsDouble() * rows);
            ScanCost cost = new ScanCost(
                    task, ScanSurvey.unknown(rows, left), machine.costs().get());
            double scanned = cost.pruned(0).elapsedNanos(machine);
            if (scanned < EVIDENTLY * cost.searches(index)) {
                continue;
            }
            Optional<IndexSurvey> found = search(index);
            double nanos = found.filter(entries -> entries.entries() <= FEW_ENTRIES)
                    .map(entries ->
                            work(cost, index, entries, entries.entries()).elapsedNanos(machine))
                    .orElse(Double.MAX_VALUE);
            if (EVIDENTLY * nanos < scanned && nanos < least) {
                least = nanos;
                best = Optional.of(new IndexAccess(index.name()));
            }
        }
        return best;
    }

    private Optional<IndexSurvey> search(IndexDescription index) {
        return searched.computeIfAbsent(index.name(), name -> task.source().surveyIndex(name, task.predicates()));
    }

    private ScanWork work(ScanCost cost, IndexDescription index, IndexSurvey found, double rows) {
        return task.isAnsweredBy(index)
                ? cost.alone(index, found, rows)
                : cost.lookup(index, found, rows, Double.MAX_VALUE);
    }

    private Optional<ScanPaths> weighed() {
        return task.source()
                .survey(new ScanRequest(task.columns(), task.predicates(), List.of()))
                .filter(survey -> survey.pages() > 0)
                .map(this::weighed);
    }

    private ScanPaths weighed(ScanSurvey survey) {
        ScanCost cost = new ScanCost(task, survey, machine.costs().get());
        double expected = Math.clamp(task.expectedRows().getAsDouble(), survey.rowsCertain(), survey.rowsLeft());
        List<Lookup> lookups = new ArrayList<>();
        List<ScanPaths.Path> unasked = new ArrayList<>();
        double scanned = cost.pruned(expected).elapsedNanos(machine);
        for (IndexDescription index : task.candidates()) {
            if (wanted == AccessPath.AUTO && (isInOrder(index) || scanned <= cost.searches(index))) {
                unasked.add(unasked(index, cost.searches(index)));
                continue;
            }
            search(index).ifPresent(found -> lookups.add(new Lookup(index, found)));
        }
        OptionalLong counted = counted(lookups);
        double rows = counted.isPresent() ? counted.getAsLong() : atMost(lookups, expected);
        List<ScanPaths.Path> scans = scans(cost, survey, rows);
        List<ScanPaths.Path> indexes = lookups.stream()
                .map(lookup -> path(cost, lookup, rows, scans.getFirst().elapsedNanos()))
                .toList();
        Optional<ScanPaths.Path> best = indexes.stream()
                .min(Comparator.comparingDouble(ScanPaths.Path::elapsedNanos))
                .filter(path -> switch (wanted) {
                    case AUTO -> path.elapsedNanos() < scans.getFirst().elapsedNanos();
                    case SCAN -> false;
                    case INDEX -> true;
                });
        List<ScanPaths.Path> rejected = new ArrayList<>(scans);
        rejected.addAll(indexes);
        rejected.addAll(unasked);
        ScanPaths.Path chosen = best.orElse(scans.getFirst());
        rejected.remove(chosen);
        return new ScanPaths(survey, counted, chosen, rejected);
    }

    /// Answers how many rows come out, where all predicates are of an index that counts exactly.
    private OptionalLong counted(List<Lookup> lookups) {
        return lookups.stream()
                .filter(lookup ->
                        lookup.found().satisfied().size() == task.predicates().size()
                                && lookup.index().segments() == lookup.index().allSegments())
                .mapToLong(lookup -> lookup.found().entries())
                .findFirst();
    }

    private static double atMost(List<Lookup> lookups, double expected) {
        return lookups.stream()
                .filter(lookup -> lookup.index().segments() == lookup.index().allSegments())
                .mapToDouble(lookup -> lookup.found().entries())
                .reduce(expected, Math::min);
    }

    /// Answers the ways without an index, the one that is taken first.
    private List<ScanPaths.Path> scans(ScanCost cost, ScanSurvey survey, double rows) {
        String left = String.format(Locale.ROOT, "%,d of %,d pages", survey.pagesLeft(), survey.pages());
        ScanWork full = cost.everything(rows);
        if (task.predicates().isEmpty()) {
            return List.of(path("full scan", full, "no condition that zone maps know"));
        }
        ScanWork pruned = cost.pruned(rows);
        String pruning = pruning(survey);
        if (survey.pagesLeft() >= NEARLY_ALL * survey.pages() && survey.bloomFilters() == 0) {
            boolean certain = survey.rowsCertain() >= NEARLY_ALL * survey.rows();
            return List.of(
                    path(
                            "full scan",
                            pruned,
                            pruning + " would read " + left + (certain ? ", all rows of which pass" : "")),
                    path(pruning, pruned, "they would read " + left));
        }
        String reason = survey.pagesLeft() == 0
                ? "no page can hold such a row"
                : "they leave " + left + String.format(Locale.ROOT, " in %,d stretches", survey.runs());
        return List.of(
                path(pruning, pruned, reason),
                path("full scan", full, String.format(Locale.ROOT, "it would read all %,d pages", survey.pages())));
    }

    private String pruning(ScanSurvey survey) {
        boolean sky = task.predicates().stream()
                .anyMatch(predicate -> HealpixColumn.isAt(task.source().schema(), predicate.column()));
        return (sky ? "sky ranges" : "zone maps") + (survey.bloomFilters() > 0 ? " and Bloom filters" : "");
    }

    private ScanPaths.Path path(String name, ScanWork work, String reason) {
        return new ScanPaths.Path(
                name,
                Optional.empty(),
                work.nanos(),
                work.elapsedNanos(machine),
                work.nanos() + work.coldNanos(),
                reason);
    }

    private ScanPaths.Path path(ScanCost cost, Lookup lookup, double rows, double scanned) {
        IndexDescription index = lookup.index();
        boolean alone = task.isAnsweredBy(index);
        ScanWork work = work(cost, index, lookup.found(), rows);
        if (!alone && lookup.found().entries() > FEW_ENTRIES && work.elapsedNanos(machine) > scanned) {
            OptionalLong around = task.source().rowsAround(index.name(), task.predicates());
            work = around.isPresent() ? cost.lookup(index, lookup.found(), rows, around.getAsLong()) : work;
        }
        String reason = String.format(
                Locale.ROOT,
                alone ? "it has all columns, %s%,d of %,d entries are read" : "%s%,d of %,d rows are found one by one",
                index.method() == IndexMethod.HASH ? "about " : "",
                lookup.found().entries(),
                task.source().rowCount().orElse(0));
        String uncovered = index.segments() == index.allSegments()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; %,d of %,d segments have no run of it and are scanned",
                        index.allSegments() - index.segments(),
                        index.allSegments());
        return new ScanPaths.Path(
                "index " + index.text() + (alone ? " alone" : ""),
                Optional.of(new IndexAccess(index.name())),
                work.nanos(),
                work.elapsedNanos(machine),
                work.nanos() + work.coldNanos(),
                reason + uncovered);
    }

    private ScanPaths.Path unasked(IndexDescription index, double nanos) {
        return new ScanPaths.Path(
                "index " + index.text(),
                Optional.of(new IndexAccess(index.name())),
                nanos,
                nanos,
                Double.NaN,
                isInOrder(index)
                        ? "not searched: rows lie in the order of its column, zone maps find them"
                        : "not searched: that takes longer than the scan");
    }
}
