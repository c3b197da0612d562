package org.almagest.optimizer.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;

/// Who takes the first rows of a union, or of rows that a LEFT join keeps all, takes none but the first rows of
/// its inputs; so it is with the first rows of an order.
///
/// ```text
/// Limit 10              Limit 10                Limit 10                    Limit 10
///   Sort x                Sort x                  Join LEFT a.x = b.x         Join LEFT a.x = b.x
///     Union        =>       Union                   Scan a              =>      Limit 10
///       Scan a                Limit 10              Scan b                        Scan a
///       Scan b                  Sort x                                          Scan b
///                                 Scan a
///                             ...
/// ```
public final class LimitInputs implements Rule {
    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Limit.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        if (!(node instanceof LogicalPlan.Limit limit)
                || limit.limit() > Long.MAX_VALUE - limit.offset()
                || limit.limit() == Long.MAX_VALUE) {
            return node;
        }
        long rows = limit.limit() + limit.offset();
        Optional<LogicalPlan> below = limit.input() instanceof LogicalPlan.Sort(var input, var keys)
                ? limited(input, keys, rows).map(lower -> new LogicalPlan.Sort(lower, keys))
                : limited(limit.input(), List.of(), rows);
        return below.<LogicalPlan>map(input -> new LogicalPlan.Limit(input, limit.limit(), limit.offset()))
                .orElse(node);
    }

    /// Answers the plan with inputs that give their first rows alone.
    private Optional<LogicalPlan> limited(LogicalPlan plan, List<LogicalPlan.OrderKey> keys, long rows) {
        if (!keys.stream().allMatch(key -> Conjuncts.isDeterministic(key.expression()))) {
            return Optional.empty();
        }
        return switch (plan) {
            case LogicalPlan.Project project -> through(project, keys, rows);
            case LogicalPlan.UnionAll union when union.inputs().size() > 1 -> Optional.of(union(union, keys, rows));
            case LogicalPlan.Join join
            when keepsLeft(join, keys) ->
                Optional.of(join.with(first(join.left(), keys, rows), join.right(), join.condition()));
            default -> Optional.empty();
        };
    }

    private Optional<LogicalPlan> through(LogicalPlan.Project project, List<LogicalPlan.OrderKey> keys, long rows) {
        Map<Integer, Expression> definitions = Conjuncts.definitions(project.assignments());
        if (!definitions.values().stream().allMatch(Conjuncts::isDeterministic)) {
            return Optional.empty();
        }
        return limited(project.input(), renamed(keys, definitions), rows)
                .map(input -> new LogicalPlan.Project(input, project.assignments()));
    }

    private static List<LogicalPlan.OrderKey> renamed(
            List<LogicalPlan.OrderKey> keys, Map<Integer, Expression> definitions) {
        return keys.stream()
                .map(key -> new LogicalPlan.OrderKey(
                        Conjuncts.substitute(key.expression(), definitions), key.descending(), key.nullsFirst()))
                .toList();
    }

    private static boolean keepsLeft(LogicalPlan.Join join, List<LogicalPlan.OrderKey> keys) {
        boolean keeps = join.kind() == LogicalPlan.Join.Kind.LEFT
                || join.kind() == LogicalPlan.Join.Kind.MARK
                || join.kind() == LogicalPlan.Join.Kind.SINGLE;
        Set<Integer> ofLeft = Conjuncts.columns(join.left());
        return keeps && keys.stream().allMatch(key -> ofLeft.containsAll(Conjuncts.columns(key.expression())));
    }

    private LogicalPlan union(LogicalPlan.UnionAll union, List<LogicalPlan.OrderKey> keys, long rows) {
        List<LogicalPlan> inputs = new ArrayList<>();
        for (LogicalPlan input : union.inputs()) {
            Map<Integer, Expression> ofInput = new HashMap<>();
            for (int c = 0; c < union.columns().size(); c++) {
                ofInput.put(
                        union.columns().get(c).number(), input.columns().get(c).ref());
            }
            inputs.add(first(input, renamed(keys, ofInput), rows));
        }
        return new LogicalPlan.UnionAll(inputs, union.columns());
    }

    private LogicalPlan first(LogicalPlan input, List<LogicalPlan.OrderKey> keys, long rows) {
        return apply(new LogicalPlan.Limit(keys.isEmpty() ? input : new LogicalPlan.Sort(input, keys), rows, 0));
    }
}
