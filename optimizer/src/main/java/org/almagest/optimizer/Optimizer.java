package org.almagest.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.almagest.optimizer.logical.ColumnNumbers;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.DropUnusedSort;
import org.almagest.optimizer.rule.FactorConditions;
import org.almagest.optimizer.rule.FoldConstants;
import org.almagest.optimizer.rule.ImpliedConditions;
import org.almagest.optimizer.rule.InlineShared;
import org.almagest.optimizer.rule.MergeLimits;
import org.almagest.optimizer.rule.MergeProjects;
import org.almagest.optimizer.rule.PruneColumns;
import org.almagest.optimizer.rule.PushFilter;
import org.almagest.optimizer.rule.PushJoinCondition;
import org.almagest.optimizer.rule.PushLimit;
import org.almagest.optimizer.rule.Rule;
import org.almagest.optimizer.rule.group.DropDependentKeys;
import org.almagest.optimizer.rule.group.GroupBelowJoin;
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

    private static List<Rule> rules(ColumnNumbers numbers) {
        return List.of(
                new FoldConstants(),
                new FactorConditions(),
                new ImpliedConditions(),
                new PushFilter(),
                new OuterToInner(),
                new PushFilter(),
                new MarksToJoins(),
                new PushJoinCondition(),
                new PushSemiJoin(),
                new GroupBelowJoin(numbers),
                new DropDependentKeys(),
                new OrderJoins(),
                new FoldConstants(),
                new MergeProjects(),
                new PushLimit(),
                new MergeLimits(),
                new DropUnusedSort());
    }

    /// Answers the names of all rules.
    public static Set<String> ruleNames() {
        Set<String> names =
                rules(ColumnNumbers.fromZero()).stream().map(Rule::name).collect(Collectors.toCollection(TreeSet::new));
        names.add(PRUNE_COLUMNS);
        return names;
    }

    /// Makes an optimizer without the rules named (by class name).
    public Optimizer(Set<String> switchedOff) {
        this.switchedOff = Set.copyOf(switchedOff);
    }

    /// Answers a plan that gives the same rows and at least the columns needed.
    public LogicalPlan optimize(LogicalPlan plan, List<LogicalPlan.Column> needed) {
        ColumnNumbers numbers = ColumnNumbers.beyond(plan);
        LogicalPlan result = rewrite(InlineShared.of(plan), new Decorrelate(numbers));
        for (Rule rule : rules(numbers)) {
            if (!switchedOff.contains(rule.name())) {
                result = rewrite(result, rule);
            }
        }
        if (switchedOff.contains(PRUNE_COLUMNS)) {
            return result;
        }
        return PruneColumns.prune(
                result, needed.stream().map(LogicalPlan.Column::number).collect(Collectors.toSet()));
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
