package org.almagest.optimizer.rule.join;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;

/// A tree of joins taken apart: its inputs in the order of FROM, what hangs on them, and the parts of the
/// conditions of its inner joins and of the filters between them.
final class JoinInputs {
    private final List<LogicalPlan> inputs = new ArrayList<>();
    private final List<HangingJoin> hanging = new ArrayList<>();
    private final List<Expression> conditions = new ArrayList<>();
    private final Map<Integer, Integer> owners = new HashMap<>();
    private long hangingInputs;

    private JoinInputs() {}

    static JoinInputs of(LogicalPlan root) {
        JoinInputs found = new JoinInputs();
        found.collect(root);
        found.filterInputs();
        return found;
    }

    /// Answers how many inputs a tree has.
    static int size(LogicalPlan tree) {
        return switch (tree) {
            case LogicalPlan.Filter filter when isTree(filter) -> size(filter.input());
            case LogicalPlan.Join join
            when isTree(join) ->
                size(join.left()) + (join.kind() == LogicalPlan.Join.Kind.INNER ? size(join.right()) : 1);
            default -> 1;
        };
    }

    /// Answers whether a plan is a tree of joins.
    static boolean isTree(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.Join join -> isTree(join);
            case LogicalPlan.Filter(LogicalPlan.Join join, var condition) -> isTree(join);
            default -> false;
        };
    }

    private static boolean isTree(LogicalPlan.Join join) {
        return join.kind() == LogicalPlan.Join.Kind.INNER || HangingJoin.mayBe(join.kind());
    }

    /// Answers whether what stands below a tree belongs to it.
    static boolean belongs(LogicalPlan above, LogicalPlan node) {
        boolean inner = !(above instanceof LogicalPlan.Join join)
                || join.kind() == LogicalPlan.Join.Kind.INNER
                || join.left() == node;
        return isTree(above) && isTree(node) && inner;
    }

    private void collect(LogicalPlan plan) {
        switch (plan) {
            case LogicalPlan.Filter filter
            when isTree(filter) -> {
                collect(filter.input());
                conditions.addAll(Conjuncts.split(filter.condition()));
            }
            case LogicalPlan.Join join
            when join.kind() == LogicalPlan.Join.Kind.INNER -> {
                collect(join.left());
                collect(join.right());
                conditions.addAll(join.condition().map(Conjuncts::split).orElse(List.of()));
            }
            case LogicalPlan.Join join
            when isTree(join) -> {
                int first = inputs.size();
                collect(join.left());
                long left = (1L << inputs.size()) - (1L << first);
                HangingJoin hangs = new HangingJoin(join, inputs.size(), left);
                hanging.add(hangs);
                hangingInputs |= 1L << inputs.size();
                add(join.right());
                hangs.made().forEach(column -> owners.put(column.number(), hangs.input()));
            }
            default -> add(plan);
        }
    }

    private void add(LogicalPlan input) {
        input.columns().forEach(column -> owners.put(column.number(), inputs.size()));
        inputs.add(input);
    }

    /// A condition that names no column, or those of one input, belongs to no pair of inputs: it
    /// filters that input, or else the first one, so that where it does not hold the joins have
    /// nothing to do. What a hanging join gives is filtered above that join.
    private void filterInputs() {
        List<Expression> ofOne = conditions.stream()
                .filter(Conjuncts::isDeterministic)
                .filter(condition -> Long.bitCount(named(condition)) <= 1 && (named(condition) & hangingInputs) == 0)
                .toList();
        conditions.removeAll(ofOne);
        for (Expression condition : ofOne) {
            long set = named(condition);
            int input = set == 0 ? 0 : Long.numberOfTrailingZeros(set);
            inputs.set(input, new LogicalPlan.Filter(inputs.get(input), condition));
        }
    }

    /// Answers the inputs whose columns an expression names.
    long named(Expression expression) {
        return owning(Conjuncts.columns(expression));
    }

    /// Answers the inputs that have some columns.
    long owning(Iterable<Integer> columns) {
        long set = 0;
        for (int number : columns) {
            Integer owner = owners.get(number);
            set |= owner == null ? 0 : 1L << owner;
        }
        return set;
    }

    List<LogicalPlan> inputs() {
        return inputs;
    }

    List<HangingJoin> hanging() {
        return hanging;
    }

    /// Answers whether an input is the right side of a hanging join.
    boolean hangs(int input) {
        return (hangingInputs >>> input & 1) != 0;
    }

    List<Expression> conditions() {
        return conditions;
    }

    Map<Integer, Integer> owners() {
        return owners;
    }

    /// Answers whether all conditions may be evaluated anywhere.
    boolean areDeterministic() {
        return conditions.stream().allMatch(Conjuncts::isDeterministic)
                && hanging.stream().allMatch(HangingJoin::isDeterministic);
    }
}
