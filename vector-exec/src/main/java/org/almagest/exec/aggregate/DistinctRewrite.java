package org.almagest.exec.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction.Kind;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.exec.plan.PhysicalPlan;

/// Aggregates that are all over the distinct values of one expression are a plain aggregation over
/// a grouping, which spreads over threads and partitions.
///
/// ```text
/// Aggregate k: count(DISTINCT x)      =>  Aggregate k: count(x)
///   input                                   Aggregate k, x
///                                             input
/// ```
public final class DistinctRewrite {
    private DistinctRewrite() {}

    /// Answers the two levels, where the plan has that form.
    public static Optional<PhysicalPlan.Aggregate> twoLevels(PhysicalPlan.Aggregate plan) {
        List<AggregateCall> calls = plan.aggregates();
        if (calls.isEmpty()
                || !calls.stream()
                        .allMatch(call -> call.distinct()
                                && call.filter().isEmpty()
                                && call.function().kind() != Kind.COUNT_DENSE)) {
            return Optional.empty();
        }
        List<Expression> arguments = calls.getFirst().arguments();
        if (arguments.size() != 1
                || !calls.stream().allMatch(call -> call.arguments().equals(arguments))) {
            return Optional.empty();
        }
        List<Expression> innerKeys = new ArrayList<>(plan.keys());
        innerKeys.add(arguments.getFirst());
        PhysicalPlan.Aggregate inner =
                new PhysicalPlan.Aggregate(plan.input(), innerKeys, List.of(), Optional.empty(), plan.reason());
        List<Expression> keys = new ArrayList<>();
        for (int k = 0; k < plan.keys().size(); k++) {
            keys.add(new Expression.ColumnRef(k, plan.keys().get(k).type()));
        }
        Expression value =
                new Expression.ColumnRef(keys.size(), arguments.getFirst().type());
        List<AggregateCall> outer = calls.stream()
                .map(call -> new AggregateCall(call.function(), List.of(value), false, Optional.empty()))
                .toList();
        return Optional.of(new PhysicalPlan.Aggregate(inner, keys, outer, plan.domains(), plan.reason()));
    }
}
