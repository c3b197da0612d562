package org.almagest.optimizer.rule.group;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.optimizer.cost.CostConstants;
import org.almagest.optimizer.estimate.Feedback;
import org.almagest.optimizer.estimate.KnownColumns;
import org.almagest.optimizer.estimate.LogicalCost;
import org.almagest.optimizer.estimate.RowEstimate;
import org.almagest.optimizer.logical.ColumnNumbers;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.optimizer.rule.Rule;
import org.almagest.optimizer.rule.join.JoinChoice;
import org.almagest.optimizer.rule.join.OrderJoins;

/// Rows are grouped before they are joined to what follows from the keys alone: then what describes a
/// group is fetched once, and no key but those of the join is compared.
///
/// ```text
/// Aggregate c.id, c.name: sum(o.price)       Project c.id, c.name, s
///   Join c.id = o.customer                     Join c.id = o.customer
///     Scan c                            =>       Scan c
///     Scan o                                     Aggregate o.customer: sum(o.price) s
///                                                  Scan o
/// ```
///
/// Each group must come out as one row: a row of every input that leaves, and what the others are
/// grouped by, must follow from the keys (`Dependencies`). Of both plans, with their joins ordered, the one
/// that costs less is taken (`LogicalCost`). Arguments are evaluated for rows that the join may drop, and so
/// must not fail (`NeverFails`).
public final class GroupBelowJoin implements Rule {
    private static final int MOST_INPUTS = 16;

    private final ColumnNumbers numbers;
    private final Supplier<CostConstants> costs;
    private final Feedback feedback;
    private final OrderJoins ordering;

    /// Makes the rule for one query.
    public GroupBelowJoin(ColumnNumbers numbers, Supplier<CostConstants> costs, Feedback feedback) {
        this.feedback = feedback;
        this.numbers = numbers;
        this.costs = costs;
        ordering = new OrderJoins(new JoinChoice.Cheapest(), costs, feedback);
    }

    @Override
    public Set<Class<? extends LogicalPlan>> over() {
        return Set.of(LogicalPlan.Join.class);
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        boolean grouped = node instanceof LogicalPlan.Aggregate aggregate
                && !aggregate.keys().isEmpty()
                && aggregate.input() instanceof LogicalPlan.Join
                && aggregate.aggregates().stream().allMatch(a -> isMovable(a.call()));
        if (!grouped) {
            return node;
        }
        LogicalPlan.Aggregate aggregate = (LogicalPlan.Aggregate) node;
        return switch (((LogicalPlan.Join) aggregate.input()).kind()) {
            case INNER -> belowInner(aggregate).orElse(node);
            case LEFT -> belowLeft(aggregate).orElse(node);
            default -> node;
        };
    }

    private static boolean isMovable(AggregateCall call) {
        return switch (call.function().kind()) {
            case COUNT_STAR, COUNT, SUM, AVG, MIN, MAX -> call.filter().isEmpty();
            default -> false;
        };
    }

    /// The inputs and conditions of a tree of inner joins, and what of them is grouped first.
    private static final class Tree {
        final List<LogicalPlan> grouped = new ArrayList<>();
        final List<LogicalPlan> leaving = new ArrayList<>();
        final List<Expression> ofGrouped = new ArrayList<>();
        final List<Expression> others = new ArrayList<>();
        final List<LogicalPlan> inputs = new ArrayList<>();
        final List<Expression> conditions = new ArrayList<>();

        Tree(LogicalPlan.Join root) {
            collect(root);
        }

        private void collect(LogicalPlan plan) {
            if (plan instanceof LogicalPlan.Join join && join.kind() == LogicalPlan.Join.Kind.INNER) {
                collect(join.left());
                collect(join.right());
                join.condition().map(Conjuncts::split).ifPresent(conditions::addAll);
            } else {
                inputs.add(plan);
            }
        }

        /// Divides the inputs: those of which a row follows from the keys leave, unless arguments name them.
        void divide(Set<Integer> determined, Set<Integer> arguments) {
            for (LogicalPlan input : inputs) {
                boolean leaves = Dependencies.isDetermined(input, determined)
                        && Conjuncts.columns(input).stream().noneMatch(arguments::contains);
                (leaves ? leaving : grouped).add(input);
            }
            Set<Integer> columns = columns(grouped);
            for (Expression condition : conditions) {
                (columns.containsAll(Conjuncts.columns(condition)) ? ofGrouped : others).add(condition);
            }
        }
    }

    private static Set<Integer> columns(List<LogicalPlan> plans) {
        Set<Integer> all = new HashSet<>();
        plans.forEach(plan -> all.addAll(Conjuncts.columns(plan)));
        return all;
    }

