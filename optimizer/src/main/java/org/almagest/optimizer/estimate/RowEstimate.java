package org.almagest.optimizer.estimate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.almagest.columnar.scan.Comparison;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.rule.Conjuncts;
import org.almagest.optimizer.rule.ImpliedConditions;

/// How many rows a plan will give, from row counts, bounds and quantiles of columns: values are taken
/// as evenly spread and conditions as independent, where statistics do not say better. Good enough to
/// choose a join's build side.
public final class RowEstimate {
    private static final double UNKNOWN_ROWS = 100_000;
    private static final double HALF = 0.5;

    /// So many rows are taken to have no partner, at least.
    private static final double LEAST_ALONE = 0.1;

    private static final double VALUES_OF_ROW = 10;
    private static final double STEPS = 100;
    private static final double GROUP_SHARE = 0.1;

    private final Selectivity selectivity;
    private final GroupedShare grouped;
    private final SampledCombinations combinations;
    private final Feedback feedback;
    private final Map<LogicalPlan, Double> estimated = new IdentityHashMap<>();

    public RowEstimate(KnownColumns known) {
        this(known, Feedback.NONE);
    }

    /// Makes estimates that take what was seen before what is estimated.
    public RowEstimate(KnownColumns known, Feedback feedback) {
        this.feedback = feedback;
        selectivity = new Selectivity(known);
        grouped = new GroupedShare(known);
        combinations = new SampledCombinations(known);
    }

    /// Answers how many times too many or too few rows were expected (q-error), one at least; no row counts as one.
    public static double qError(double expected, double given) {
        double a = Math.max(1, expected);
        double b = Math.max(1, given);
        return Math.max(a / b, b / a);
    }

    /// Plans are estimated again and again, as parts of what stands above them.
    public double rows(LogicalPlan plan) {
        Double found = estimated.get(plan);
        if (found == null) {
            found = estimate(plan);
            estimated.put(plan, found);
        }
        return found;
    }

