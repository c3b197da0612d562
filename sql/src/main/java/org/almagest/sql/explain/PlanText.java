package org.almagest.sql.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.exec.metrics.OperatorMetrics;
import org.almagest.exec.plan.ExtremePlace;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.SortKey;
import org.almagest.optimizer.cost.CostText;
import org.almagest.optimizer.cost.PlanCost;

/// A physical plan as an indented tree, each operator with what it does and why it was chosen;
/// after EXPLAIN ANALYZE with what it did.
///
/// ```text
/// Top 10 by phot_g_mean_mag
///   Scan table stars: source_id, phot_g_mean_mag
///     where parallax > 20.0
///     zone maps and blocks skip what cannot match; conditions are evaluated in the scan
/// ```
public final class PlanText {
    private final List<String> lines = new ArrayList<>();

    private PlanText() {}

    /// Answers the lines of a plan that has not run.
    public static List<String> of(PhysicalPlan plan) {
        return of(PlanStep.of(plan, PlanCost.Estimates.NONE, Optional.empty()));
    }

    /// Answers the lines of a plan.
    static List<String> of(PlanStep plan) {
        PlanText text = new PlanText();
        text.step(plan, 0);
        return List.copyOf(text.lines);
    }

    private void step(PlanStep step, int depth) {
        line(depth, step.heading() + step.measured().map(m -> measured(m, step)).orElseGet(() -> expected(step)));
        step.details().forEach(detail -> line(depth + 2, detail));
        step.measured().ifPresent(m -> scanned(m.scan()).forEach(detail -> line(depth + 2, detail)));
        step.inputs().forEach(input -> step(input, depth + 1));
    }