    /// Answers the numbers of the keys that are columns.
    static Set<Integer> keyColumns(LogicalPlan.Aggregate aggregate) {
        Set<Integer> columns = new HashSet<>();
        for (LogicalPlan.Assignment key : aggregate.keys()) {
            if (key.expression() instanceof Expression.ColumnRef ref) {
                columns.add(ref.index());
            }
        }
        return columns;
    }

    private static Set<Integer> arguments(LogicalPlan.Aggregate aggregate) {
        Set<Integer> columns = new HashSet<>();
        aggregate.aggregates().forEach(a -> a.call().arguments().forEach(e -> columns.addAll(Conjuncts.columns(e))));
        return columns;
    }

    private Optional<LogicalPlan> belowInner(LogicalPlan.Aggregate aggregate) {
        LogicalPlan.Join root = (LogicalPlan.Join) aggregate.input();
        Tree tree = new Tree(root);
        boolean deterministic = tree.conditions.stream().allMatch(Conjuncts::isDeterministic)
                && aggregate.keys().stream().allMatch(key -> Conjuncts.isDeterministic(key.expression()));
        if (!deterministic || tree.inputs.size() > MOST_INPUTS) {
            return Optional.empty();
        }
        Set<Integer> determined = Dependencies.of(root).from(keyColumns(aggregate));
        tree.divide(determined, arguments(aggregate));
        if (tree.grouped.isEmpty() || tree.leaving.isEmpty()) {
            return Optional.empty();
        }
        Set<Integer> ofGrouped = columns(tree.grouped);
        // A computed key would be computed for rows that the join drops.
        boolean keysAreColumns = aggregate.keys().stream()
                .allMatch(key -> key.expression() instanceof Expression.ColumnRef
                        || Conjuncts.columns(key.expression()).stream().noneMatch(ofGrouped::contains));
        Set<Integer> joinedBy = new HashSet<>();
        tree.others.forEach(condition -> joinedBy.addAll(Conjuncts.columns(condition)));
        joinedBy.retainAll(ofGrouped);
        if (!keysAreColumns || !determined.containsAll(joinedBy)) {
            return Optional.empty();
        }
        Set<Integer> kept = keyColumns(aggregate);
        kept.addAll(joinedBy);
        List<LogicalPlan.Assignment> keys = tree.grouped.stream()
                .flatMap(plan -> plan.columns().stream())
                .filter(column -> kept.contains(column.number()))
                .distinct()
                .map(GroupBelowJoin::passed)
                .toList();
        Optional<LogicalPlan> below = joined(tree.grouped, tree.ofGrouped);
        if (keys.isEmpty() || below.isEmpty() || !isHarmless(aggregate)) {
            return Optional.empty();
        }
        List<LogicalPlan> all = new ArrayList<>(tree.leaving);
        all.addFirst(new LogicalPlan.Aggregate(below.get(), keys, aggregate.aggregates()));
        List<LogicalPlan.Assignment> results = new ArrayList<>(aggregate.keys());
        aggregate.aggregates().forEach(a -> results.add(passed(a.column())));
        return joined(all, tree.others)
                .filter(plan -> isCheaper(plan, aggregate))
                .map(plan -> new LogicalPlan.Project(plan, results));
    }

    private static LogicalPlan.Assignment passed(LogicalPlan.Column column) {
        return new LogicalPlan.Assignment(column, column.ref());
    }

    /// Answers whether rows that the join drops may be summed up as well.
    private static boolean isHarmless(LogicalPlan.Aggregate aggregate) {
        NeverFails harmless = new NeverFails(new KnownColumns(aggregate.input()));
        return aggregate.aggregates().stream().allMatch(a -> harmless.test(a.call()));
    }

    private boolean isCheaper(LogicalPlan below, LogicalPlan.Aggregate aggregate) {
        return nanos(below) < nanos(aggregate);
    }

    /// Joins will be made in the best order either way.
    private double nanos(LogicalPlan plan) {
        LogicalPlan ordered = ordering.rewrite(plan);
        return new LogicalCost(new RowEstimate(new KnownColumns(ordered), feedback), costs.get()).nanos(ordered);
    }

    /// Answers inner joins of some inputs, each to those before it by the conditions that name both; empty
    /// where that would take all pairs of some.
    private static Optional<LogicalPlan> joined(List<LogicalPlan> inputs, List<Expression> conditions) {
        List<LogicalPlan> left = new ArrayList<>(inputs);
        List<Expression> open = new ArrayList<>(conditions);
        LogicalPlan plan = left.removeFirst();
        while (!left.isEmpty()) {
            boolean found = false;
            for (int i = 0; i < left.size() && !found; i++) {
                Set<Integer> columns = new HashSet<>(Conjuncts.columns(plan));
                columns.addAll(Conjuncts.columns(left.get(i)));
                List<Expression> here = open.stream()
                        .filter(condition -> columns.containsAll(Conjuncts.columns(condition)))
                        .toList();
                if (!here.isEmpty()) {
                    open.removeAll(here);
                    plan = new LogicalPlan.Join(
                            LogicalPlan.Join.Kind.INNER, plan, left.remove(i), Conjuncts.join(here));
                    found = true;
                }
            }
            if (!found) {
                return Optional.empty();
            }
        }
        return Optional.of(Conjuncts.filter(plan, open));
    }