    private double estimate(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.Scan scan ->
                scan.source().rowCount().isPresent() ? scan.source().rowCount().getAsLong() : UNKNOWN_ROWS;
            case LogicalPlan.Values values -> values.rows().size();
            case LogicalPlan.Filter filter -> filtered(filter);
            case LogicalPlan.Project project -> rows(project.input());
            case LogicalPlan.Aggregate aggregate -> groups(aggregate);
            case LogicalPlan.Join join -> join(join);
            case LogicalPlan.DependentJoin dependent -> join(dependent.join());
            case LogicalPlan.Unnest unnest -> rows(unnest.input()) * VALUES_OF_ROW;
            case LogicalPlan.Recursive recursive -> rows(recursive.seed()) * STEPS;
            case LogicalPlan.WorkingTable working -> UNKNOWN_ROWS / STEPS;
            case LogicalPlan.Shared shared -> rows(shared.input());
            case LogicalPlan.Sort sort -> rows(sort.input());
            case LogicalPlan.Window window -> rows(window.input());
            case LogicalPlan.Limit limit -> Math.min(rows(limit.input()), limit.limit());
            case LogicalPlan.UnionAll union ->
                union.inputs().stream().mapToDouble(this::rows).sum();
        };
    }

    /// Conditions on the rows of a table are estimated together, by its sample where it has one.
    private double filtered(LogicalPlan.Filter filter) {
        OptionalLong seen = seen(filter);
        if (seen.isPresent()) {
            return seen.getAsLong();
        }
        List<Expression> conditions = new ArrayList<>();
        LogicalPlan below = filter;
        while (below instanceof LogicalPlan.Filter(var input, var condition)) {
            conditions.addAll(Conjuncts.split(condition));
            below = input;
        }
        if (below instanceof LogicalPlan.Aggregate aggregate) {
            double groups = rows(aggregate);
            double each = rows(aggregate.input()) / Math.max(1, groups);
            double share = 1;
            for (Expression condition : conditions) {
                share *= grouped.of(aggregate, condition, each).orElseGet(() -> selectivity.of(condition));
            }
            return groups * share;
        }
        OptionalDouble sampled = below instanceof LogicalPlan.Scan scan
                ? SampledShare.of(scan, conditions, selectivity::of)
                : OptionalDouble.empty();
        OptionalDouble share = sampled.isEmpty() && below instanceof LogicalPlan.Scan scan
                ? CountedCombinations.share(scan, conditions, selectivity::of)
                : sampled;
        return share.isPresent()
                ? rows(below) * share.getAsDouble()
                : rows(filter.input()) * selectivity.of(filter.condition());
    }

    /// Answers how many rows of a plan were seen, where feedback tells.
    public OptionalLong seen(LogicalPlan plan) {
        return feedback == Feedback.NONE
                ? OptionalLong.empty()
                : FilteredTable.of(plan).map(feedback::rows).orElse(OptionalLong.empty());
    }

    private double join(LogicalPlan.Join join) {
        double left = rows(join.left());
        double right = rows(join.right());
        return switch (join.kind()) {
            case INNER -> pairs(join, left, right);
            case LEFT -> Math.max(left, pairs(join, left, right));
            case FULL -> Math.max(left + right, pairs(join, left, right));
            case SINGLE, MARK -> left;
            case SEMI -> left * partnered(join, left, right);
            case ANTI -> left * Math.max(LEAST_ALONE, 1 - partnered(join, left, right));
        };
    }

    /// Answers the share of rows of the left side that have a partner: of the values of its key those that
    /// the right side can have.
    private double partnered(LogicalPlan.Join join, double left, double right) {
        double share = 1;
        boolean known = false;
        for (Expression conjunct : join.condition().map(Conjuncts::split).orElse(List.of())) {
            if (isEquality(conjunct) && conjunct instanceof Expression.Compare(var comparison, var a, var b)) {
                boolean straight = Conjuncts.columns(join.left()).containsAll(Conjuncts.columns(a));
                double ofLeft = selectivity.left(straight ? a : b).orElse(left);
                double ofRight =
                        Math.min(right, selectivity.left(straight ? b : a).orElse(right));
                share = Math.min(share, ofRight / Math.max(1, ofLeft));
                known = true;
            }
        }
        return known ? share : HALF;
    }

    private double pairs(LogicalPlan.Join join, double left, double right) {
        double share = 1;
        double keys = 1;
        double greatest = 1;
        List<Expression> equalities = new ArrayList<>();
        Set<Integer> columns = new HashSet<>();
        for (Expression conjunct : join.condition().map(Conjuncts::split).orElse(List.of())) {
            double kept = isEquality(conjunct) ? joinSelectivity(conjunct, left, right) : rest(conjunct, join);
            if (isEquality(conjunct)) {
                columns.addAll(Conjuncts.columns(conjunct));
                keys /= kept;
                greatest = Math.max(greatest, 1 / kept);
                equalities.add(conjunct);
            } else {
                share *= kept;
            }
        }
        if (equalities.size() < 2) {
            return left * right * share / keys;
        }
        double ofLeft = unfiltered(join.left(), columns);
        double ofRight = unfiltered(join.right(), columns);
        boolean several = comeFromSeveral(join.left(), columns) || comeFromSeveral(join.right(), columns);
        double most = several ? Math.max(ofLeft, ofRight) : Math.min(ofLeft, ofRight);
        return left * right * share / together(combined(equalities, keys), greatest, most, most);
    }

    /// Answers whether a plan has keys from several tables: of those, many values meet many, so that there are
    /// nearly as many pairs of them as rows.
    private static boolean comeFromSeveral(LogicalPlan plan, Set<Integer> keys) {
        return switch (plan) {
            case LogicalPlan.Filter filter -> comeFromSeveral(filter.input(), keys);
            case LogicalPlan.Join join -> {
                Set<Integer> ofLeft = shared(join.left(), keys);
                Set<Integer> ofRight = shared(join.right(), keys);
                yield !ofLeft.isEmpty() && !ofRight.isEmpty()
                        || comeFromSeveral(ofRight.isEmpty() ? join.left() : join.right(), keys);
            }
            default -> false;
        };
    }

    /// Answers what a condition leaves of the pairs of a join, beyond what it implies for either side: that is
    /// a filter of the side's already.
    private double rest(Expression condition, LogicalPlan.Join join) {
        double share = joinSelectivity(condition, rows(join.left()), rows(join.right()));
        for (LogicalPlan side : List.of(join.left(), join.right())) {
            double implied = ImpliedConditions.of(condition, Conjuncts.columns(side))
                    .map(selectivity::of)
                    .orElse(1.0);
            share /= Math.max(Math.max(implied, share), Double.MIN_NORMAL);
        }
        return Math.min(1, share);
    }

    /// Answers how many rows there are of the table that a plan has all of its `keys` from, before any is left
    /// out; those of the plan where they come from several.
    public double unfiltered(LogicalPlan plan, Set<Integer> keys) {
        return switch (plan) {
            case LogicalPlan.Filter filter -> unfiltered(filter.input(), keys);
            case LogicalPlan.Join join -> {
                Set<Integer> ofLeft = shared(join.left(), keys);
                Set<Integer> ofRight = shared(join.right(), keys);
                boolean both = !ofLeft.isEmpty() && !ofRight.isEmpty();
                yield both
                        ? rows(plan)
                        : ofRight.isEmpty() ? unfiltered(join.left(), keys) : unfiltered(join.right(), keys);
            }
            default -> rows(plan);
        };
    }

    private static Set<Integer> shared(LogicalPlan plan, Set<Integer> keys) {
        Set<Integer> shared = new HashSet<>(Conjuncts.columns(plan));
        shared.retainAll(keys);
        return shared;
    }

    /// Answers how many different values several keys have together, from the product and the greatest
    /// of their numbers of values, and the rows of the tables that they come from: the keys of one are hardly
    /// more than its rows.
    public static double together(double product, double most, double leftRows, double rightRows) {
        return Math.max(most, Math.min(product, Math.max(1, Math.min(leftRows, rightRows))));
    }

    /// Answers whether a part of a condition equates what names columns on both sides.
    public static boolean isEquality(Expression conjunct) {
        return conjunct instanceof Expression.Compare(var comparison, var a, var b)
                && comparison == Comparison.EQUAL
                && !Conjuncts.columns(a).isEmpty()
                && !Conjuncts.columns(b).isEmpty();
    }

    /// Answers the share of pairs of two inputs for which a part of a join's condition is TRUE. An
    /// equality holds for one of the different values of the side that has more of them; where they
    /// are not known, one side's are taken for a key.
    public double joinSelectivity(Expression conjunct, double leftRows, double rightRows) {
        return switch (conjunct) {
            case Expression.Compare(var comparison, var a, var b)
            when comparison == Comparison.EQUAL
                    && !Conjuncts.columns(a).isEmpty()
                    && !Conjuncts.columns(b).isEmpty() -> 1 / different(a, b, leftRows, rightRows);
            case Expression.NotDistinct(var a, var b, boolean negated)
            when !negated -> 1 / different(a, b, leftRows, rightRows);
            default -> selectivity.of(conjunct);
        };
    }

    private double different(Expression a, Expression b, double leftRows, double rightRows) {
        OptionalDouble ofA = selectivity.left(a);
        OptionalDouble ofB = selectivity.left(b);
        double known = Math.max(ofA.orElse(0), ofB.orElse(0));
        if (ofA.isPresent() && ofB.isPresent()) {
            return Math.max(1, known);
        }
        return Math.max(1, Math.max(known, Math.min(leftRows, rightRows)));
    }

    /// Answers how many different values an expression has, as many as `rows` where that is not known.
    public double values(Expression expression, double rows) {
        return selectivity.left(expression).orElse(rows);
    }

    private double groups(LogicalPlan.Aggregate aggregate) {
        double input = rows(aggregate.input());
        Map<LogicalPlan.Scan, List<Expression>> ofTables = new LinkedHashMap<>();
        double groups = 1;
        for (LogicalPlan.Assignment key : aggregate.keys()) {
            Optional<SampledCombinations.Placed> placed = combinations.place(key.expression());
            if (placed.isPresent()) {
                ofTables.computeIfAbsent(placed.get().scan(), scan -> new ArrayList<>())
                        .add(key.expression());
            } else if (selectivity.left(key.expression()).isPresent()) {
                groups *= selectivity.left(key.expression()).getAsDouble();
            } else {
                return Math.max(1, input * GROUP_SHARE);
            }
        }
        for (Map.Entry<LogicalPlan.Scan, List<Expression>> table : ofTables.entrySet()) {
            OptionalDouble ofTable = groups(aggregate.input(), table.getKey(), table.getValue(), input);
            if (ofTable.isEmpty()) {
                return Math.max(1, input * GROUP_SHARE);
            }
            groups *= ofTable.getAsDouble();
        }
        return Math.max(1, Math.min(input, groups));
    }

    /// Answers how many groups keys of one table make: a column alone as its statistics say, several columns and
    /// what is computed of some as its sample does; empty where nothing tells.
    private OptionalDouble groups(LogicalPlan input, LogicalPlan.Scan scan, List<Expression> keys, double rows) {
        double product = 1;
        boolean known = true;
        for (Expression key : keys) {
            OptionalDouble values = selectivity.left(key);
            known &= values.isPresent();
            product *= values.orElse(1);
        }
        List<Expression> conditions = new ArrayList<>();
        boolean straight = conditions(input, scan, conditions);
        OptionalDouble all = known ? OptionalDouble.of(product) : OptionalDouble.empty();
        if (keys.size() == 1 && known && (conditions.isEmpty() || !straight)) {
            return all;
        }
        OptionalDouble sampled = straight
                ? combinations.of(scan, placed(keys), conditions, rows)
                : combinations.of(scan, placed(keys), List.of(), rows(scan));
        return sampled.isEmpty() || known && sampled.getAsDouble() > product ? all : sampled;
    }

    private List<Expression> placed(List<Expression> expressions) {
        return expressions.stream()
                .map(each -> combinations.place(each).orElseThrow().expression())
                .toList();
    }

    /// Collects the conditions between a plan and a scan below it; answers false where anything but filters and
    /// projections stands there, or a condition is not of the table's columns.
    private boolean conditions(LogicalPlan plan, LogicalPlan.Scan scan, List<Expression> out) {
        return switch (plan) {
            case LogicalPlan.Scan found -> found == scan;
            case LogicalPlan.Project project -> conditions(project.input(), scan, out);
            case LogicalPlan.Filter filter -> {
                for (Expression condition : Conjuncts.split(filter.condition())) {
                    Optional<SampledCombinations.Placed> placed = combinations.place(condition);
                    if (placed.isEmpty()) {
                        yield false;
                    }
                    out.add(placed.get().expression());
                }
                yield conditions(filter.input(), scan, out);
            }
            default -> false;
        };
    }

    /// Answers how many different values the keys of several equalities have together: the product of their
    /// numbers, or fewer where the sample of a table that has one side of all of them knows better.
    public double combined(List<Expression> equalities, double product) {
        Map<LogicalPlan.Scan, List<Expression>> sides = new LinkedHashMap<>();
        for (Expression equality : equalities) {
            for (Expression side : sides(equality)) {
                combinations
                        .place(side)
                        .ifPresent(placed -> sides.computeIfAbsent(placed.scan(), scan -> new ArrayList<>())
                                .add(placed.expression()));
            }
        }
        double most = 0;
        for (Map.Entry<LogicalPlan.Scan, List<Expression>> side : sides.entrySet()) {
            if (side.getValue().size() == equalities.size()) {
                most = Math.max(
                        most,
                        combinations
                                .of(side.getKey(), side.getValue(), List.of(), rows(side.getKey()))
                                .orElse(0));
            }
        }
        return most > 0 ? Math.min(product, most) : product;
    }

    private static List<Expression> sides(Expression equality) {
        return switch (equality) {
            case Expression.Compare(var _, var a, var b) -> List.of(a, b);
            case Expression.NotDistinct(var a, var b, boolean _) -> List.of(a, b);
            default -> List.of();
        };
    }

    /// Answers the share of rows for which a condition is TRUE.
    public double selectivity(Expression condition) {
        return selectivity.of(condition);
    }
}
