package org.almagest.sql.bind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.PlanColumns;
import org.almagest.optimizer.logical.Renumbering;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.sql.ast.GroupBy;

/// Grouping by several sets of keys at once: what ROLLUP, CUBE and GROUPING SETS stand for, and a
/// plan that groups by each of them.
///
/// ```text
/// ROLLUP (a, b)          (a, b), (a), ()
/// CUBE (a, b)            (a, b), (a), (b), ()
/// several, by commas     every combination
///
/// Union all
///   Project a, b, s, GROUPING(a, b) = 0       Aggregate [a, b] s
///   Project a, NULL, s, GROUPING(a, b) = 1    Aggregate [a] s
/// ```
final class GroupingSets {
    private static final int MOST_SETS = 4096;

    private final BindContext context;
    private final List<LogicalPlan.Assignment> keys;
    private final AggregateCollector aggregates;

    GroupingSets(BindContext context, List<LogicalPlan.Assignment> keys, AggregateCollector aggregates) {
        this.context = context;
        this.keys = keys;
        this.aggregates = aggregates;
    }

    /// Answers the sets of GROUP BY as numbers of keys, which `add` gives.
    static List<List<Integer>> of(List<GroupBy.Element> elements, ToIntFunction<org.almagest.sql.ast.Expression> add) {
        List<List<Integer>> sets = List.of(List.of());
        for (GroupBy.Element element : elements) {
            List<List<Integer>> more = of(element, add);
            List<List<Integer>> product = new ArrayList<>();
            for (List<Integer> set : sets) {
                more.forEach(other -> product.add(union(set, other)));
            }
            if (product.size() > MOST_SETS) {
                throw tooMany(element);
            }
            sets = product;
        }
        return sets;
    }

    private static RuntimeException tooMany(GroupBy.Element element) {
        return org.almagest.columnar.error.AlmagestException.of(
                        org.almagest.columnar.error.SqlState.STATEMENT_TOO_COMPLEX,
                        "there are more than " + MOST_SETS + " grouping sets")
                .at(element.span().start());
    }

    private static List<Integer> union(List<Integer> a, List<Integer> b) {
        Set<Integer> all = new LinkedHashSet<>(a);
        all.addAll(b);
        return List.copyOf(all);
    }

    private static List<List<Integer>> of(GroupBy.Element element, ToIntFunction<org.almagest.sql.ast.Expression> add) {
        return switch (element) {
            case GroupBy.Key key -> List.of(List.of(add.applyAsInt(key.expression())));
            case GroupBy.KeySet set ->
                List.of(set.expressions().stream()
                        .map(add::applyAsInt)
                        .distinct()
                        .toList());
            case GroupBy.Rollup rollup -> rollup(parts(rollup.elements(), add));
            case GroupBy.Cube cube -> cube(parts(cube.elements(), add), cube);
            case GroupBy.GroupingSets sets ->
                sets.sets().stream().flatMap(set -> of(set, add).stream()).toList();
        };
    }

    private static List<List<Integer>> parts(
            List<GroupBy.Element> elements, ToIntFunction<org.almagest.sql.ast.Expression> add) {
        return elements.stream().map(element -> of(element, add).getFirst()).toList();
    }

    private static List<List<Integer>> rollup(List<List<Integer>> parts) {
        List<List<Integer>> sets = new ArrayList<>();
        List<Integer> prefix = List.of();
        sets.add(prefix);
        for (List<Integer> part : parts) {
            prefix = union(prefix, part);
            sets.addFirst(prefix);
        }
        return sets;
    }

    private static List<List<Integer>> cube(List<List<Integer>> parts, GroupBy.Element element) {
        if (parts.size() > Integer.numberOfTrailingZeros(MOST_SETS)) {
            throw tooMany(element);
        }
        List<List<Integer>> sets = new ArrayList<>();
        for (int left = (1 << parts.size()) - 1; left >= 0; left--) {
            List<Integer> set = List.of();
            for (int p = 0; p < parts.size(); p++) {
                boolean in = (left >> (parts.size() - 1 - p) & 1) != 0;
                set = in ? union(set, parts.get(p)) : set;
            }
            sets.add(set);
        }
        return sets;
    }

