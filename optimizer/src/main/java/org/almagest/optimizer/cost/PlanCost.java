package org.almagest.optimizer.cost;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.almagest.columnar.type.DataType;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.optimizer.estimate.LogicalCost;

/// What a physical plan costs, operator by operator, in nanoseconds of one thread, from the rows that are
/// expected. Pages are taken to be in the buffer pool.
public final class PlanCost {
    private static final double UNKNOWN_ROWS = 1;

    private final CostConstants constants;
    private final OperatorCost operators;
    private final Map<PhysicalPlan, Double> expected;
    private final Map<PhysicalPlan, Double> costs = new IdentityHashMap<>();
    private final Map<PhysicalPlan, ScanPaths> paths;

    /// What is expected of a plan: the rows of its operators, what each costs by itself, and how tables are
    /// read. All by the identity of the operators.
    ///
    /// @param seen the rows of operators that are not estimated but were seen
    public record Estimates(
            Map<PhysicalPlan, Double> rows,
            Map<PhysicalPlan, Double> nanos,
            Map<PhysicalPlan, ScanPaths> paths,
            Map<PhysicalPlan, Long> seen) {
        /// Of a plan of which nothing is told.
        public static final Estimates NONE = new Estimates(Map.of(), Map.of(), Map.of(), Map.of());

        /// Answers these, of operators some of whose rows were seen.
        public Estimates withSeen(Map<PhysicalPlan, Long> seenRows) {
            return new Estimates(rows, nanos, paths, seenRows);
        }
    }

    private PlanCost(
            CostConstants constants,
            Map<PhysicalPlan, Double> expected,
            Map<PhysicalPlan, ScanPaths> paths,
            double memoryBytes) {
        this.paths = paths;
        this.constants = constants;
        this.operators = new OperatorCost(constants, memoryBytes);
        this.expected = expected;
    }

    /// Answers what is expected of a plan.
    ///
    /// @param expected the rows of its operators, as far as they are estimated
    /// @param paths the ways to read its tables that were weighed when it was made
    /// @param memoryBytes what the query may keep: beyond it operators spill
    public static Estimates of(
            PhysicalPlan plan,
            Map<PhysicalPlan, Double> expected,
            Map<PhysicalPlan, ScanPaths> paths,
            CostConstants constants,
            double memoryBytes) {
        PlanCost cost = new PlanCost(constants, new IdentityHashMap<>(expected), paths, memoryBytes);
        cost.add(plan);
        return new Estimates(cost.expected, cost.costs, cost.paths, Map.of());
    }

    private void add(PhysicalPlan plan) {
        if (costs.containsKey(plan)) {
            return;
        }
        plan.inputs().forEach(this::add);
        if (plan instanceof PhysicalPlan.TableScan scan) {
            costs.put(scan, scan(scan));
        } else {
            expected.computeIfAbsent(plan, this::derived);
            costs.put(plan, Math.max(0, nanos(plan)));
        }
    }

    /// Answers the rows of an operator that stands for no node of the logical plan.
    private double derived(PhysicalPlan plan) {
        return plan.inputs().isEmpty() ? UNKNOWN_ROWS : rows(plan.inputs().getFirst());
    }

    private double rows(PhysicalPlan plan) {
        return expected.getOrDefault(plan, UNKNOWN_ROWS);
    }

    private double scan(PhysicalPlan.TableScan scan) {
        OptionalLong all = scan.source().rowCount();
        Double noted = expected.get(scan);
        double out = noted != null ? noted : all.orElse(0);
        ScanPaths ways = paths.get(scan);
        if (ways == null) {
            expected.put(scan, out);
            return Math.max(out, all.orElse(0))
                    * (scan.columns().size() + scan.predicates().size())
                    * constants.of(Cost.FOREIGN_VALUE);
        }
        expected.put(scan, ways.rows(out));
        return ways.chosen().nanos();
    }