    /// A row of the left side must follow from the keys, and be joined by equalities: then it has one group of
    /// the right side, or none.
    private Optional<LogicalPlan> belowLeft(LogicalPlan.Aggregate aggregate) {
        LogicalPlan.Join join = (LogicalPlan.Join) aggregate.input();
        Set<Integer> ofLeft = Conjuncts.columns(join.left());
        Set<Integer> ofRight = Conjuncts.columns(join.right());
        Set<Integer> determined = Dependencies.of(join.left()).from(keyColumns(aggregate));
        boolean keysAreLeft = aggregate.keys().stream()
                .allMatch(key -> Conjuncts.isDeterministic(key.expression())
                        && ofLeft.containsAll(Conjuncts.columns(key.expression())));
        boolean argumentsAreRight = aggregate.aggregates().stream()
                .flatMap(a -> a.call().arguments().stream())
                .allMatch(e -> e instanceof Expression.ColumnRef ref && ofRight.contains(ref.index()));
        if (!keysAreLeft || !argumentsAreRight || !isRowDetermined(join.left(), determined)) {
            return Optional.empty();
        }
        Map<Integer, LogicalPlan.Assignment> keys = new LinkedHashMap<>();
        for (Expression condition : join.condition().map(Conjuncts::split).orElse(List.of())) {
            Optional<Expression.ColumnRef> key = ofEquality(condition, ofLeft, ofRight);
            if (key.isEmpty()) {
                return Optional.empty();
            }
            join.right().columns().stream()
                    .filter(column -> column.number() == key.get().index())
                    .forEach(column -> keys.put(column.number(), passed(column)));
        }
        if (keys.isEmpty() || !isHarmless(aggregate)) {
            return Optional.empty();
        }
        return Optional.of(leftJoined(aggregate, join, List.copyOf(keys.values())))
                .filter(plan -> isCheaper(plan, aggregate));
    }

    /// Answers whether there is one row at most for the columns that are determined.
    private static boolean isRowDetermined(LogicalPlan plan, Set<Integer> determined) {
        return plan instanceof LogicalPlan.Join join && join.kind() == LogicalPlan.Join.Kind.INNER
                ? isRowDetermined(join.left(), determined) && isRowDetermined(join.right(), determined)
                : Dependencies.isDetermined(plan, determined);
    }

    private LogicalPlan leftJoined(
            LogicalPlan.Aggregate aggregate, LogicalPlan.Join join, List<LogicalPlan.Assignment> keys) {
        List<LogicalPlan.AggregateAssignment> calls = new ArrayList<>();
        List<LogicalPlan.Assignment> results = new ArrayList<>(aggregate.keys());
        for (LogicalPlan.AggregateAssignment wanted : aggregate.aggregates()) {
            LogicalPlan.Column found = numbers.like(wanted.column());
            calls.add(new LogicalPlan.AggregateAssignment(found, wanted.call()));
            Expression value = switch (wanted.call().function().kind()) {
                // A row without partners is one row, of NULLs.
                case COUNT_STAR -> orElse(found, 1);
                case COUNT -> orElse(found, 0);
                default -> found.ref();
            };
            results.add(new LogicalPlan.Assignment(wanted.column(), value));
        }
        LogicalPlan groups = new LogicalPlan.Aggregate(join.right(), keys, calls);
        return new LogicalPlan.Project(join.with(join.left(), groups, join.condition()), results);
    }

    private static Expression orElse(LogicalPlan.Column column, long count) {
        Expression otherwise = new Expression.Literal(Value.of(count), column.type());
        return new Expression.Coalesce(List.of(column.ref(), otherwise), column.type());
    }

    /// Answers the right side's column of an equality of columns of both sides.
    private static Optional<Expression.ColumnRef> ofEquality(
            Expression condition, Set<Integer> ofLeft, Set<Integer> ofRight) {
        if (!(condition instanceof Expression.Compare(var comparison, Expression.ColumnRef a, Expression.ColumnRef b))
                || comparison != Comparison.EQUAL) {
            return Optional.empty();
        }
        if (ofLeft.contains(a.index()) && ofRight.contains(b.index())) {
            return Optional.of(b);
        }
        return ofLeft.contains(b.index()) && ofRight.contains(a.index()) ? Optional.of(a) : Optional.empty();
    }
}
