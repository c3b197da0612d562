package org.almagest.optimizer.rule.join;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.almagest.columnar.scan.Comparison;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.optimizer.rule.Rule;

/// What is said of one key of a join holds for the key that equals it.
///
/// ```text
/// Join INNER a.x = b.y          Join INNER a.x = b.y
///   Filter a.x < 5                Filter a.x < 5
///     Scan a               =>       Scan a
///   Scan b                        Filter b.y < 5
///                                   Scan b
/// ```
///
/// Inner joins are looked at as a whole tree; of a LEFT, SEMI, ANTI or SINGLE join the right side learns what is
/// said of the left one. Keys have the same type: one value is written where the other was. Only comparisons
/// with constants go over, which cannot fail.
public final class InferAcrossKeys implements Rule {
    /// A tree of inner joins is looked at as a whole.
    @Override
    public boolean leavesTo(LogicalPlan above, LogicalPlan node) {
        return LogicalPlan.Join.isInner(above) && LogicalPlan.Join.isInner(node);
    }

    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Join.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        if (!(node instanceof LogicalPlan.Join join)) {
            return node;
        }
        return switch (join.kind()) {
            case INNER -> ofTree(join);
            case LEFT, SEMI, ANTI, SINGLE -> ofRight(join);
            case FULL, MARK -> join;
        };
    }

    private static LogicalPlan ofTree(LogicalPlan.Join join) {
        Map<Expression.ColumnRef, Set<Expression.ColumnRef>> equal = new HashMap<>();
        List<Expression> said = new ArrayList<>();
        collect(join, equal, said);
        return equal.isEmpty() || said.isEmpty() ? join : below(join, inferred(said, equal));
    }

    private static void collect(
            LogicalPlan plan, Map<Expression.ColumnRef, Set<Expression.ColumnRef>> equal, List<Expression> said) {
        if (LogicalPlan.Join.isInner(plan)) {
            LogicalPlan.Join join = (LogicalPlan.Join) plan;
            addEqualities(join, equal);
            collect(join.left(), equal, said);
            collect(join.right(), equal, said);
        } else if (plan instanceof LogicalPlan.Filter filter) {
            said.addAll(Conjuncts.split(filter.condition()));
        }
    }

    private static LogicalPlan ofRight(LogicalPlan.Join join) {
        if (!(join.left() instanceof LogicalPlan.Filter filter)) {
            return join;
        }
        Map<Expression.ColumnRef, Set<Expression.ColumnRef>> equal = new HashMap<>();
        addEqualities(join, equal);
        List<Expression> inferred = inferred(Conjuncts.split(filter.condition()), equal);
        return join.with(join.left(), narrowed(join.right(), inferred), join.condition());
    }

    private static void addEqualities(
            LogicalPlan.Join join, Map<Expression.ColumnRef, Set<Expression.ColumnRef>> equal) {
        for (Expression part : join.condition().map(Conjuncts::split).orElse(List.of())) {
            if (part instanceof Expression.Compare(var comparison, Expression.ColumnRef a, Expression.ColumnRef b)
                    && comparison == Comparison.EQUAL
                    && a.type().equals(b.type())) {
                EqualColumns.merge(a, b, equal);
            }
        }
    }

    /// Answers the conditions written for every other column that equals theirs.
    private static List<Expression> inferred(
            List<Expression> said, Map<Expression.ColumnRef, Set<Expression.ColumnRef>> equal) {
        Map<Expression, Boolean> all = new LinkedHashMap<>();
        for (Expression condition : said) {
            Set<Integer> named = Conjuncts.columns(condition);
            if (named.size() == 1 && comparesWithConstants(condition)) {
                int number = named.iterator().next();
                equal.forEach((column, others) -> {
                    if (column.index() == number) {
                        others.stream()
                                .filter(other -> other.index() != number)
                                .forEach(
                                        other -> all.put(Conjuncts.substitute(condition, Map.of(number, other)), true));
                    }
                });
            }
        }
        said.forEach(all::remove);
        return List.copyOf(all.keySet());
    }

    private static boolean comparesWithConstants(Expression condition) {
        return switch (condition) {
            case Expression.Compare(var comparison, Expression.ColumnRef ref, Expression.Literal literal) -> true;
            case Expression.InList(Expression.ColumnRef ref, var values, boolean negated) -> true;
            case Expression.And and -> and.operands().stream().allMatch(InferAcrossKeys::comparesWithConstants);
            case Expression.Or or -> or.operands().stream().allMatch(InferAcrossKeys::comparesWithConstants);
            default -> false;
        };
    }

    private static LogicalPlan below(LogicalPlan plan, List<Expression> inferred) {
        return LogicalPlan.Join.isInner(plan)
                ? plan.withInputs(plan.inputs().stream()
                        .map(input -> below(input, inferred))
                        .toList())
                : narrowed(plan, inferred);
    }

    private static LogicalPlan narrowed(LogicalPlan input, List<Expression> inferred) {
        Set<Integer> given = Conjuncts.columns(input);
        List<Expression> here = inferred.stream()
                .filter(condition -> given.containsAll(Conjuncts.columns(condition)))
                .toList();
        if (here.isEmpty()) {
            return input;
        }
        List<Expression> all = new ArrayList<>();
        LogicalPlan below = input;
        if (input instanceof LogicalPlan.Filter filter) {
            all.addAll(Conjuncts.split(filter.condition()));
            below = filter.input();
        }
        here.stream().filter(condition -> !all.contains(condition)).forEach(all::add);
        return Conjuncts.filter(below, all);
    }
}