    private double nanos(PhysicalPlan plan) {
        return switch (plan) {
            case PhysicalPlan.TableScan scan -> scan(scan);
            case PhysicalPlan.Values values -> values.rows().size() * constants.of(Cost.COPY_VALUE);
            case PhysicalPlan.Filter filter ->
                rows(filter.input()) * conditions(filter.condition()) * constants.of(Cost.FILTER_ROW);
            case PhysicalPlan.Project project ->
                rows(project.input()) * LogicalCost.computed(project.expressions()) * constants.of(Cost.COMPUTE_VALUE);
            case PhysicalPlan.Aggregate aggregate -> aggregate(aggregate);
            case PhysicalPlan.HashJoin join -> join(join);
            case PhysicalPlan.Window window ->
                sort(rows(window.input()), window.input().types())
                        + rows(window.input()) * window.calls().size() * constants.of(Cost.AGGREGATE_VALUE);
            case PhysicalPlan.Sort sort -> sort(rows(sort.input()), sort.input().types());
            case PhysicalPlan.TopN top ->
                rows(top.input()) * constants.of(Cost.FILTER_ROW)
                        + sort(Math.min(rows(top.input()), top.limit() + (double) top.offset()), top.types());
            case PhysicalPlan.Limit limit -> 0;
            case PhysicalPlan.Unnest unnest -> rows(unnest) * unnest.types().size() * constants.of(Cost.COPY_VALUE);
            case PhysicalPlan.Recursion recursion -> rows(recursion) * constants.of(Cost.BUILD_NEAR);
            case PhysicalPlan.WorkingTable working -> rows(working) * constants.of(Cost.COPY_VALUE);
            case PhysicalPlan.Shared shared -> rows(shared) * shared.types().size() * constants.of(Cost.COPY_VALUE);
            case PhysicalPlan.UnionAll union -> 0;
        };
    }

    private double aggregate(PhysicalPlan.Aggregate aggregate) {
        double input = rows(aggregate.input());
        double values = operators.values(input, aggregate.aggregates().size(), LogicalCost.computed(aggregate.keys()));
        if (aggregate.keys().isEmpty()) {
            return values;
        }
        if (aggregate.domains().isPresent()) {
            return values + input * constants.of(Cost.GROUP_DIRECT);
        }
        double groupBytes = OperatorCost.width(aggregate.types());
        return values
                + operators.groups(
                        input,
                        rows(aggregate),
                        groupBytes,
                        OperatorCost.width(aggregate.input().types()));
    }

    private double join(PhysicalPlan.HashJoin join) {
        double build = rows(join.build());
        double probe = rows(join.probe());
        double out = operators.copied(rows(join), join.types().size());
        if (join.band().isPresent()) {
            return sort(build, join.build().types())
                    + probe * OperatorCost.doublings(build) * constants.of(Cost.SORT_STEP)
                    + out;
        }
        if (join.probeKeys().isEmpty()) {
            return operators.pairs(build, probe) + out;
        }
        double bytes =
                OperatorCost.tableBytes(build, OperatorCost.width(join.build().types()));
        return out
                + operators.built(build, bytes)
                + operators.probed(
                        probe,
                        found(join, probe),
                        build,
                        bytes,
                        OperatorCost.width(join.probe().types()));
    }

    /// Answers how many rows of the probe find a partner, as far as that is known.
    private double found(PhysicalPlan.HashJoin join, double probe) {
        return switch (join.kind()) {
            case INNER, SEMI -> Math.min(probe, rows(join));
            case ANTI -> Math.max(0, probe - rows(join));
            default -> probe;
        };
    }

    private double sort(double rows, List<DataType> types) {
        return operators.sorted(rows, types.size(), OperatorCost.width(types));
    }

    private static int conditions(Expression condition) {
        return switch (condition) {
            case Expression.And and ->
                and.operands().stream().mapToInt(PlanCost::conditions).sum();
            case Expression.Or or ->
                or.operands().stream().mapToInt(PlanCost::conditions).sum();
            default -> 1;
        };
    }
}
