package org.almagest.optimizer.physical;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.almagest.columnar.scan.ColumnPredicate.Range;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.exec.plan.DenseCounting;
import org.almagest.exec.plan.DirectGrouping;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.SortKey;
import org.almagest.optimizer.cost.AccessPath;
import org.almagest.optimizer.cost.Machine;
import org.almagest.optimizer.cost.ScanPaths;
import org.almagest.optimizer.estimate.Feedback;
import org.almagest.optimizer.estimate.FilteredTable;
import org.almagest.optimizer.estimate.Interval;
import org.almagest.optimizer.estimate.KnownColumns;
import org.almagest.optimizer.estimate.RowEstimate;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// Decides how a logical plan is executed and turns column numbers into positions. One per query.
public final class PhysicalPlanner {
    private final KnownColumns known;
    private final JoinPlanner joins;
    private final RowEstimate estimate;
    private final NarrowDecimals narrow;
    private final Map<Integer, PhysicalPlan> sharedPlans = new HashMap<>();
    private PathPlanner paths = new PathPlanner(Machine.UNKNOWN, AccessPath.AUTO, Optional.empty());
    private Optional<Map<PhysicalPlan, Double>> expected = Optional.empty();
    private Optional<Map<PhysicalPlan, Watched>> watched = Optional.empty();

    public PhysicalPlanner(LogicalPlan root) {
        this(root, Feedback.NONE);
    }

    /// Makes a planner that takes what was seen before what is estimated.
    public PhysicalPlanner(LogicalPlan root, Feedback feedback) {
        known = new KnownColumns(root);
        estimate = new RowEstimate(known, feedback);
        joins = new JoinPlanner(estimate, known);
        narrow = new NarrowDecimals(known);
    }

    /// Answers the plan whose columns are those asked for, in that order.
    public PhysicalPlan plan(LogicalPlan root, List<LogicalPlan.Column> output) {
        Set<Integer> needed = output.stream().map(LogicalPlan.Column::number).collect(Collectors.toSet());
        Planned planned = plan(root, needed);
        if (planned.columns().equals(output)) {
            return planned.plan();
        }
        ColumnMap map = planned.map();
        return new PhysicalPlan.Project(
                planned.plan(),
                output.stream().map(column -> map.translate(column.ref())).toList());
    }

    /// Notes, from now on, how many rows are expected of each operator, and the ways to read tables.
    public PhysicalPlanner noting(Map<PhysicalPlan, Double> expectedRows, Map<PhysicalPlan, ScanPaths> scanPaths) {
        expected = Optional.of(expectedRows);
        paths = new PathPlanner(paths.machine(), paths.wanted(), Optional.of(scanPaths));
        return this;
    }

    /// Notes, from now on, the operators from whose rows feedback may be taken.
    public PhysicalPlanner watching(Map<PhysicalPlan, Watched> operators) {
        watched = Optional.of(operators);
        return this;
    }

    /// Plans, from now on, for a machine, and scans through this access path.
    public PhysicalPlanner on(Machine machine, AccessPath wanted) {
        paths = new PathPlanner(machine, wanted, paths.noted());
        return this;
    }

    private Planned plan(LogicalPlan node, Set<Integer> needed) {
        Planned planned = planned(node, needed);
        expected.ifPresent(rows -> rows.put(planned.plan(), estimate.rows(node)));
        watched.ifPresent(operators -> FilteredTable.of(node)
                .ifPresent(filtered -> operators.put(
                        planned.plan(), new Watched(filtered, estimate.rows(node), estimate.seen(node)))));
        return planned;
    }

