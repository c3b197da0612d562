package org.almagest.optimizer.rule.subquery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.WindowCall;
import org.almagest.exec.plan.WindowFrame;
import org.almagest.exec.plan.WindowFunction;
import org.almagest.optimizer.logical.ColumnNumbers;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.PlanColumns;
import org.almagest.optimizer.logical.Renumbering;
import org.almagest.optimizer.rule.Conjuncts;

/// The different bindings of the columns by which a subquery is correlated, and the subquery's rows
/// for each of them: the dependent join moves down to where nothing depends on it any more.
///
/// ```text
/// nothing correlated     pairs with every binding
/// Filter                 where it equates every binding with something of its input, that is the
///                        binding, and nothing is paired
/// Project, Aggregate     pass the bindings on, as columns and as keys
/// Aggregate without keys is grouped by the bindings and joined to them, for those without rows
/// Join                   on the side that is correlated, else on both, joined by the bindings
/// Window, Limit          the bindings are partition keys; a limit counts the rows of each binding
/// UnionAll               in every input
/// Recursive              in the seed and the step; the rows of the last step have their bindings
/// ```
final class Domain {
    private final LogicalPlan left;
    private final List<LogicalPlan.Column> columns;
    private final Set<Integer> columnNumbers = new HashSet<>();
    private final ColumnNumbers numbers;
    private final Set<Integer> recursions = new HashSet<>();

    /// Makes the domain of some columns of a plan.
    Domain(LogicalPlan left, List<LogicalPlan.Column> columns, ColumnNumbers numbers) {
        this.left = left;
        this.columns = columns;
        this.numbers = numbers;
        columns.forEach(column -> columnNumbers.add(column.number()));
    }

    /// Rows for every binding, which stands beside them: by the column's number, the column that
    /// holds it.
    record Bound(LogicalPlan plan, Map<Integer, LogicalPlan.Column> bindings) {
        /// Answers the conditions that the bindings are the values of the columns.
        List<Expression> equalTo(List<LogicalPlan.Column> columns) {
            List<Expression> conditions = new ArrayList<>();
            for (LogicalPlan.Column column : columns) {
                conditions.add(same(column, bindings.get(column.number())));
            }
            return conditions;
        }

        Expression substitute(Expression expression) {
            return ScalarAggregate.substitute(expression, bindings);
        }

        List<LogicalPlan.Assignment> passedOn() {
            List<LogicalPlan.Assignment> passed = new ArrayList<>();
            bindings.values().forEach(column -> passed.add(new LogicalPlan.Assignment(column, column.ref())));
            return passed;
        }
    }

    private static Expression same(LogicalPlan.Column a, LogicalPlan.Column b) {
        return new Expression.NotDistinct(a.ref(), b.ref(), false);
    }

    /// Answers the different bindings.
    private Bound bindings() {
        Renumbering renumbering = new Renumbering(numbers);
        LogicalPlan copy = renumbering.copy(left);
        Map<Integer, LogicalPlan.Column> bindings = new LinkedHashMap<>();
        List<LogicalPlan.Assignment> keys = new ArrayList<>();
        for (LogicalPlan.Column column : columns) {
            LogicalPlan.Column binding = numbers.like(column);
            bindings.put(column.number(), binding);
            keys.add(new LogicalPlan.Assignment(
                    binding, renumbering.column(column).ref()));
        }
        return new Bound(new LogicalPlan.Aggregate(copy, keys, List.of()), bindings);
    }

    /// Answers the rows of a plan for every binding.
    Bound bind(LogicalPlan plan) {
        if (!isCorrelated(plan)) {
            Bound domain = bindings();
            return new Bound(
                    new LogicalPlan.Join(LogicalPlan.Join.Kind.INNER, domain.plan(), plan, Optional.empty()),
                    domain.bindings());
        }
        return switch (plan) {
            case LogicalPlan.Filter filter -> filter(filter);
            case LogicalPlan.Project project -> project(project);
            case LogicalPlan.Aggregate aggregate ->
                aggregate.keys().isEmpty() ? oneRowEach(aggregate) : grouped(aggregate, aggregate.aggregates());
            case LogicalPlan.Join join -> new DomainJoin(this, numbers).bind(join);
            case LogicalPlan.Sort sort -> bind(sort.input());
            case LogicalPlan.UnionAll union -> union(union);
            case LogicalPlan.Limit(LogicalPlan.Project(var input, var assignments), long limit, long offset) ->
                bind(new LogicalPlan.Project(new LogicalPlan.Limit(input, limit, offset), assignments));
            case LogicalPlan.Limit limit -> limit(limit);
            case LogicalPlan.Window window -> window(window);
            case LogicalPlan.Unnest unnest -> {
                Bound input = bind(unnest.input());
                LogicalPlan bound = PlanColumns.map(unnest, input::substitute).withInputs(List.of(input.plan()));
                yield new Bound(bound, input.bindings());
            }
            case LogicalPlan.Recursive recursive -> recursive(recursive);
            case LogicalPlan.WorkingTable working -> working(working);
            case LogicalPlan.Shared shared -> throw independent(shared);
            case LogicalPlan.Scan scan -> throw independent(scan);
            case LogicalPlan.Values values -> throw independent(values);
            case LogicalPlan.DependentJoin dependent -> throw independent(dependent);
        };
    }

