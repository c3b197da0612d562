package org.almagest.optimizer.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.ScanSurvey;
import org.almagest.exec.plan.PhysicalPlan;

/// The ways to read what a scan is asked for, the one that is taken first, each with its cost and what
/// speaks for or against it. Pages are counted by zone maps, so that the counts are those of the scan.
public record ScanPaths(ScanSurvey survey, Path chosen, List<Path> rejected) {
    /// A page more or less is no reason: beyond this share of them a scan is called full.
    private static final double NEARLY_ALL = 0.95;

    /// A way to read: what it costs from the buffer pool and from the disk.
    public record Path(String name, double nanos, double coldNanos, String reason) {
        /// Answers the way in words, for EXPLAIN.
        public String text() {
            return String.format(
                    Locale.ROOT, "%s, cost %s (cold %s): %s", name, CostText.of(nanos), CostText.of(coldNanos), reason);
        }
    }

    /// Answers the ways to read a stored table; empty for sources whose pages are not known.
    static Optional<ScanPaths> of(PhysicalPlan.TableScan scan, double rowsOut, CostConstants constants) {
        return scan.source()
                .survey(new ScanRequest(scan.columns(), scan.predicates(), List.of()))
                .filter(survey -> survey.pages() > 0)
                .map(survey -> {
                    ScanPaths scanned = choose(scan, survey, rowsOut, constants);
                    return scan.access().isPresent() ? scanned.behind(scan, rowsOut, constants) : scanned;
                });
    }

    /// Answers the same with an index taken instead: each row that it finds is read by itself, in a block of each
    /// column.
    private ScanPaths behind(PhysicalPlan.TableScan scan, double rowsOut, CostConstants constants) {
        double found = Math.max(1, rowsOut);
        double block = constants.pageStart() + BLOCK_ROWS * constants.packedValue();
        double nanos = found * Math.max(1, scan.columns().size()) * block;
        Path index = new Path(
                "index " + scan.access().orElseThrow().index(),
                nanos,
                nanos + found * constants.coldSeek(),
                String.format(Locale.ROOT, "about %,.0f rows are read one by one", found));
        List<Path> others = new ArrayList<>(List.of(chosen));
        others.addAll(rejected);
        return new ScanPaths(survey, index, others);
    }

    private static ScanPaths choose(
            PhysicalPlan.TableScan scan, ScanSurvey survey, double rowsOut, CostConstants constants) {
        String left = String.format(Locale.ROOT, "%,d of %,d pages", survey.pagesLeft(), survey.pages());
        double full = nanos(scan, survey.allValues(), survey.pages(), survey.rows(), rowsOut, constants);
        double coldFull = full + survey.bytes() * constants.coldByte() + constants.coldSeek();
        if (scan.predicates().isEmpty()) {
            return new ScanPaths(
                    survey, new Path("full scan", full, coldFull, "no condition that zone maps know"), List.of());
        }
        double pruned = nanos(scan, survey.values(), survey.pagesLeft(), survey.rowsLeft(), rowsOut, constants);
        double coldPruned = pruned + survey.bytesLeft() * constants.coldByte() + survey.runs() * constants.coldSeek();
        List<Path> rejected = new ArrayList<>();
        if (survey.pagesLeft() >= NEARLY_ALL * survey.pages()) {
            rejected.add(new Path("zone maps", pruned, coldPruned, "they would read " + left));
            return new ScanPaths(
                    survey, new Path("full scan", full, coldFull, "zone maps would read " + left), rejected);
        }
        rejected.add(new Path(
                "full scan",
                full,
                coldFull,
                String.format(Locale.ROOT, "it would read all %,d pages", survey.pages())));
        String reason = survey.pagesLeft() == 0
                ? "no page can hold such a row"
                : "they leave " + left + String.format(Locale.ROOT, " in %,d stretches", survey.runs());
        return new ScanPaths(survey, new Path("zone maps", pruned, coldPruned, reason), rejected);
    }

    /// Columns of conditions are decoded for all rows, the others for blocks in which some row is left.
    private static double nanos(
            PhysicalPlan.TableScan scan,
            Map<ScanSurvey.Decoding, Long> values,
            long pages,
            long rows,
            double rowsOut,
            CostConstants constants) {
        long ofConditions = scan.predicates().stream()
                .mapToInt(ColumnPredicate::column)
                .distinct()
                .count();
        long all = Stream.concat(
                        scan.columns().stream(), scan.predicates().stream().map(ColumnPredicate::column))
                .distinct()
                .count();
        double hit = rows == 0 ? 0 : 1 - Math.pow(1 - Math.min(1, rowsOut / rows), BLOCK_ROWS);
        double share = all == 0 ? 0 : (ofConditions + (all - ofConditions) * hit) / all;
        double decoded = 0;
        for (Map.Entry<ScanSurvey.Decoding, Long> each : values.entrySet()) {
            decoded += each.getValue() * value(each.getKey(), constants);
        }
        return pages * constants.pageStart()
                + decoded * share
                + rows * (double) scan.predicates().size() * constants.filterRow();
    }

    private static final double BLOCK_ROWS = 1024;

    private static double value(ScanSurvey.Decoding decoding, CostConstants constants) {
        return switch (decoding) {
            case REPEATED -> constants.repeatedValue();
            case PACKED -> constants.packedValue();
            case REAL -> constants.realValue();
            case TEXT -> constants.textValue();
            case SQUEEZED -> constants.squeezedValue();
        };
    }
}