    /// Answers what is expected of a step, if anything is.
    static String expected(PlanStep step) {
        if (step.estimatedRows().isEmpty() || step.cost().isEmpty()) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "  (about %,d rows, cost %s)",
                Math.round(step.estimatedRows().getAsDouble()),
                CostText.of(step.cost().getAsDouble()));
    }

    private void line(int depth, String text) {
        lines.add("  ".repeat(depth) + text);
    }

    static String heading(PhysicalPlan plan) {
        return switch (plan) {
            case PhysicalPlan.TableScan scan -> "Scan " + scan.source().describe() + columns(PlanNames.of(scan));
            case PhysicalPlan.Values values ->
                values.rows().isEmpty()
                        ? "No rows: the conditions exclude each other"
                        : "Values: " + values.rows().size() + " rows";
            case PhysicalPlan.Filter filter -> "Filter " + text(filter.input()).of(filter.condition());
            case PhysicalPlan.Project project -> "Project " + String.join(", ", PlanNames.of(project));
            case PhysicalPlan.Aggregate aggregate -> aggregateHeading(aggregate);
            case PhysicalPlan.HashJoin join -> joinHeading(join);
            case PhysicalPlan.Window window -> WindowText.heading(window);
            case PhysicalPlan.Sort sort -> "Sort by " + order(sort.keys(), sort.input());
            case PhysicalPlan.TopN topN ->
                "Top " + topN.limit() + offset(topN.offset()) + " by " + order(topN.keys(), topN.input());
            case PhysicalPlan.Limit limit ->
                "Limit" + (limit.limit() == Long.MAX_VALUE ? "" : " " + limit.limit()) + offset(limit.offset());
            case PhysicalPlan.Unnest unnest -> "Unnest " + UnnestText.of(unnest) + (unnest.outer() ? ", or NULL" : "");
            case PhysicalPlan.Recursion recursion -> "Recursion" + (recursion.all() ? "" : ", of new rows");
            case PhysicalPlan.WorkingTable working -> "Rows of the last step";
            case PhysicalPlan.Shared shared -> "Shared: " + String.join(", ", PlanNames.of(shared));
            case PhysicalPlan.UnionAll union -> "Union all";
        };
    }

    private static String columns(List<String> names) {
        return names.isEmpty() ? ": no columns, rows are counted" : ": " + String.join(", ", names);
    }

    private static ExpressionText text(PhysicalPlan input) {
        return new ExpressionText(PlanNames.of(input));
    }

    private static String aggregateHeading(PhysicalPlan.Aggregate aggregate) {
        ExpressionText text = text(aggregate.input());
        String calls = aggregate.aggregates().stream().map(text::of).collect(Collectors.joining(", "));
        String keys = aggregate.keys().stream().map(text::of).collect(Collectors.joining(", "));
        if (aggregate.keys().isEmpty()) {
            return "Aggregate " + calls;
        }
        return aggregate.aggregates().isEmpty() ? "Distinct " + keys : "Group by " + keys + ": " + calls;
    }

    private static String joinHeading(PhysicalPlan.HashJoin join) {
        ExpressionText probe = text(join.probe());
        ExpressionText build = text(join.build());
        String keys = IntStream.range(0, join.probeKeys().size())
                .mapToObj(i -> probe.of(join.probeKeys().get(i)) + " = "
                        + build.of(join.buildKeys().get(i)))
                .collect(Collectors.joining(" AND "));
        String kind = switch (join.kind()) {
            case INNER -> "join";
            case LEFT -> "left join";
            case BUILD_LEFT -> "left join (the built side is kept)";
            case FULL -> "full join";
            case SEMI -> "semi join";
            case ANTI -> "anti join";
            case BUILD_SEMI -> "semi join (the built side comes out)";
            case BUILD_ANTI -> "anti join (the built side comes out)";
            case SINGLE -> "single join";
            case MARK -> "mark join";
            case NULL_AWARE_MARK -> "mark join (as IN compares)";
        };
        if (join.band().isPresent()) {
            return "Band " + kind + " by " + build.of(join.band().get().sorted());
        }
        return keys.isEmpty() ? "Nested loop " + kind : "Hash " + kind + " on " + keys;
    }

    static String order(List<SortKey> keys, PhysicalPlan input) {
        ExpressionText text = text(input);
        return keys.stream()
                .map(key -> text.of(key.expression())
                        + (key.descending() ? " DESC" : "")
                        + (key.nullsFirst() == key.descending()
                                ? ""
                                : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST"))
                .collect(Collectors.joining(", "));
    }

    private static String offset(long offset) {
        return offset == 0 ? "" : " offset " + offset;
    }

    static List<String> details(PhysicalPlan plan) {
        return switch (plan) {
            case PhysicalPlan.TableScan scan -> scanDetails(scan);
            case PhysicalPlan.Aggregate aggregate -> aggregateDetails(aggregate);
            case PhysicalPlan.HashJoin join -> joinDetails(join);
            case PhysicalPlan.Window window -> WindowText.details(window);
            case PhysicalPlan.TopN topN ->
                topN.threshold().isPresent()
                        ? List.of("the worst of the best rows so far is pushed into the scan")
                        : List.of();
            default -> List.of();
        };
    }

    private static List<String> aggregateDetails(PhysicalPlan.Aggregate aggregate) {
        List<String> details = new ArrayList<>(List.of(aggregate.reason()));
        ExpressionText text = text(aggregate.input());
        List<String> extremes = ExtremePlace.of(aggregate).stream()
                .map(place -> text.of(aggregate.aggregates().get(place.call())))
                .toList();
        if (!extremes.isEmpty()) {
            details.add(String.join(", ", extremes) + ": pages whose zone maps hold nothing better are not read");
        }
        ScanText.totals(aggregate).ifPresent(details::add);
        return details;
    }

    private static List<String> scanDetails(PhysicalPlan.TableScan scan) {
        List<String> details = new ArrayList<>();
        if (!scan.predicates().isEmpty()) {
            details.add("where " + ScanText.predicates(scan));
        }
        ScanText.skyRanges(scan).ifPresent(details::add);
        ScanText.bloom(scan).ifPresent(details::add);
        ScanText.stale(scan).ifPresent(details::add);
        scan.reason().lines().forEach(details::add);
        return details;
    }

    static List<String> scanned(ScanMetrics m) {
        List<String> lines = new ArrayList<>();
        if (m.rowGroups() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "row groups: %,d, of which zone maps skip %,d; pages: %,d planned, %,d skipped, %,d read; blocks: %,d decoded, %,d skipped",
                    m.rowGroups(),
                    m.rowGroupsPruned(),
                    m.pagesPlanned(),
                    m.pagesPruned(),
                    m.pagesRead(),
                    m.blocksRead(),
                    m.blocksSkipped()));
            if (m.pagesRefused() > 0) {
                lines.add(
                        String.format(Locale.ROOT, "Bloom filters refuse %,d of the skipped pages", m.pagesRefused()));
            }
            if (m.indexPages() > 0) {
                lines.add(String.format(
                        Locale.ROOT, "index: %,d entries found in %,d pages", m.indexEntries(), m.indexPages()));
            }
            if (m.rowsAnswered() > 0) {
                lines.add(String.format(
                        Locale.ROOT,
                        "zone maps answer for %,d rows and %,d pages, which are not read",
                        m.rowsAnswered(),
                        m.pagesAnswered()));
            }
            lines.add(String.format(
                    Locale.ROOT,
                    "buffer pool: %,d hits, %,d misses; %,d bytes of pages",
                    m.poolHits(),
                    m.poolMisses(),
                    m.bytesRead()));
        }
        return lines;
    }

    private static List<String> joinDetails(PhysicalPlan.HashJoin join) {
        List<String> details = new ArrayList<>();
        details.add(join.reason());
        List<String> both = new ArrayList<>(PlanNames.of(join.probe()));
        both.addAll(PlanNames.kept(join));
        join.residual().ifPresent(condition -> details.add("and " + new ExpressionText(both).of(condition)));
        join.compared().ifPresent(compared -> details.add("marked by " + new ExpressionText(both).of(compared)));
        return details;
    }

    private static String measured(OperatorMetrics m, PlanStep step) {
        String expected = step.estimatedRows().isPresent()
                ? String.format(
                        Locale.ROOT,
                        " of %,d expected",
                        Math.round(step.estimatedRows().getAsDouble()))
                : "";
        String cost =
                step.cost().isPresent() ? ", cost " + CostText.of(step.cost().getAsDouble()) : "";
        String error = step.qError().isPresent()
                ? String.format(Locale.ROOT, ", q-error %.2f", step.qError().getAsDouble())
                : "";
        String memory = m.peakBytes() > 0 ? String.format(Locale.ROOT, ", %,d bytes", m.peakBytes()) : "";
        String spilled =
                m.spilledBytes() > 0 ? String.format(Locale.ROOT, ", %,d bytes spilled", m.spilledBytes()) : "";
        return String.format(
                Locale.ROOT,
                "  (%,d rows%s, %.2f ms%s%s%s%s)",
                m.rows(),
                expected,
                m.nanos() / 1e6,
                cost,
                error,
                memory,
                spilled);
    }
}