    private static IllegalStateException independent(LogicalPlan plan) {
        return new IllegalStateException("names nothing of the query around it: " + plan);
    }

    boolean isCorrelated(LogicalPlan plan) {
        return PlanColumns.free(plan).stream().anyMatch(columnNumbers::contains) || readsRecursion(plan);
    }

    private boolean readsRecursion(LogicalPlan plan) {
        return plan instanceof LogicalPlan.WorkingTable(int id, var own) && recursions.contains(id)
                || plan.inputs().stream().anyMatch(this::readsRecursion);
    }

    /// A recursion for every binding: its rows have their binding beside them, in every step.
    private Bound recursive(LogicalPlan.Recursive recursive) {
        LogicalPlan seed = withBindings(recursive.seed());
        recursions.add(recursive.id());
        LogicalPlan step = withBindings(recursive.step());
        recursions.remove(recursive.id());
        Map<Integer, LogicalPlan.Column> bindings = newBindings();
        List<LogicalPlan.Column> all = new ArrayList<>(recursive.columns());
        all.addAll(bindings.values());
        return new Bound(
                new LogicalPlan.Recursive(recursive.id(), seed, step, all, recursive.all(), recursive.limit()),
                bindings);
    }

    private Bound working(LogicalPlan.WorkingTable working) {
        Map<Integer, LogicalPlan.Column> bindings = newBindings();
        List<LogicalPlan.Column> all = new ArrayList<>(working.columns());
        all.addAll(bindings.values());
        return new Bound(new LogicalPlan.WorkingTable(working.id(), all), bindings);
    }

    private Map<Integer, LogicalPlan.Column> newBindings() {
        Map<Integer, LogicalPlan.Column> bindings = new LinkedHashMap<>();
        for (LogicalPlan.Column column : columns) {
            bindings.put(column.number(), numbers.like(column));
        }
        return bindings;
    }

    /// Answers the plan's columns in order, and behind them the bindings in that of `columns`.
    private LogicalPlan withBindings(LogicalPlan plan) {
        Bound bound = bind(plan);
        List<LogicalPlan.Assignment> assignments = new ArrayList<>();
        plan.columns().forEach(column -> assignments.add(new LogicalPlan.Assignment(column, column.ref())));
        for (LogicalPlan.Column column : columns) {
            LogicalPlan.Column binding = bound.bindings().get(column.number());
            assignments.add(new LogicalPlan.Assignment(binding, binding.ref()));
        }
        return new LogicalPlan.Project(bound.plan(), assignments);
    }

    private Bound filter(LogicalPlan.Filter filter) {
        if (!isCorrelated(filter.input())) {
            Optional<Bound> equated = equated(filter);
            if (equated.isPresent()) {
                return equated.get();
            }
        }
        Bound input = bind(filter.input());
        return new Bound(new LogicalPlan.Filter(input.plan(), input.substitute(filter.condition())), input.bindings());
    }

    /// Where the condition equates every column with something of the input, that something is the
    /// binding: those that nobody has meet nobody later.
    private Optional<Bound> equated(LogicalPlan.Filter filter) {
        Set<Integer> inner = Conjuncts.columns(filter.input());
        Map<Integer, Expression> found = new HashMap<>();
        List<Expression> rest = new ArrayList<>();
        for (Expression condition : Conjuncts.split(filter.condition())) {
            Optional<ScalarAggregate.Equality> equality = ScalarAggregate.Equality.of(condition, inner);
            if (equality.isPresent()
                    && equality.get().outer() instanceof Expression.ColumnRef ref
                    && columnNumbers.contains(ref.index())
                    && !found.containsKey(ref.index())) {
                found.put(ref.index(), equality.get().inner());
            } else {
                rest.add(condition);
            }
        }
        if (!found.keySet().equals(columnNumbers)) {
            return Optional.empty();
        }
        Map<Integer, LogicalPlan.Column> bindings = new LinkedHashMap<>();
        List<LogicalPlan.Assignment> assignments = new ArrayList<>();
        filter.input().columns().stream()
                .distinct()
                .forEach(column -> assignments.add(new LogicalPlan.Assignment(column, column.ref())));
        for (LogicalPlan.Column column : columns) {
            LogicalPlan.Column binding = numbers.like(column);
            bindings.put(column.number(), binding);
            assignments.add(new LogicalPlan.Assignment(binding, found.get(column.number())));
            rest.add(new Expression.IsNull(binding.ref(), true));
        }
        Bound bound = new Bound(new LogicalPlan.Project(filter.input(), assignments), bindings);
        List<Expression> conditions = rest.stream().map(bound::substitute).toList();
        return Optional.of(new Bound(Conjuncts.filter(bound.plan(), conditions), bindings));
    }