    /// Makes the plan: the keys' columns, the aggregates', and those of GROUPING.
    LogicalPlan plan(LogicalPlan input, List<List<Integer>> sets) {
        LogicalPlan.Project needed = needed(input);
        LogicalPlan rows = sets.size() == 1 ? needed : CommonRows.of(needed, context);
        List<LogicalPlan> plans =
                sets.stream().map(set -> grouped(needed, rows, set)).toList();
        List<LogicalPlan.Column> columns = new ArrayList<>();
        keys.forEach(key -> columns.add(key.column()));
        aggregates.assignments().forEach(a -> columns.add(a.column()));
        aggregates.groupings().forEach(call -> columns.add(call.column()));
        return new LogicalPlan.UnionAll(plans, columns);
    }

    /// Answers the columns that keys and aggregates name, at least one where there is one, in an order
    /// that no rule changes.
    private LogicalPlan.Project needed(LogicalPlan input) {
        Set<Integer> named = new HashSet<>();
        keys.forEach(key -> named.addAll(Conjuncts.columns(key.expression())));
        aggregates.assignments().forEach(assignment -> {
            assignment.call().arguments().forEach(argument -> named.addAll(Conjuncts.columns(argument)));
            assignment.call().filter().ifPresent(filter -> named.addAll(Conjuncts.columns(filter)));
        });
        List<LogicalPlan.Column> given = input.columns().stream().distinct().toList();
        List<LogicalPlan.Assignment> passed = new ArrayList<>();
        for (LogicalPlan.Column column : given) {
            boolean only = passed.isEmpty() && given.indexOf(column) == given.size() - 1;
            if (named.contains(column.number()) || only) {
                passed.add(new LogicalPlan.Assignment(column, column.ref()));
            }
        }
        return new LogicalPlan.Project(input, passed);
    }

    /// Groups a copy of the rows by one set.
    private LogicalPlan grouped(LogicalPlan input, LogicalPlan rows, List<Integer> set) {
        Renumbering renumbering = new Renumbering(context.numbers());
        LogicalPlan copy = renumbering.copy(rows);
        CommonRows.Renamed renamed = CommonRows.renamed(input, copy);
        List<LogicalPlan.Assignment> ownKeys = new ArrayList<>();
        List<LogicalPlan.Assignment> output = new ArrayList<>();
        for (int k = 0; k < keys.size(); k++) {
            LogicalPlan.Assignment key = keys.get(k);
            LogicalPlan.Column target = context.numbers().like(key.column());
            Expression value = new Expression.Literal(Value.NULL, target.type());
            if (set.contains(k)) {
                LogicalPlan.Column own = context.numbers().like(key.column());
                ownKeys.add(new LogicalPlan.Assignment(own, renamed.translate(key.expression())));
                value = own.ref();
            }
            output.add(new LogicalPlan.Assignment(target, value));
        }
        List<LogicalPlan.AggregateAssignment> calls = new ArrayList<>();
        for (LogicalPlan.AggregateAssignment assignment : aggregates.assignments()) {
            LogicalPlan.Column own = context.numbers().like(assignment.column());
            calls.add(
                    new LogicalPlan.AggregateAssignment(own, PlanColumns.call(assignment.call(), renamed::translate)));
            output.add(new LogicalPlan.Assignment(own, own.ref()));
        }
        for (AggregateCollector.GroupingCall call : aggregates.groupings()) {
            output.add(new LogicalPlan.Assignment(context.numbers().like(call.column()), bits(call, set)));
        }
        return new LogicalPlan.Project(new LogicalPlan.Aggregate(copy, ownKeys, calls), output);
    }

    private Expression bits(AggregateCollector.GroupingCall call, List<Integer> set) {
        long bits = 0;
        for (Expression argument : call.keys()) {
            int key = keys.stream()
                    .map(LogicalPlan.Assignment::expression)
                    .toList()
                    .indexOf(argument);
            if (key < 0) {
                throw SelectBinder.grouping(
                        "an argument of GROUPING is not a key of GROUP BY",
                        call.span().start(),
                        "write it as in GROUP BY");
            }
            bits = bits << 1 | (set.contains(key) ? 0 : 1);
        }
        return new Expression.Literal(Value.of(bits), ScalarType.BIGINT);
    }
}
