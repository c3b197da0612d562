package org.almagest.optimizer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.almagest.optimizer.logical.ColumnNumbers;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.DropUnusedSort;
import org.almagest.optimizer.rule.FactorConditions;
import org.almagest.optimizer.rule.FindContradictions;
import org.almagest.optimizer.rule.FoldConstants;
import org.almagest.optimizer.rule.ImpliedConditions;
import org.almagest.optimizer.rule.InlineShared;
import org.almagest.optimizer.rule.LimitInputs;
import org.almagest.optimizer.rule.MergeLimits;
import org.almagest.optimizer.rule.MergeProjects;
import org.almagest.optimizer.rule.MergeRanges;
import org.almagest.optimizer.rule.OrToIn;
import org.almagest.optimizer.rule.PruneColumns;
import org.almagest.optimizer.rule.PruneEmpty;
import org.almagest.optimizer.rule.PushFilter;
import org.almagest.optimizer.rule.PushJoinCondition;
import org.almagest.optimizer.rule.PushLimit;
import org.almagest.optimizer.rule.Rule;
import org.almagest.optimizer.rule.SimplifyLogic;
import org.almagest.optimizer.rule.group.DropDependentKeys;
import org.almagest.optimizer.rule.group.DropGrouping;
import org.almagest.optimizer.rule.group.GroupBelowJoin;
import org.almagest.optimizer.rule.group.GroupByIntegers;
import org.almagest.optimizer.rule.join.InferAcrossKeys;
import org.almagest.optimizer.rule.join.JoinChoice;
import org.almagest.optimizer.rule.join.OrderJoins;
import org.almagest.optimizer.rule.join.OuterToInner;
import org.almagest.optimizer.rule.join.PushSemiJoin;
import org.almagest.optimizer.rule.subquery.Decorrelate;
import org.almagest.optimizer.rule.subquery.MarksToJoins;

/// Rewrites a logical plan by rules, each over the whole tree, inputs first, in a fixed order.
/// Stateless.
public final class Optimizer {
    private static final String PRUNE_COLUMNS = PruneColumns.class.getSimpleName();

    private final Set<String> switchedOff;
    private final JoinChoice joinOrder;

    private static List<Rule> rules(ColumnNumbers numbers, JoinChoice joinOrder) {
        return List.of(
                new FoldConstants(),
                new SimplifyLogic(),
                new FactorConditions(),
                new ImpliedConditions(),
                new OrToIn(),
                new PushFilter(),
                new OuterToInner(),
                new PushFilter(),
                new MarksToJoins(),
                new InferAcrossKeys(),
                new PushFilter(),
                new MergeRanges(),
                new FindContradictions(),
                new PushJoinCondition(),
                new PruneEmpty(),
                new PushSemiJoin(),
                new GroupBelowJoin(numbers),
                new DropDependentKeys(),
                new DropGrouping(),
                new GroupByIntegers(numbers),
                new OrderJoins(joinOrder),
                new FoldConstants(),
                new MergeProjects(),
                new PushLimit(),
                new MergeLimits(),
                new LimitInputs(),
                new DropUnusedSort());
    }

    /// Answers the names of all rules.
    public static Set<String> ruleNames() {
        Set<String> names = rules(ColumnNumbers.fromZero(), new JoinChoice.Cheapest()).stream()
                .map(Rule::name)
                .collect(Collectors.toCollection(TreeSet::new));
        names.add(PRUNE_COLUMNS);
        return names;
    }

    /// Makes an optimizer without the rules named (by class name).
    public Optimizer(Set<String> switchedOff) {
        this(switchedOff, new JoinChoice.Cheapest());
    }

    /// Makes an optimizer that orders inner joins as somebody chose.
    public Optimizer(Set<String> switchedOff, JoinChoice joinOrder) {
        this.switchedOff = Set.copyOf(switchedOff);
        this.joinOrder = joinOrder;
    }

    /// Answers a plan that gives the same rows and at least the columns needed.
    public LogicalPlan optimize(LogicalPlan plan, List<LogicalPlan.Column> needed) {
        return optimize(plan, needed, pass -> {});
    }

    /// Does the same and tells of each pass, in their order, how long it took.
    public LogicalPlan optimize(LogicalPlan plan, List<LogicalPlan.Column> needed, Consumer<PassTime> passes) {
        ColumnNumbers numbers = ColumnNumbers.beyond(plan);
        Rule decorrelate = new Decorrelate(numbers);
        LogicalPlan result =
                timed(decorrelate.name(), plan, before -> rewriteAll(InlineShared.of(before), decorrelate), passes);
        Set<Class<?>> operators = operators(result);
        for (Rule rule : rules(numbers, joinOrder)) {
            if (switchedOff.contains(rule.name()) || !concerns(rule, operators)) {
                continue;
            }
            LogicalPlan changed = timed(rule.name(), result, before -> rewrite(before, rule), passes);
            if (changed != result) {
                result = changed;
                operators = operators(result);
            }
        }
        if (switchedOff.contains(PRUNE_COLUMNS)) {
            return result;
        }
        Set<Integer> numbersNeeded =
                needed.stream().map(LogicalPlan.Column::number).collect(Collectors.toSet());
        return timed(PRUNE_COLUMNS, result, before -> PruneColumns.prune(before, numbersNeeded), passes);
    }

    private static LogicalPlan timed(
            String name, LogicalPlan before, UnaryOperator<LogicalPlan> pass, Consumer<PassTime> passes) {
        long start = System.nanoTime();
        LogicalPlan after = pass.apply(before);
        passes.accept(new PassTime(name, System.nanoTime() - start, after != before));
        return after;
    }

    private static LogicalPlan rewriteAll(LogicalPlan plan, Rule rule) {
        return concerns(rule, operators(plan)) ? rewrite(plan, rule) : plan;
    }

    private static boolean concerns(Rule rule, Set<Class<?>> operators) {
        return rule.over().isEmpty() || !Collections.disjoint(rule.over(), operators);
    }

    /// Answers the kinds of operators in a plan.
    private static Set<Class<?>> operators(LogicalPlan plan) {
        Set<Class<?>> operators = new HashSet<>();
        collect(plan, operators);
        return operators;
    }

    private static void collect(LogicalPlan plan, Set<Class<?>> into) {
        into.add(plan.getClass());
        for (LogicalPlan input : plan.inputs()) {
            collect(input, into);
        }
    }

    private static LogicalPlan rewrite(LogicalPlan node, Rule rule) {
        return rule.apply(withInputs(node, rule));
    }

    private static LogicalPlan withInputs(LogicalPlan node, Rule rule) {
        List<LogicalPlan> inputs = node.inputs();
        List<LogicalPlan> rewritten = inputs;
        for (int i = 0; i < inputs.size(); i++) {
            LogicalPlan input = inputs.get(i);
            LogicalPlan lower = rule.leavesTo(node, input) ? withInputs(input, rule) : rewrite(input, rule);
            if (lower != input) {
                rewritten = rewritten == inputs ? new ArrayList<>(inputs) : rewritten;
                rewritten.set(i, lower);
            }
        }
        return rewritten == inputs ? node : node.withInputs(rewritten);
    }
}
