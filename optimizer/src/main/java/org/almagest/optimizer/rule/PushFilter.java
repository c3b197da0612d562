package org.almagest.optimizer.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// A condition moves down as far as its columns exist: through projections, past grouping and windows
/// when it names keys alone, to the side of a join that it speaks of, and into an inner join's own
/// condition when it speaks of both.
///
/// ```text
/// Filter a.x = b.x AND a.m < 5          Join a.x = b.x
///   Join (all pairs)                      Filter a.m < 5
///     Scan a                     =>         Scan a
///     Scan b                              Scan b
/// ```
///
/// It does not move below LIMIT or past what is not deterministic, nor to the side of an outer join
/// that is padded with NULLs.
public final class PushFilter implements Rule {
    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Filter.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return node instanceof LogicalPlan.Filter filter
                ? push(filter.input(), Conjuncts.split(filter.condition()))
                : node;
    }

    private LogicalPlan push(LogicalPlan input, List<Expression> conditions) {
        if (conditions.isEmpty()) {
            return input;
        }
        return switch (input) {
            case LogicalPlan.Filter lower -> {
                List<Expression> all = new ArrayList<>(Conjuncts.split(lower.condition()));
                all.addAll(conditions);
                yield push(lower.input(), all);
            }
            case LogicalPlan.Project project -> throughProject(project, conditions);
            case LogicalPlan.Sort sort -> new LogicalPlan.Sort(push(sort.input(), conditions), sort.keys());
            case LogicalPlan.Aggregate aggregate -> throughAggregate(aggregate, conditions);
            case LogicalPlan.Join join -> intoJoin(join, conditions);
            case LogicalPlan.DependentJoin dependent -> Conjuncts.filter(dependent, conditions);
            case LogicalPlan.UnionAll union -> intoUnion(union, conditions);
            case LogicalPlan.Window window -> throughWindow(window, conditions);
            case LogicalPlan.Scan scan -> Conjuncts.filter(scan, conditions);
            case LogicalPlan.Values values -> Conjuncts.filter(values, conditions);
            case LogicalPlan.Limit limit -> Conjuncts.filter(limit, conditions);
            case LogicalPlan.Unnest unnest -> throughUnnest(unnest, conditions);
            case LogicalPlan.Recursive recursive -> Conjuncts.filter(recursive, conditions);
            case LogicalPlan.WorkingTable working -> Conjuncts.filter(working, conditions);
            case LogicalPlan.Shared shared -> Conjuncts.filter(shared, conditions);
        };
    }

    private LogicalPlan throughProject(LogicalPlan.Project project, List<Expression> conditions) {
        boolean stable = project.assignments().stream().allMatch(a -> Conjuncts.isDeterministic(a.expression()));
        if (!stable) {
            return Conjuncts.filter(project, conditions);
        }
        Map<Integer, Expression> definitions = Conjuncts.definitions(project.assignments());
        List<Expression> below = conditions.stream()
                .map(condition -> Conjuncts.substitute(condition, definitions))
                .toList();
        return new LogicalPlan.Project(push(project.input(), below), project.assignments());
    }

    private LogicalPlan throughUnnest(LogicalPlan.Unnest unnest, List<Expression> conditions) {
        List<Expression> below = new ArrayList<>();
        List<Expression> above = new ArrayList<>();
        Set<Integer> made =
                unnest.made().stream().map(LogicalPlan.Column::number).collect(Collectors.toSet());
        for (Expression condition : conditions) {
            boolean ofValue = Conjuncts.columns(condition).stream().anyMatch(made::contains);
            (ofValue || !Conjuncts.isDeterministic(condition) ? above : below).add(condition);
        }
        return Conjuncts.filter(unnest.withInputs(List.of(push(unnest.input(), below))), above);
    }

    private LogicalPlan throughAggregate(LogicalPlan.Aggregate aggregate, List<Expression> conditions) {
        Map<Integer, Expression> keys = Conjuncts.definitions(aggregate.keys());
        boolean stable = keys.values().stream().allMatch(Conjuncts::isDeterministic);
        List<Expression> below = new ArrayList<>();
        List<Expression> above = new ArrayList<>();
        for (Expression condition : conditions) {
            boolean overKeys = !keys.isEmpty() && keys.keySet().containsAll(Conjuncts.columns(condition));
            if (overKeys && stable && Conjuncts.isDeterministic(condition)) {
                below.add(Conjuncts.substitute(condition, keys));
            } else {
                above.add(condition);
            }
        }
        LogicalPlan lower =
                new LogicalPlan.Aggregate(push(aggregate.input(), below), aggregate.keys(), aggregate.aggregates());
        return Conjuncts.filter(lower, above);
    }

    /// What names partition keys alone keeps or drops partitions as a whole.
    private LogicalPlan throughWindow(LogicalPlan.Window window, List<Expression> conditions) {
        Set<Integer> keys = new HashSet<>();
        for (Expression key : window.partitionKeys()) {
            if (key instanceof Expression.ColumnRef ref) {
                keys.add(ref.index());
            }
        }
        List<Expression> below = new ArrayList<>();
        List<Expression> above = new ArrayList<>();
        for (Expression condition : conditions) {
            Set<Integer> named = Conjuncts.columns(condition);
            boolean movable = !named.isEmpty() && keys.containsAll(named) && Conjuncts.isDeterministic(condition);
            (movable ? below : above).add(condition);
        }
        return Conjuncts.filter(window.withInputs(List.of(push(window.input(), below))), above);
    }

    private LogicalPlan intoJoin(LogicalPlan.Join join, List<Expression> conditions) {
        Set<Integer> left = Conjuncts.columns(join.left());
        Set<Integer> right = Conjuncts.columns(join.right());
        boolean inner = join.kind() == LogicalPlan.Join.Kind.INNER;
        boolean keepsLeft = join.kind() != LogicalPlan.Join.Kind.FULL;
        List<Expression> toLeft = new ArrayList<>();
        List<Expression> toRight = new ArrayList<>();
        List<Expression> toBoth = new ArrayList<>();
        List<Expression> above = new ArrayList<>();
        for (Expression condition : conditions) {
            Set<Integer> named = Conjuncts.columns(condition);
            boolean movable = Conjuncts.isDeterministic(condition);
            if (movable && keepsLeft && left.containsAll(named)) {
                toLeft.add(condition);
            } else if (movable && inner && right.containsAll(named)) {
                toRight.add(condition);
            } else if (inner) {
                toBoth.add(condition);
            } else {
                above.add(condition);
            }
        }
        return Conjuncts.filter(combine(join, left, right, toLeft, toRight, toBoth), above);
    }

    /// The join's own conditions stay before those from above, which may count on them.
    private LogicalPlan combine(
            LogicalPlan.Join join,
            Set<Integer> left,
            Set<Integer> right,
            List<Expression> toLeft,
            List<Expression> toRight,
            List<Expression> toBoth) {
        List<Expression> own = new ArrayList<>();
        List<Expression> leftOnly = new ArrayList<>();
        List<Expression> rightOnly = new ArrayList<>();
        boolean inner = join.kind() == LogicalPlan.Join.Kind.INNER;
        boolean full = join.kind() == LogicalPlan.Join.Kind.FULL;
        for (Expression condition : join.condition().map(Conjuncts::split).orElse(List.of())) {
            Set<Integer> named = Conjuncts.columns(condition);
            boolean movable = !full && Conjuncts.isDeterministic(condition) && !named.isEmpty();
            if (movable && right.containsAll(named)) {
                rightOnly.add(condition);
            } else if (movable && inner && left.containsAll(named)) {
                leftOnly.add(condition);
            } else {
                own.add(condition);
            }
        }
        own.addAll(toBoth);
        leftOnly.addAll(toLeft);
        rightOnly.addAll(toRight);
        Optional<Expression> condition = Conjuncts.join(own);
        return join.with(push(join.left(), leftOnly), push(join.right(), rightOnly), condition);
    }

    private LogicalPlan intoUnion(LogicalPlan.UnionAll union, List<Expression> conditions) {
        List<LogicalPlan> inputs = new ArrayList<>();
        for (LogicalPlan input : union.inputs()) {
            Map<Integer, Expression> renamed = new HashMap<>();
            for (int i = 0; i < union.columns().size(); i++) {
                renamed.put(
                        union.columns().get(i).number(), input.columns().get(i).ref());
            }
            inputs.add(push(
                    input,
                    conditions.stream()
                            .map(condition -> Conjuncts.substitute(condition, renamed))
                            .toList()));
        }
        return new LogicalPlan.UnionAll(inputs, union.columns());
    }

    /// Answers a join whose own one-sided conditions have moved to their sides.
    public static LogicalPlan pushJoinCondition(LogicalPlan node) {
        return node instanceof LogicalPlan.Join join && join.condition().isPresent()
                ? new PushFilter()
                        .combine(
                                join,
                                Conjuncts.columns(join.left()),
                                Conjuncts.columns(join.right()),
                                List.of(),
                                List.of(),
                                List.of())
                : node;
    }
}
