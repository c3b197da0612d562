package org.almagest.optimizer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.almagest.optimizer.cost.CostConstants;
import org.almagest.optimizer.estimate.Feedback;
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
import org.almagest.optimizer.rule.join.DropUnusedJoins;
import org.almagest.optimizer.rule.join.InferAcrossKeys;
import org.almagest.optimizer.rule.join.JoinChoice;
import org.almagest.optimizer.rule.join.OrderJoins;
import org.almagest.optimizer.rule.join.OuterToInner;
import org.almagest.optimizer.rule.join.PushSemiJoin;
import org.almagest.optimizer.rule.share.ShareSubplans;
import org.almagest.optimizer.rule.subquery.Decorrelate;
import org.almagest.optimizer.rule.subquery.MarksToJoins;

/// Rewrites a logical plan by rules, each over the whole tree, inputs first, in a fixed order.
/// Stateless.
public final class Optimizer {
    private final Set<String> switchedOff;
    private final JoinChoice joinOrder;
    private final Supplier<CostConstants> costs;
    private final Feedback feedback;

    /// A bit for each kind of operator.
    private static final ClassValue<Long> OPERATOR_BITS = new ClassValue<>() {
        @Override
        protected Long computeValue(Class<?> operator) {
            return 1L << List.of(LogicalPlan.class.getPermittedSubclasses()).indexOf(operator);
        }
    };

    private static final Pass DECORRELATE = Pass.numbering(Decorrelate::new);

    private static final Pass DROP_UNUSED_JOINS = new Pass(
            DropUnusedJoins.class.getSimpleName(),
            OPERATOR_BITS.get(LogicalPlan.Join.class),
            (plan, query) -> DropUnusedJoins.of(plan, query.needed()));

    private static final Pass SHARE_SUBPLANS = new Pass(
            ShareSubplans.class.getSimpleName(),
            OPERATOR_BITS.get(LogicalPlan.Join.class) | OPERATOR_BITS.get(LogicalPlan.Aggregate.class),
            (plan, query) -> ShareSubplans.of(plan, query.needed(), query.numbers(), query.costs(), query.feedback()));

    /// Before what rows of joins cost is weighed, which depends on their width, and last.
    private static final Pass PRUNE_COLUMNS =
            new Pass(PruneColumns.class.getSimpleName(), 0, (plan, query) -> PruneColumns.prune(plan, query.needed()));

    private static final List<Pass> PASSES = List.of(
            Pass.of(new FoldConstants()),
            Pass.of(new SimplifyLogic()),
            Pass.of(new FactorConditions()),
            Pass.of(new ImpliedConditions()),
            Pass.of(new OrToIn()),
            Pass.of(new PushFilter()),
            Pass.of(new OuterToInner()),
            Pass.of(new PushFilter()),
            Pass.of(new MarksToJoins()),
            Pass.of(new InferAcrossKeys()),
            Pass.of(new PushFilter()),
            Pass.of(new MergeRanges()),
            Pass.of(new FindContradictions()),
            Pass.of(new PushJoinCondition()),
            Pass.of(new PruneEmpty()),
            DROP_UNUSED_JOINS,
            PRUNE_COLUMNS,
            Pass.made(query -> new PushSemiJoin(query.feedback())),
            Pass.made(query -> new GroupBelowJoin(query.numbers(), query.costs(), query.feedback())),
            Pass.of(new DropDependentKeys()),
            Pass.of(new DropGrouping()),
            Pass.numbering(GroupByIntegers::new),
            Pass.made(query -> new OrderJoins(query.joinOrder(), query.costs(), query.feedback())),
            Pass.of(new FoldConstants()),
            Pass.of(new MergeProjects()),
            Pass.of(new PushLimit()),
            Pass.of(new MergeLimits()),
            Pass.of(new LimitInputs()),
            Pass.of(new DropUnusedSort()),
            SHARE_SUBPLANS,
            PRUNE_COLUMNS);

    /// What rules may ask for.
    ///
    /// @param needed the columns of the whole plan that somebody asks for
    private record Query(
            ColumnNumbers numbers,
            JoinChoice joinOrder,
            Supplier<CostConstants> costs,
            Feedback feedback,
            Set<Integer> needed) {
        static final Query NONE = new Query(
                ColumnNumbers.fromZero(),
                new JoinChoice.Cheapest(),
                () -> CostConstants.DEFAULT,
                Feedback.NONE,
                Set.of());
    }

