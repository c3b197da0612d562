package org.almagest.optimizer.rule.group;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.optimizer.rule.Rule;

/// A key that follows from other keys makes no more groups: any value of the group is its value.
///
/// ```text
/// Aggregate o.id, o.date: sum(l.price)       Aggregate o.id: sum(l.price), any_value(o.date)
///   Join o.id = l.order                 =>     Join o.id = l.order
///     Scan o                                     Scan o
///     Scan l                                     Scan l
/// ```
///
/// DISTINCT aggregates group twice and spill only where nothing stands beside them: their keys stay.
public final class DropDependentKeys implements Rule {
    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Aggregate.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        if (!(node instanceof LogicalPlan.Aggregate aggregate)
                || aggregate.keys().size() < 2
                || aggregate.aggregates().stream().anyMatch(a -> a.call().distinct())) {
            return node;
        }
        Dependencies dependencies = Dependencies.of(aggregate.input());
        List<LogicalPlan.Assignment> keys = new ArrayList<>(aggregate.keys());
        List<LogicalPlan.AggregateAssignment> values = new ArrayList<>(aggregate.aggregates());
        // The last keys written are mostly those that only describe the first ones.
        for (LogicalPlan.Assignment key : aggregate.keys().reversed()) {
            if (follows(key, keys, dependencies)) {
                keys.remove(key);
                values.add(anyValue(key));
            }
        }
        return keys.size() == aggregate.keys().size()
                ? node
                : new LogicalPlan.Aggregate(aggregate.input(), keys, values);
    }

    private static boolean follows(
            LogicalPlan.Assignment key, List<LogicalPlan.Assignment> keys, Dependencies dependencies) {
        Set<Integer> others = new HashSet<>();
        for (LogicalPlan.Assignment other : keys) {
            if (other != key && other.expression() instanceof Expression.ColumnRef ref) {
                others.add(ref.index());
            }
        }
        return !others.isEmpty()
                && Conjuncts.isDeterministic(key.expression())
                && dependencies.from(others).containsAll(Conjuncts.columns(key.expression()));
    }

    private static LogicalPlan.AggregateAssignment anyValue(LogicalPlan.Assignment key) {
        Expression value = key.expression();
        AggregateFunction function =
                new AggregateFunction(AggregateFunction.Kind.ANY_VALUE, List.of(value.type()), value.type());
        return new LogicalPlan.AggregateAssignment(
                key.column(), new AggregateCall(function, List.of(value), false, Optional.empty()));
    }
}