    private Planned planned(LogicalPlan node, Set<Integer> needed) {
        return switch (node) {
            case LogicalPlan.Scan scan ->
                new ScanPlanner(scan, paths, () -> estimate.rows(node)).plan(List.of(), needed);
            case LogicalPlan.Filter(LogicalPlan.Scan scan, var condition) ->
                new ScanPlanner(scan, paths, () -> estimate.rows(node)).plan(Conjuncts.split(condition), needed);
            case LogicalPlan.Values values ->
                new Planned(
                        new PhysicalPlan.Values(
                                values.rows(),
                                values.columns().stream()
                                        .map(LogicalPlan.Column::type)
                                        .toList()),
                        values.columns());
            case LogicalPlan.Filter(LogicalPlan.Window window, var condition) ->
                filteredWindow(window, condition, needed);
            case LogicalPlan.Filter filter -> filter(filter, needed);
            case LogicalPlan.Project project -> project(project);
            case LogicalPlan.Aggregate aggregate -> aggregate(aggregate);
            case LogicalPlan.Join join -> join(join, needed);
            case LogicalPlan.DependentJoin dependent ->
                throw new IllegalStateException("a dependent join is planned: " + dependent.columns());
            case LogicalPlan.Sort sort -> sort(sort, needed);
            case LogicalPlan.Window window -> window(window, needed, Optional.empty());
            case LogicalPlan.Limit(LogicalPlan.Sort sort, long limit, long offset) -> topN(sort, limit, offset, needed);
            case LogicalPlan.Limit limit -> {
                Planned input = plan(limit.input(), needed);
                yield new Planned(new PhysicalPlan.Limit(input.plan(), limit.limit(), limit.offset()), input.columns());
            }
            case LogicalPlan.UnionAll union -> union(union);
            case LogicalPlan.Shared shared -> shared(shared);
            case LogicalPlan.Unnest unnest -> unnest(unnest, needed);
            case LogicalPlan.Recursive recursive ->
                new Planned(
                        new PhysicalPlan.Recursion(
                                recursive.id(),
                                ordered(recursive.seed()),
                                ordered(recursive.step()),
                                recursive.all(),
                                recursive.limit()),
                        recursive.columns());
            case LogicalPlan.WorkingTable working ->
                new Planned(
                        new PhysicalPlan.WorkingTable(
                                working.id(),
                                working.columns().stream()
                                        .map(LogicalPlan.Column::type)
                                        .toList()),
                        working.columns());
        };
    }

    private static Set<Integer> with(Set<Integer> needed, List<Expression> expressions) {
        Set<Integer> all = new HashSet<>(needed);
        expressions.forEach(expression -> all.addAll(Conjuncts.columns(expression)));
        return all;
    }

    private Planned filter(LogicalPlan.Filter filter, Set<Integer> needed) {
        Planned input = plan(filter.input(), with(needed, List.of(filter.condition())));
        Expression condition = input.map().translate(narrow.rewrite(filter.condition()));
        return new Planned(new PhysicalPlan.Filter(input.plan(), condition), input.columns());
    }

    private Planned project(LogicalPlan.Project project) {
        List<Expression> expressions = project.assignments().stream()
                .map(LogicalPlan.Assignment::expression)
                .toList();
        Planned input = plan(project.input(), with(Set.of(), expressions));
        if (isIdentity(project, input)) {
            return input;
        }
        ColumnMap map = input.map();
        List<LogicalPlan.Assignment> assignments =
                project.assignments().stream().map(narrow::rewrite).toList();
        CommonParts.Shared shared = CommonParts.of(
                input.plan(),
                assignments.stream()
                        .map(assignment -> map.translate(assignment.expression()))
                        .toList());
        return new Planned(
                new PhysicalPlan.Project(shared.input(), shared.expressions()),
                assignments.stream().map(LogicalPlan.Assignment::column).toList());
    }

    private Planned filteredWindow(LogicalPlan.Window window, Expression condition, Set<Integer> needed) {
        Planned input = window(window, with(needed, List.of(condition)), WindowPlanner.most(window, condition));
        return new Planned(new PhysicalPlan.Filter(input.plan(), input.map().translate(condition)), input.columns());
    }

    private Planned window(LogicalPlan.Window window, Set<Integer> needed, Optional<PhysicalPlan.Window.Most> most) {
        return WindowPlanner.plan(window, plan(window.input(), with(needed, window.expressions())), needed, most);
    }

    private static boolean isIdentity(LogicalPlan.Project project, Planned input) {
        return project.columns().equals(input.columns())
                && project.assignments().stream()
                        .allMatch(a -> a.expression().equals(a.column().ref()));
    }