    /// A rule at its place in the order of all. Those without a state are made once: a small query would take
    /// longer to make them than to be rewritten.
    ///
    /// @param over the operators of [Rule#over()], a bit for each
    private record Pass(String name, long over, BiFunction<LogicalPlan, Query, LogicalPlan> rewriting) {
        private static Pass like(Rule any, BiFunction<LogicalPlan, Query, LogicalPlan> rewriting) {
            long over = 0;
            for (Class<? extends LogicalPlan> operator : any.over()) {
                over |= OPERATOR_BITS.get(operator);
            }
            return new Pass(any.name(), over, rewriting);
        }

        static Pass of(Rule rule) {
            return like(rule, (plan, query) -> rule.rewrite(plan));
        }

        static Pass numbering(Function<ColumnNumbers, Rule> rule) {
            return made(query -> rule.apply(query.numbers()));
        }

        static Pass made(Function<Query, Rule> rule) {
            return like(
                    rule.apply(Query.NONE), (plan, query) -> rule.apply(query).rewrite(plan));
        }

        boolean concerns(long operators) {
            return over == 0 || (over & operators) != 0;
        }
    }

    /// Answers the names of all rules.
    public static Set<String> ruleNames() {
        return PASSES.stream().map(Pass::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /// Makes an optimizer without the rules named (by class name).
    public Optimizer(Set<String> switchedOff) {
        this(switchedOff, new JoinChoice.Cheapest(), () -> CostConstants.DEFAULT, Feedback.NONE);
    }

    /// Makes an optimizer that orders joins as somebody chose, and otherwise chooses by costs, of rows that are
    /// estimated where feedback does not tell of them.
    public Optimizer(Set<String> switchedOff, JoinChoice joinOrder, Supplier<CostConstants> costs, Feedback feedback) {
        this.feedback = feedback;
        this.switchedOff = Set.copyOf(switchedOff);
        this.joinOrder = joinOrder;
        this.costs = costs;
    }

    /// Answers a plan that gives the same rows and at least the columns needed.
    public LogicalPlan optimize(LogicalPlan plan, List<LogicalPlan.Column> needed) {
        return optimize(plan, needed, Optional.empty());
    }

    /// Does the same and tells of each pass, in their order, how long it took.
    public LogicalPlan optimize(LogicalPlan plan, List<LogicalPlan.Column> needed, Consumer<PassTime> passes) {
        return optimize(plan, needed, Optional.of(passes));
    }

    private LogicalPlan optimize(
            LogicalPlan plan, List<LogicalPlan.Column> needed, Optional<Consumer<PassTime>> passes) {
        Set<Integer> numbersNeeded =
                needed.stream().map(LogicalPlan.Column::number).collect(Collectors.toSet());
        Query query = new Query(ColumnNumbers.beyond(plan), joinOrder, costs, feedback, numbersNeeded);
        LogicalPlan result =
                timed(DECORRELATE.name(), plan, before -> decorrelated(InlineShared.of(before), query), passes);
        long operators = operators(result);
        for (Pass pass : PASSES) {
            if (switchedOff.contains(pass.name()) || !pass.concerns(operators)) {
                continue;
            }
            LogicalPlan changed =
                    timed(pass.name(), result, before -> pass.rewriting().apply(before, query), passes);
            if (changed != result) {
                result = changed;
                operators = operators(result);
            }
        }
        return result;
    }

    private static LogicalPlan timed(
            String name, LogicalPlan before, UnaryOperator<LogicalPlan> pass, Optional<Consumer<PassTime>> passes) {
        if (passes.isEmpty()) {
            return pass.apply(before);
        }
        long start = System.nanoTime();
        LogicalPlan after = pass.apply(before);
        passes.get().accept(new PassTime(name, System.nanoTime() - start, after != before));
        return after;
    }

    private static LogicalPlan decorrelated(LogicalPlan plan, Query query) {
        boolean concerned = DECORRELATE.concerns(operators(plan));
        return concerned ? DECORRELATE.rewriting().apply(plan, query) : plan;
    }

    /// Answers the kinds of operators in a plan, a bit for each.
    private static long operators(LogicalPlan plan) {
        long operators = OPERATOR_BITS.get(plan.getClass());
        for (LogicalPlan input : plan.inputs()) {
            operators |= operators(input);
        }
        return operators;
    }
}
