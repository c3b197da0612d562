package org.almagest.optimizer.physical;

import static org.almagest.optimizer.Expressions.aggregate;
import static org.almagest.optimizer.Expressions.and;
import static org.almagest.optimizer.Expressions.ascending;
import static org.almagest.optimizer.Expressions.assign;
import static org.almagest.optimizer.Expressions.call;
import static org.almagest.optimizer.Expressions.cast;
import static org.almagest.optimizer.Expressions.chance;
import static org.almagest.optimizer.Expressions.compare;
import static org.almagest.optimizer.Expressions.count;
import static org.almagest.optimizer.Expressions.descending;
import static org.almagest.optimizer.Expressions.equal;
import static org.almagest.optimizer.Expressions.less;
import static org.almagest.optimizer.Expressions.literal;
import static org.almagest.optimizer.Expressions.or;
import static org.almagest.optimizer.Expressions.pass;
import static org.almagest.optimizer.Expressions.ranking;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.ColumnPredicate.Range;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.ValueRange;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.JoinKind;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.PhysicalPlan.Window.Most;
import org.almagest.exec.plan.WindowFunction.RankKind;
import org.almagest.optimizer.TestTable;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.LogicalPlan.Join.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PhysicalPlannerTest {
    private final TestTable stars = new TestTable("stars", 1_000_000)
            .with("id", ScalarType.BIGINT, Value.of(1), Value.of(1L << 50), 0)
            .with("n", ScalarType.INTEGER, Value.of(0), Value.of(9), 4)
            .with("mag", ScalarType.REAL, Value.of(3.5), Value.of(21.0), 7)
            .with("class", ScalarType.VARCHAR)
            .with("flag", ScalarType.BOOLEAN);
    private final TestTable visits =
            new TestTable("visits", 1000).with("star", ScalarType.BIGINT).with("night", ScalarType.INTEGER);

    private static PhysicalPlan plan(LogicalPlan plan, LogicalPlan.Column... output) {
        List<LogicalPlan.Column> columns = output.length == 0 ? plan.columns() : List.of(output);
        return new PhysicalPlanner(plan).plan(plan, columns);
    }

    private LogicalPlan where(Expression condition) {
        return new LogicalPlan.Filter(stars.scan(), condition);
    }

    private PhysicalPlan.TableScan scan(Expression condition) {
        PhysicalPlan plan = plan(where(condition), stars.column("id"));
        while (!(plan instanceof PhysicalPlan.TableScan)) {
            plan = plan.inputs().getFirst();
        }
        return (PhysicalPlan.TableScan) plan;
    }

    private void pushes(Expression condition, ColumnPredicate... predicates) {
        assertEquals(List.of(predicates), scan(condition).predicates());
    }

    @Test
    void pushesConditionsOnOneColumn() {
        Expression n = stars.ref("n");
        Value five = Value.of(5);
        pushes(less(n, literal(5)), new ColumnPredicate.Compare(1, Comparison.LESS, five));
        pushes(less(literal(5), n), new ColumnPredicate.Compare(1, Comparison.GREATER, five));
        pushes(
                new Expression.Not(less(n, literal(5))),
                new ColumnPredicate.Compare(1, Comparison.GREATER_OR_EQUAL, five));
        pushes(new Expression.IsNull(n, true), new ColumnPredicate.IsNull(1, true));
        pushes(stars.ref("flag"), new ColumnPredicate.Compare(4, Comparison.EQUAL, Value.of(true)));
        pushes(
                new Expression.Not(stars.ref("flag")),
                new ColumnPredicate.Compare(4, Comparison.EQUAL, Value.of(false)));
        pushes(
                new Expression.Like(stars.ref("class"), literal("G%"), '\\', false, true),
                new ColumnPredicate.Like(3, "G%", '\\', true));
        pushes(
                new Expression.InList(n, List.of(five, Value.NULL, Value.of(7)), false),
                new ColumnPredicate.In(1, List.of(five, Value.of(7))));
        pushes(
                less(cast(stars.ref("mag"), ScalarType.DOUBLE), literal(0.1)),
                new ColumnPredicate.Compare(2, Comparison.LESS_OR_EQUAL, Value.of((double) Math.nextDown(0.1f))));
    }

    @Test
    void aLowerAndAnUpperBoundAreOnePredicate() {
        Expression n = stars.ref("n");
        pushes(
                and(
                        compare(n, Comparison.LESS_OR_EQUAL, literal(7)),
                        less(stars.ref("id"), literal(9)),
                        compare(n, Comparison.GREATER_OR_EQUAL, literal(2)),
                        compare(n, Comparison.GREATER_OR_EQUAL, literal(3))),
                new ColumnPredicate.Between(1, Value.of(3), Value.of(7)),
                new ColumnPredicate.Compare(0, Comparison.LESS, Value.of(9)));
    }

    @Test
    void leavesTheRestToTheFilter() {
        Expression n = stars.ref("n");
        pushes(less(n, call("+", n, literal(1))));
        pushes(less(call("+", n, literal(1)), literal(5)));
        pushes(or(less(n, literal(5)), stars.ref("flag")));
        pushes(new Expression.Like(stars.ref("class"), literal("G%"), '\\', true, false));
        pushes(new Expression.NotDistinct(n, literal(5), false));
        pushes(chance(0.5));
    }

    @Test
    void rangesOfOneColumnAreOnePredicate() {
        Expression n = stars.ref("n");
        Expression low = and(compare(n, Comparison.GREATER_OR_EQUAL, literal(2)), less(n, literal(5)));
        Expression high = compare(n, Comparison.GREATER, literal(8));
        pushes(
                or(low, equal(n, literal(7)), high),
                new ColumnPredicate.RangeSet(
                        1,
                        List.of(
                                ValueRange.between(Value.of(2), Value.of(4)),
                                ValueRange.of(Value.of(7)),
                                ValueRange.atLeast(Value.of(9)))));
        pushes(or(low, equal(n, literal(5))), new ColumnPredicate.Between(1, Value.of(2), Value.of(5)));
        pushes(
                new Expression.Not(low),
                new ColumnPredicate.RangeSet(
                        1, List.of(ValueRange.atMost(Value.of(1)), ValueRange.atLeast(Value.of(5)))));
        pushes(
                new Expression.InList(n, List.of(Value.of(5)), true),
                new ColumnPredicate.Compare(1, Comparison.NOT_EQUAL, Value.of(5)));
        pushes(
                and(or(low, high), compare(n, Comparison.GREATER, literal(3))),
                new ColumnPredicate.RangeSet(1, List.of(ValueRange.of(Value.of(4)), ValueRange.atLeast(Value.of(9)))));
        pushes(
                less(cast(n, ScalarType.BIGINT), literal(1L << 40)),
                new ColumnPredicate.Compare(1, Comparison.LESS_OR_EQUAL, Value.of((1L << 40) - 1)));
    }

    @Test
    void anOrImpliesTheRangesOfAllItsBranches() {
        stars.exactFor(predicate -> true);
        Expression n = stars.ref("n");
        Expression flag = stars.ref("flag");
        Expression either = or(and(less(n, literal(5)), chance(0.5)), and(equal(n, literal(7)), flag));
        assertEquals(
                List.of(new ColumnPredicate.RangeSet(
                        1, List.of(ValueRange.atMost(Value.of(4)), ValueRange.of(Value.of(7))))),
                scan(either).predicates());
        var project = assertInstanceOf(PhysicalPlan.Project.class, plan(where(either), stars.column("id")));
        assertInstanceOf(PhysicalPlan.Filter.class, project.input(), "the condition is still checked");
        pushes(or(and(less(n, literal(5)), flag), less(stars.ref("id"), literal(7))));
    }

    @Test
    void conditionsThatExcludeEachOtherGiveNoRows() {
        Expression n = stars.ref("n");
        Expression mag = cast(stars.ref("mag"), ScalarType.DOUBLE);
        for (Expression never : List.of(
                and(less(n, literal(5)), compare(n, Comparison.GREATER, literal(4))),
                and(or(equal(n, literal(1)), and(equal(n, literal(2)), chance(0.5))), equal(n, literal(3))),
                equal(mag, literal(0.1)),
                equal(n, new Expression.Literal(Value.NULL, ScalarType.INTEGER)),
                new Expression.InList(n, List.of(Value.of(5), Value.NULL), true))) {
            PhysicalPlan plan = plan(where(never), stars.column("id"));
            assertEquals(new PhysicalPlan.Values(List.of(), List.of(ScalarType.BIGINT)), plan, "of " + never);
        }
    }

    @Test
    void columnsOfExactPredicatesAloneAreNotDelivered() {
        stars.exactFor(predicate -> true);
        var scan = assertInstanceOf(
                PhysicalPlan.TableScan.class,
                plan(where(and(less(stars.ref("n"), literal(5)), stars.ref("flag"))), stars.column("id")));
        assertEquals(List.of(0), scan.columns());
        assertEquals(2, scan.predicates().size());
    }

    @Test
    void prunedPredicatesAreCheckedAgain() {
        stars.exactFor(predicate -> predicate.column() == 4);
        Expression remaining = less(stars.ref("n"), cast(stars.ref("id"), ScalarType.INTEGER));
        PhysicalPlan plan =
                plan(where(and(less(stars.ref("n"), literal(5)), stars.ref("flag"), remaining)), stars.column("mag"));
        var project = assertInstanceOf(PhysicalPlan.Project.class, plan);
        var filter = assertInstanceOf(PhysicalPlan.Filter.class, project.input());
        var scan = assertInstanceOf(PhysicalPlan.TableScan.class, filter.input());
        assertEquals(List.of(0, 1, 2), scan.columns(), "id and n are checked, mag is the result");
        Expression n = new Expression.ColumnRef(1, ScalarType.INTEGER);
        assertEquals(less(n, literal(5)), scan.recheck().getFirst());
        assertEquals(
                new Expression.Literal(Value.of(true), ScalarType.BOOLEAN),
                scan.recheck().getLast());
        assertEquals(
                less(n, cast(new Expression.ColumnRef(0, ScalarType.BIGINT), ScalarType.INTEGER)), filter.condition());
        assertEquals(List.of(new Expression.ColumnRef(2, ScalarType.REAL)), project.expressions());
    }

    private PhysicalPlan.Aggregate group(Expression... keys) {
        List<LogicalPlan.Assignment> assignments = java.util.Arrays.stream(keys)
                .map(key -> key instanceof Expression.ColumnRef ref
                        ? pass(stars.columns().stream()
                                .filter(c -> c.number() == ref.index())
                                .findFirst()
                                .orElseThrow())
                        : assign("k", key))
                .toList();
        return (PhysicalPlan.Aggregate) plan(new LogicalPlan.Aggregate(stars.scan(), assignments, List.of(count("c"))));
    }

    @Test
    void smallDomainsOfKeysAreKnown() {
        assertEquals(
                Optional.of(List.of(new Range(0, 9))), group(stars.ref("n")).domains());
        assertEquals(
                Optional.of(List.of(new Range(0, 9), new Range(3, 21))),
                group(stars.ref("n"), cast(call("floor", stars.ref("mag")), ScalarType.INTEGER))
                        .domains());
    }

    @Test
    void theLargeDomainOfOneKeyIsKnown() {
        var spread = group(call(">>", stars.ref("id"), literal(25)));
        assertEquals(Optional.of(List.of(new Range(0, 1 << 25))), spread.domains());
        assertTrue(spread.reason().contains("parted"), spread.reason());
        assertEquals(
                Optional.empty(),
                group(call(">>", stars.ref("id"), literal(25)), stars.ref("n")).domains(),
                "one of two");
    }

    @Test
    void otherKeysAreHashed() {
        assertEquals(Optional.empty(), group(stars.ref("id")).domains(), "too many values");
        assertEquals(Optional.empty(), group(stars.ref("class")).domains(), "no integer");
        assertEquals(Optional.empty(), group(stars.ref("n"), stars.ref("mag")).domains(), "one of two");
        assertEquals(Optional.empty(), group().domains());
    }

    private PhysicalPlan.HashJoin join(Kind kind, LogicalPlan left, LogicalPlan right, Expression... conditions) {
        Optional<Expression> condition =
                conditions.length == 1 ? Optional.of(conditions[0]) : Optional.of(and(conditions));
        LogicalPlan join = new LogicalPlan.Join(kind, left, right, condition);
        PhysicalPlan plan = plan(join);
        return (PhysicalPlan.HashJoin) (plan instanceof PhysicalPlan.Project project ? project.input() : plan);
    }

    @Test
    void theSmallerSideOfAnInnerJoinIsBuilt() {
        Expression on = equal(stars.ref("id"), visits.ref("star"));
        for (var join : List.of(
                join(Kind.INNER, stars.scan(), visits.scan(), on), join(Kind.INNER, visits.scan(), stars.scan(), on))) {
            assertSame(stars, ((PhysicalPlan.TableScan) join.probe()).source());
            assertSame(visits, ((PhysicalPlan.TableScan) join.build()).source());
            assertEquals(List.of(new Expression.ColumnRef(0, ScalarType.BIGINT)), join.probeKeys());
            assertEquals(List.of(new Expression.ColumnRef(0, ScalarType.BIGINT)), join.buildKeys());
            assertEquals(Optional.empty(), join.residual());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"LEFT", "SEMI", "ANTI"})
    void theLeftSideOfOtherJoinsStreamsWhereItIsTheLargerOne(Kind kind) {
        Expression on = equal(stars.ref("id"), visits.ref("star"));
        var streamed = join(kind, stars.scan(), visits.scan(), on);
        assertSame(stars, ((PhysicalPlan.TableScan) streamed.probe()).source());
        assertEquals(JoinKind.valueOf(kind.name()), streamed.kind());
        var built = join(kind, visits.scan(), stars.scan(), on);
        assertSame(stars, ((PhysicalPlan.TableScan) built.probe()).source());
        assertEquals(JoinKind.valueOf("BUILD_" + kind.name()), built.kind());
    }

    @Test
    void whatIsNoEqualityBetweenTheSidesIsResidual() {
        Expression key = equal(stars.ref("n"), visits.ref("night"));
        Expression randomKey = equal(
                cast(stars.ref("n"), ScalarType.DOUBLE),
                call("+", cast(visits.ref("night"), ScalarType.DOUBLE), call("random")));
        Expression oneSided = equal(stars.ref("n"), literal(3));
        Expression less = less(stars.ref("id"), visits.ref("star"));
        var join = join(Kind.INNER, stars.scan(), visits.scan(), key, randomKey, oneSided, less);
        assertEquals(1, join.probeKeys().size());
        var residual = assertInstanceOf(Expression.And.class, join.residual().orElseThrow());
        assertEquals(3, residual.operands().size());
        Expression star = new Expression.ColumnRef(5, ScalarType.BIGINT);
        assertEquals(
                less(new Expression.ColumnRef(0, ScalarType.BIGINT), star),
                residual.operands().getLast());
    }

    @Test
    void joinsGiveTheirColumnsInTheOrderAskedFor() {
        LogicalPlan join = new LogicalPlan.Join(
                Kind.INNER, visits.scan(), stars.scan(), Optional.of(equal(stars.ref("id"), visits.ref("star"))));
        var project =
                assertInstanceOf(PhysicalPlan.Project.class, plan(join, visits.column("night"), stars.column("mag")));
        assertEquals(List.of(ScalarType.INTEGER, ScalarType.REAL), project.types());
    }

    private PhysicalPlan.TopN top(LogicalPlan input, long offset, LogicalPlan.OrderKey... keys) {
        LogicalPlan sorted = new LogicalPlan.Sort(input, List.of(keys));
        PhysicalPlan plan = plan(new LogicalPlan.Limit(sorted, 10, offset));
        return assertInstanceOf(PhysicalPlan.TopN.class, plan instanceof PhysicalPlan.Project p ? p.input() : plan);
    }

    @Test
    void theThresholdGoesToTheScanOfTheLeadingColumn() {
        var top = top(
                where(less(stars.ref("n"), literal(5))), 3, ascending(stars.ref("mag")), ascending(stars.ref("id")));
        assertEquals(2, top.threshold().orElseThrow().sourceColumn());
        LogicalPlan project = new LogicalPlan.Project(
                stars.scan(), List.of(pass(stars.column("mag")), assign("m", call("+", stars.ref("n"), literal(1)))));
        assertEquals(
                2,
                top(project, 0, ascending(stars.ref("mag")))
                        .threshold()
                        .orElseThrow()
                        .sourceColumn(),
                "a projection that computes another column does not matter");
    }

    @Test
    void nullsFirstNeedAColumnWithoutNulls() {
        assertEquals(
                Optional.empty(),
                top(stars.scan(), 0, descending(stars.ref("mag"))).threshold());
        var top = top(stars.scan(), 0, descending(stars.ref("id")));
        assertEquals(0, top.threshold().orElseThrow().sourceColumn());
        assertTrue(!top.keys().getFirst().nullsFirst() && top.keys().getFirst().descending());
    }

    @Test
    void noThresholdForWhatIsNotTheScansOwnColumn() {
        LogicalPlan.OrderKey computed = ascending(call("+", stars.ref("n"), literal(1)));
        assertEquals(Optional.empty(), top(stars.scan(), 0, computed).threshold());
        var sum = aggregate("s", "sum", stars.ref("n"));
        LogicalPlan groups = new LogicalPlan.Aggregate(stars.scan(), List.of(pass(stars.column("n"))), List.of(sum));
        assertEquals(Optional.empty(), top(groups, 0, ascending(stars.ref("n"))).threshold());
        LogicalPlan limited = new LogicalPlan.Limit(stars.scan(), 100, 0);
        assertEquals(
                Optional.empty(), top(limited, 0, ascending(stars.ref("mag"))).threshold());
    }

    @Test
    void noThresholdThroughAJoin() {
        LogicalPlan padded = new LogicalPlan.Join(
                Kind.LEFT, visits.scan(), stars.scan(), Optional.of(equal(stars.ref("id"), visits.ref("star"))));
        var top = top(padded, 0, descending(stars.ref("id")));
        assertEquals(Optional.empty(), top.threshold());
        assertTrue(top.keys().getFirst().nullsFirst(), "padding has NULLs, even where the column has none");
    }

    @Test
    void anOrderWithAnOffsetAloneIsSorted() {
        LogicalPlan sorted = new LogicalPlan.Sort(stars.scan(), List.of(ascending(stars.ref("mag"))));
        var limit = assertInstanceOf(PhysicalPlan.Limit.class, plan(new LogicalPlan.Limit(sorted, Long.MAX_VALUE, 5)));
        assertInstanceOf(PhysicalPlan.Sort.class, limit.input());
    }

    private PhysicalPlan.Window window(List<LogicalPlan.WindowAssignment> calls, Expression condition) {
        LogicalPlan window = new LogicalPlan.Window(
                stars.scan(), List.of(stars.ref("class")), List.of(ascending(stars.ref("mag"))), calls);
        PhysicalPlan plan = plan(new LogicalPlan.Filter(window, condition), stars.column("id"));
        while (!(plan instanceof PhysicalPlan.Window)) {
            plan = plan.inputs().getFirst();
        }
        return (PhysicalPlan.Window) plan;
    }

    @Test
    void windowsKeepTheFirstRowsThatAConditionLeaves() {
        var place = ranking("place", RankKind.ROW_NUMBER);
        var rank = ranking("rank", RankKind.RANK);
        Expression few = compare(place.column().ref(), Comparison.LESS_OR_EQUAL, literal(3));
        assertEquals(
                Optional.of(new Most(3, false)), window(List.of(place), few).most());
        assertEquals(
                Optional.of(new Most(2, false)),
                window(List.of(place), less(place.column().ref(), literal(3))).most());
        assertEquals(
                Optional.of(new Most(1, true)),
                window(List.of(place, rank), and(few, equal(rank.column().ref(), literal(1))))
                        .most());
        assertEquals(
                Optional.of(new Most(7, false)),
                window(
                                List.of(place),
                                compare(
                                        literal(7),
                                        Comparison.GREATER_OR_EQUAL,
                                        place.column().ref()))
                        .most());
        assertEquals(List.of(0), window(List.of(place), few).passed(), "only what is needed above");
    }

    @Test
    void windowsKeepAllRowsWhereOthersCount() {
        var place = ranking("place", RankKind.ROW_NUMBER);
        Expression few = compare(place.column().ref(), Comparison.LESS_OR_EQUAL, literal(3));
        var share = ranking("share", RankKind.CUME_DIST);
        assertEquals(Optional.empty(), window(List.of(place, share), few).most());
        Expression many = compare(place.column().ref(), Comparison.GREATER, literal(3));
        assertEquals(Optional.empty(), window(List.of(place), many).most());
        assertEquals(
                Optional.empty(),
                window(List.of(place), or(few, stars.ref("flag"))).most());
    }
}