    /// A limit for every binding counts the rows of each.
    private Bound limit(LogicalPlan.Limit limit) {
        boolean sorted = limit.input() instanceof LogicalPlan.Sort;
        List<LogicalPlan.OrderKey> order =
                sorted ? ((LogicalPlan.Sort) limit.input()).keys() : List.<LogicalPlan.OrderKey>of();
        LogicalPlan rows = sorted ? ((LogicalPlan.Sort) limit.input()).input() : limit.input();
        LogicalPlan.Column place = numbers.column("place", ScalarType.BIGINT);
        WindowCall number = new WindowCall(
                new WindowFunction.Ranking(WindowFunction.RankKind.ROW_NUMBER),
                List.of(),
                false,
                WindowFrame.DEFAULT,
                Optional.empty());
        Bound numbered = window(new LogicalPlan.Window(
                rows, List.of(), order, List.of(new LogicalPlan.WindowAssignment(place, number))));
        long last = limit.limit() > Long.MAX_VALUE - limit.offset() ? Long.MAX_VALUE : limit.limit() + limit.offset();
        Expression condition = new Expression.And(List.of(
                compare(place, Comparison.GREATER, limit.offset()), compare(place, Comparison.LESS_OR_EQUAL, last)));
        return new Bound(new LogicalPlan.Filter(numbered.plan(), condition), numbered.bindings());
    }

    private static Expression compare(LogicalPlan.Column column, Comparison comparison, long value) {
        return new Expression.Compare(
                comparison, column.ref(), new Expression.Literal(Value.of(value), ScalarType.BIGINT));
    }

    /// A window for every binding has the bindings as further partition keys.
    private Bound window(LogicalPlan.Window window) {
        Bound input = bind(window.input());
        LogicalPlan.Window bound = (LogicalPlan.Window) PlanColumns.map(window, input::substitute);
        List<Expression> partition = new ArrayList<>(bound.partitionKeys());
        input.bindings().values().forEach(column -> partition.add(column.ref()));
        return new Bound(
                new LogicalPlan.Window(input.plan(), partition, bound.order(), bound.calls()), input.bindings());
    }

    private Bound project(LogicalPlan.Project project) {
        Bound input = bind(project.input());
        List<LogicalPlan.Assignment> assignments = new ArrayList<>();
        for (LogicalPlan.Assignment assignment : project.assignments()) {
            assignments.add(new LogicalPlan.Assignment(assignment.column(), input.substitute(assignment.expression())));
        }
        assignments.addAll(input.passedOn());
        return new Bound(new LogicalPlan.Project(input.plan(), assignments), input.bindings());
    }

    /// Answers an aggregation with the bindings as further keys, before its own; `calls` are its
    /// aggregates, which stand last.
    Bound grouped(LogicalPlan.Aggregate aggregate, List<LogicalPlan.AggregateAssignment> calls) {
        Bound input = bind(aggregate.input());
        List<LogicalPlan.Assignment> keys = new ArrayList<>(input.passedOn());
        for (LogicalPlan.Assignment key : aggregate.keys()) {
            keys.add(new LogicalPlan.Assignment(key.column(), input.substitute(key.expression())));
        }
        List<LogicalPlan.AggregateAssignment> bound = calls.stream()
                .map(a ->
                        new LogicalPlan.AggregateAssignment(a.column(), PlanColumns.call(a.call(), input::substitute)))
                .toList();
        return new Bound(new LogicalPlan.Aggregate(input.plan(), keys, bound), input.bindings());
    }

    private Bound oneRowEach(LogicalPlan.Aggregate aggregate) {
        Bound domain = bindings();
        List<LogicalPlan.AggregateAssignment> renamed = aggregate.aggregates().stream()
                .map(a -> new LogicalPlan.AggregateAssignment(numbers.like(a.column()), a.call()))
                .toList();
        Bound groups = grouped(aggregate, renamed);
        List<Expression> conditions = same(domain, groups);
        LogicalPlan joined = new LogicalPlan.Join(
                LogicalPlan.Join.Kind.LEFT, domain.plan(), groups.plan(), Conjuncts.join(conditions));
        return new Bound(
                ScalarAggregate.overNothing(joined, domain.passedOn(), aggregate, groups.plan()), domain.bindings());
    }

    /// Answers the conditions that two plans' bindings are the same.
    static List<Expression> same(Bound a, Bound b) {
        List<Expression> conditions = new ArrayList<>();
        a.bindings()
                .forEach((number, column) ->
                        conditions.add(same(column, b.bindings().get(number))));
        return conditions;
    }

    private Bound union(LogicalPlan.UnionAll union) {
        List<LogicalPlan> inputs = new ArrayList<>();
        union.inputs().forEach(input -> inputs.add(withBindings(input)));
        Map<Integer, LogicalPlan.Column> bindings = newBindings();
        List<LogicalPlan.Column> all = new ArrayList<>(union.columns());
        all.addAll(bindings.values());
        return new Bound(new LogicalPlan.UnionAll(inputs, all), bindings);
    }
}
