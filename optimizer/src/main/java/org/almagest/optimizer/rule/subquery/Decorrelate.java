package org.almagest.optimizer.rule.subquery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.ColumnNumbers;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.PlanColumns;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.optimizer.rule.Rule;

/// A dependent join becomes a join: its right side is computed once for all rows of its left side.
///
/// ```text
/// not correlated, or its conditions come up (`PulledUp`)
///
///   Dependent MARK join                Join MARK b.x = a.x
///     Scan a                             Scan a
///     Filter b.x = a.x            =>     Scan b
///       Scan b
///
/// one aggregate for each row (`ScalarAggregate`)
///
///   Dependent SINGLE join              Project a.*, s := s
///     Scan a                             Join LEFT b.x = a.x
///     Aggregate [] s := sum(b.y)           Scan a
///       Filter b.x = a.x          =>       Aggregate [b.x] s := sum(b.y)
///         Scan b                             Scan b
///
/// otherwise (`Domain`): the right side gives its rows for every different binding d of the left
/// side's columns that it names, and these are joined to the left side's rows
///
///   Dependent SINGLE join              Join SINGLE a.x IS NOT DISTINCT FROM d.x
///     Scan a                             Scan a
///     ... a.x ...                 =>     ... d.x ...
///       Scan b                             Join INNER (all pairs)
///                                            Aggregate [d.x := a.x]
///                                              Scan a
///                                            Scan b
/// ```
///
/// After Neumann and Kemper, Unnesting Arbitrary Queries (BTW 2015). The plan cannot be executed
/// before: this is the one rule that is never left out. One per query.
public final class Decorrelate implements Rule {
    private final ColumnNumbers numbers;

    public Decorrelate(ColumnNumbers numbers) {
        this.numbers = numbers;
    }

    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.DependentJoin.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        return node instanceof LogicalPlan.DependentJoin(var join) ? independent(join) : node;
    }

    private LogicalPlan independent(LogicalPlan.Join join) {
        if (!isCorrelated(join.right(), join.left())) {
            return join;
        }
        boolean existential = !join.kind().givesRight()
                && join.condition().isEmpty()
                && join.mark().flatMap(LogicalPlan.Mark::compared).isEmpty();
        PulledUp pulled = PulledUp.of(join.right(), Conjuncts.columns(join.left()), existential);
        Optional<Expression> condition = and(join.condition(), pulled.conditions());
        if (!isCorrelated(pulled.plan(), join.left())) {
            return join.with(join.left(), pulled.plan(), condition);
        }
        Optional<LogicalPlan> aggregated = new ScalarAggregate(numbers).join(join);
        return aggregated.orElseGet(() -> overDomain(join.with(join.left(), pulled.plan(), condition)));
    }

    private LogicalPlan overDomain(LogicalPlan.Join join) {
        Set<Integer> bindings = new TreeSet<>(PlanColumns.free(join.right()));
        bindings.retainAll(Conjuncts.columns(join.left()));
        List<LogicalPlan.Column> columns = join.left().columns().stream()
                .filter(column -> bindings.contains(column.number()))
                .distinct()
                .toList();
        Domain.Bound right = new Domain(join.left(), columns, numbers).bind(join.right());
        return join.with(join.left(), right.plan(), and(join.condition(), right.equalTo(columns)));
    }

    static boolean isCorrelated(LogicalPlan plan, LogicalPlan outer) {
        Set<Integer> free = PlanColumns.free(plan);
        return outer.columns().stream().anyMatch(column -> free.contains(column.number()));
    }

    static Optional<Expression> and(Optional<Expression> condition, List<Expression> more) {
        List<Expression> all = new ArrayList<>(condition.map(Conjuncts::split).orElse(List.of()));
        all.addAll(more);
        return Conjuncts.join(all);
    }
}