    private Planned aggregate(LogicalPlan.Aggregate aggregate) {
        List<Expression> named = new ArrayList<>();
        aggregate.keys().forEach(key -> named.add(key.expression()));
        for (LogicalPlan.AggregateAssignment assignment : aggregate.aggregates()) {
            named.addAll(assignment.call().arguments());
            assignment.call().filter().ifPresent(named::add);
        }
        Planned input = plan(aggregate.input(), with(Set.of(), named));
        ColumnMap map = input.map();
        List<Expression> keys = aggregate.keys().stream()
                .map(key -> map.translate(key.expression()))
                .toList();
        List<AggregateCall> calls = aggregate.aggregates().stream()
                .map(assignment -> translate(narrow.rewrite(dense(aggregate, assignment.call())), map))
                .toList();
        Optional<List<Range>> domains = domains(aggregate.keys());
        PhysicalPlan.Aggregate plan =
                new PhysicalPlan.Aggregate(input.plan(), keys, calls, domains, reason(keys, domains));
        return new Planned(CommonParts.of(plan), aggregate.columns());
    }

    /// Answers a count of different integers as one that sets bits, where that pays.
    private AggregateCall dense(LogicalPlan.Aggregate aggregate, AggregateCall call) {
        if (!aggregate.keys().isEmpty() || call.arguments().size() != 1) {
            return call;
        }
        Expression argument = call.arguments().getFirst();
        Optional<Range> domain = argument.type().isInteger()
                ? Interval.of(argument, known).flatMap(Interval::integers)
                : Optional.empty();
        return domain.flatMap(range -> DenseCounting.of(call, range)).orElse(call);
    }

    private static AggregateCall translate(AggregateCall call, ColumnMap map) {
        return new AggregateCall(
                call.function(),
                call.arguments().stream().map(map::translate).toList(),
                call.distinct(),
                call.filter().map(map::translate));
    }

    /// Answers the domains of integer keys that are small enough to index.
    private Optional<List<Range>> domains(List<LogicalPlan.Assignment> keys) {
        List<Range> domains = new ArrayList<>();
        for (LogicalPlan.Assignment key : keys) {
            Optional<Range> domain = key.expression().type().isInteger()
                    ? Interval.of(key.expression(), known).flatMap(Interval::integers)
                    : Optional.empty();
            if (domain.isEmpty()) {
                return Optional.empty();
            }
            domains.add(domain.get());
        }
        return Optional.of(domains).filter(found -> DirectGrouping.serves(types(keys), found));
    }

    private static List<DataType> types(List<LogicalPlan.Assignment> keys) {
        return keys.stream().map(key -> key.expression().type()).toList();
    }

    private static String reason(List<Expression> keys, Optional<List<Range>> domains) {
        if (keys.isEmpty()) {
            return "one group";
        }
        List<DataType> types = keys.stream().map(Expression::type).toList();
        return domains.map(ranges -> "keys lie within "
                        + ranges.stream()
                                .map(range -> range.low() + ".." + range.high())
                                .collect(Collectors.joining(", "))
                        + (DirectGrouping.isSpread(types, ranges)
                                ? ": many groups are parted by it and indexed part by part"
                                : ": groups are indexed directly"))
                .orElseGet(() -> DirectGrouping.allows(types)
                        ? "groups are indexed directly while the keys' ranges stay small, else hashed"
                        : "groups are hashed");
    }

    private Planned join(LogicalPlan.Join join, Set<Integer> needed) {
        List<Expression> named = new ArrayList<>(join.condition().stream().toList());
        join.mark().flatMap(LogicalPlan.Mark::compared).ifPresent(named::add);
        Set<Integer> all = with(needed, named);
        return joins.plan(join, plan(join.left(), all), plan(join.right(), all), needed);
    }

    private Planned sort(LogicalPlan.Sort sort, Set<Integer> needed) {
        Planned input = plan(sort.input(), with(needed, expressions(sort.keys())));
        return new Planned(new PhysicalPlan.Sort(input.plan(), translate(sort.keys(), input.map())), input.columns());
    }

    private Planned topN(LogicalPlan.Sort sort, long limit, long offset, Set<Integer> needed) {
        Planned input = plan(sort.input(), with(needed, expressions(sort.keys())));
        List<SortKey> keys = translate(sort.keys(), input.map());
        if (limit == Long.MAX_VALUE) {
            PhysicalPlan sorted = new PhysicalPlan.Sort(input.plan(), keys);
            return new Planned(new PhysicalPlan.Limit(sorted, limit, offset), input.columns());
        }
        Optional<PhysicalPlan.Threshold> threshold = threshold(sort.keys().getFirst(), input.plan());
        if (threshold.isPresent()) {
            keys = nullsLast(keys);
        }
        return new Planned(new PhysicalPlan.TopN(input.plan(), keys, limit, offset, threshold), input.columns());
    }

