package org.almagest.optimizer.physical;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.almagest.columnar.type.DataType;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// What several expressions over the same rows have in common is computed once, in a projection below.
///
/// ```text
/// Project cos(a) + 1, cos(a) * b         Project c + 1, c * b
///   Scan a, b                      =>      Project b, c := cos(a)
///                                            Scan a, b
/// ```
///
/// Only calls are shared, and only those that are evaluated for every row in one place at least: what
/// stands in a branch alone may fail for rows that never reach it.
final class CommonParts {
    /// Expressions and the plan that they are over.
    record Shared(PhysicalPlan input, List<Expression> expressions) {}

    private static final class Uses {
        int all;
        int always;
    }

    private final Map<Expression, Uses> uses = new HashMap<>();
    private final Map<Expression, Integer> shared = new LinkedHashMap<>();

    private CommonParts() {}

    /// Answers expressions of the same values over the plan, or over a projection of it.
    static Shared of(PhysicalPlan input, List<Expression> expressions) {
        return expressions.stream().noneMatch(CommonParts::hasCall)
                ? new Shared(input, expressions)
                : new CommonParts().share(input, expressions);
    }

    /// Answers the same grouping, over a projection of its input where keys and arguments share parts.
    static PhysicalPlan.Aggregate of(PhysicalPlan.Aggregate plan) {
        List<Expression> all = new ArrayList<>(plan.keys());
        for (AggregateCall call : plan.aggregates()) {
            all.addAll(call.arguments());
            call.filter().ifPresent(all::add);
        }
        Shared found = of(plan.input(), all);
        if (found.input() == plan.input()) {
            return plan;
        }
        Iterator<Expression> next = found.expressions().iterator();
        List<Expression> keys = plan.keys().stream().map(key -> next.next()).toList();
        List<AggregateCall> calls = new ArrayList<>();
        for (AggregateCall call : plan.aggregates()) {
            List<Expression> arguments =
                    call.arguments().stream().map(argument -> next.next()).toList();
            Optional<Expression> filter = call.filter().map(condition -> next.next());
            calls.add(new AggregateCall(call.function(), arguments, call.distinct(), filter));
        }
        return new PhysicalPlan.Aggregate(found.input(), keys, calls, plan.domains(), plan.reason());
    }

    private static boolean hasCall(Expression expression) {
        return expression instanceof Expression.Call
                || expression.children().stream().anyMatch(CommonParts::hasCall);
    }

    private Shared share(PhysicalPlan input, List<Expression> expressions) {
        expressions.forEach(expression -> count(expression, true));
        boolean none = uses.values().stream().noneMatch(CommonParts::isShared);
        if (none) {
            return new Shared(input, expressions);
        }
        List<Expression> taken = expressions.stream().map(this::take).toList();
        TreeSet<Integer> passed = new TreeSet<>();
        taken.forEach(expression -> passed(expression, passed));
        List<Expression> lower = new ArrayList<>();
        Map<Integer, Integer> places = new HashMap<>();
        List<DataType> types = input.types();
        for (int column : passed) {
            places.put(column, lower.size());
            lower.add(new Expression.ColumnRef(column, types.get(column)));
        }
        int first = lower.size();
        lower.addAll(shared.keySet());
        Shared below = of(input, lower);
        PhysicalPlan project = new PhysicalPlan.Project(below.input(), below.expressions());
        return new Shared(
                project,
                taken.stream()
                        .map(expression -> placed(expression, places, first))
                        .toList());
    }

    private static boolean isShared(Uses uses) {
        return uses.all > 1 && uses.always > 0;
    }

    private void count(Expression expression, boolean always) {
        if (expression instanceof Expression.Call && Conjuncts.isDeterministic(expression)) {
            Uses known = uses.computeIfAbsent(expression, e -> new Uses());
            known.all++;
            known.always += always ? 1 : 0;
            if (known.all > 1) {
                // Its parts are shared with it.
                return;
            }
        }
        boolean branches = expression instanceof Expression.Case
                || expression instanceof Expression.Coalesce
                || expression instanceof Expression.And
                || expression instanceof Expression.Or;
        List<Expression> children = expression.children();
        for (int i = 0; i < children.size(); i++) {
            count(children.get(i), always && (!branches || i == 0));
        }
    }

    /// Answers the expression with references to what is shared: negative numbers, counted from -1.
    private Expression take(Expression expression) {
        Uses known = expression instanceof Expression.Call ? uses.get(expression) : null;
        if (known != null && isShared(known)) {
            int number = shared.computeIfAbsent(expression, e -> -1 - shared.size());
            return new Expression.ColumnRef(number, expression.type());
        }
        return expression.mapChildren(this::take);
    }

    private static void passed(Expression expression, TreeSet<Integer> into) {
        if (expression instanceof Expression.ColumnRef ref && ref.index() >= 0) {
            into.add(ref.index());
        }
        expression.children().forEach(child -> passed(child, into));
    }

    private static Expression placed(Expression expression, Map<Integer, Integer> places, int first) {
        if (expression instanceof Expression.ColumnRef(int index, var type)) {
            return new Expression.ColumnRef(index < 0 ? first - 1 - index : places.get(index), type);
        }
        return expression.mapChildren(child -> placed(child, places, first));
    }
}