    private static List<SortKey> nullsLast(List<SortKey> keys) {
        SortKey first = keys.getFirst();
        List<SortKey> changed = new ArrayList<>(keys);
        changed.set(0, new SortKey(first.expression(), first.descending(), false));
        return changed;
    }

    private static List<Expression> expressions(List<LogicalPlan.OrderKey> keys) {
        return keys.stream().map(LogicalPlan.OrderKey::expression).toList();
    }

    static List<SortKey> translate(List<LogicalPlan.OrderKey> keys, ColumnMap map) {
        return keys.stream()
                .map(key -> new SortKey(map.translate(key.expression()), key.descending(), key.nullsFirst()))
                .toList();
    }

    /// A threshold may be pushed when the leading key is a column of the scan that feeds the top-N
    /// through filters and projections alone, and NULLs come last (a skipped NULL would be missed)
    /// or there are none.
    private Optional<PhysicalPlan.Threshold> threshold(LogicalPlan.OrderKey key, PhysicalPlan input) {
        if (!(key.expression() instanceof Expression.ColumnRef ref) || ref.type() instanceof ArrayType) {
            return Optional.empty();
        }
        Optional<KnownColumns.Origin> origin = known.origin(ref.index());
        Optional<PhysicalPlan.TableScan> scan = scanBelow(input);
        boolean same = origin.isPresent()
                && scan.isPresent()
                && origin.get().source() == scan.get().source();
        return same && (!key.nullsFirst() || isNeverNull(ref.index()))
                ? Optional.of(
                        new PhysicalPlan.Threshold(scan.get(), origin.get().position()))
                : Optional.empty();
    }

    private boolean isNeverNull(int number) {
        return known.statistics(number).stream()
                .anyMatch(statistics -> statistics.nullCount().orElse(-1) == 0);
    }

    private static Optional<PhysicalPlan.TableScan> scanBelow(PhysicalPlan plan) {
        return switch (plan) {
            case PhysicalPlan.TableScan scan -> Optional.of(scan);
            case PhysicalPlan.Filter filter -> scanBelow(filter.input());
            case PhysicalPlan.Project project -> scanBelow(project.input());
            default -> Optional.empty();
        };
    }

    private Planned unnest(LogicalPlan.Unnest unnest, Set<Integer> needed) {
        Planned input = plan(unnest.input(), with(needed, unnest.arguments()));
        List<Integer> kept = new ArrayList<>();
        List<LogicalPlan.Column> columns = new ArrayList<>();
        for (int c = 0; c < input.columns().size(); c++) {
            if (needed.contains(input.columns().get(c).number())) {
                kept.add(c);
                columns.add(input.columns().get(c));
            }
        }
        columns.addAll(unnest.made());
        ColumnMap map = input.map();
        PhysicalPlan plan = new PhysicalPlan.Unnest(
                input.plan(),
                unnest.form(),
                unnest.arguments().stream().map(map::translate).toList(),
                unnest.outer(),
                kept,
                unnest.values().stream().map(LogicalPlan.Column::type).toList(),
                unnest.place().isPresent());
        return new Planned(plan, columns);
    }

    /// Plans what is shared the first time; the columns stand in the order of the logical plan.
    private Planned shared(LogicalPlan.Shared shared) {
        PhysicalPlan input = sharedPlans.get(shared.id());
        if (input == null) {
            input = ordered(shared.input());
            sharedPlans.put(shared.id(), input);
        }
        return new Planned(new PhysicalPlan.Shared(input), shared.columns());
    }

    private PhysicalPlan ordered(LogicalPlan node) {
        return plan(node, node.columns());
    }

    private Planned union(LogicalPlan.UnionAll union) {
        List<PhysicalPlan> inputs = new ArrayList<>();
        for (LogicalPlan input : union.inputs()) {
            inputs.add(plan(input, input.columns()));
        }
        return new Planned(new PhysicalPlan.UnionAll(inputs), union.columns());
    }
}
