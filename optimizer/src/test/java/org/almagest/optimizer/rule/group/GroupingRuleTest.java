package org.almagest.optimizer.rule.group;

import static org.almagest.optimizer.Expressions.equal;
import static org.almagest.optimizer.Expressions.literal;
import static org.almagest.optimizer.Expressions.pass;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.optimizer.TestTable;
import org.almagest.optimizer.cost.CostConstants;
import org.almagest.optimizer.estimate.Feedback;
import org.almagest.optimizer.logical.ColumnNumbers;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.LogicalPlan.Join.Kind;
import org.almagest.optimizer.rule.Rule;
import org.almagest.optimizer.rule.RuleTest;
import org.junit.jupiter.api.Test;

/// Surveys have plates, plates have stars.
final class GroupingRuleTest extends RuleTest {
    private final TestTable survey = new TestTable("survey", 10)
            .with("code", ScalarType.INTEGER)
            .with("title", ScalarType.VARCHAR)
            .unique("code");
    private final TestTable plate = new TestTable("plate", 100)
            .with("id", ScalarType.INTEGER)
            .with("of", ScalarType.INTEGER)
            .with("name", ScalarType.VARCHAR)
            .unique("id");
    private final TestTable star =
            new TestTable("star", 10_000).with("plate", ScalarType.INTEGER).with("mag", ScalarType.DOUBLE);

    private final Rule below = new GroupBelowJoin(ColumnNumbers.fromZero(), () -> CostConstants.DEFAULT, Feedback.NONE);
    private final Rule dependent = new DropDependentKeys();

    private static LogicalPlan join(Kind kind, LogicalPlan left, LogicalPlan right, Expression on) {
        return new LogicalPlan.Join(kind, left, right, Optional.of(on));
    }

    private static LogicalPlan.AggregateAssignment call(
            String name, AggregateFunction.Kind kind, Expression... arguments) {
        ScalarType result = kind == AggregateFunction.Kind.SUM ? ScalarType.DOUBLE : ScalarType.BIGINT;
        AggregateFunction function = new AggregateFunction(
                kind, List.of(arguments).stream().map(Expression::type).toList(), result);
        return new LogicalPlan.AggregateAssignment(
                new LogicalPlan.Column(5000 + name.charAt(0), name, result),
                new AggregateCall(function, List.of(arguments), false, Optional.empty()));
    }

    private LogicalPlan.AggregateAssignment sum() {
        return call("s", AggregateFunction.Kind.SUM, star.ref("mag"));
    }

    private LogicalPlan starsOfPlates() {
        return join(Kind.INNER, plate.scan(), star.scan(), equal(plate.ref("id"), star.ref("plate")));
    }

    private static LogicalPlan group(
            LogicalPlan input, List<LogicalPlan.Column> keys, LogicalPlan.AggregateAssignment... calls) {
        return new LogicalPlan.Aggregate(
                input, keys.stream().map(key -> pass(key)).toList(), List.of(calls));
    }

    @Test
    void starsAreGroupedBeforeTheirPlateIsDescribed() {
        LogicalPlan plan = group(starsOfPlates(), List.of(plate.column("name"), plate.column("id")), sum());
        check(below, plan, """
                Aggregate [name, id] s := sum(mag)
                  INNER join on id = plate
                    Scan plate (id, of, name)
                    Scan star (plate, mag)
                """, """
                Project name, id, s
                  INNER join on id = plate
                    Aggregate [plate] s := sum(mag)
                      Scan star (plate, mag)
                    Scan plate (id, of, name)
                """);
    }

    @Test
    void whatFollowsFromWhatFollowsLeavesAsWell() {
        LogicalPlan all = join(Kind.INNER, survey.scan(), starsOfPlates(), equal(survey.ref("code"), plate.ref("of")));
        LogicalPlan plan = group(all, List.of(survey.column("title"), star.column("plate")), sum());
        check(below, plan, """
                Aggregate [title, plate] s := sum(mag)
                  INNER join on code = of
                    Scan survey (code, title)
                    INNER join on id = plate
                      Scan plate (id, of, name)
                      Scan star (plate, mag)
                """, """
                Project title, plate, s
                  INNER join on code = of
                    INNER join on id = plate
                      Aggregate [plate] s := sum(mag)
                        Scan star (plate, mag)
                      Scan plate (id, of, name)
                    Scan survey (code, title)
                """);
    }

    @Test
    void keysThatManyPlatesShareStay() {
        LogicalPlan byName = group(starsOfPlates(), List.of(plate.column("name")), sum());
        unchanged(below, byName, """
                Aggregate [name] s := sum(mag)
                  INNER join on id = plate
                    Scan plate (id, of, name)
                    Scan star (plate, mag)
                """);
    }

    @Test
    void aJoinThatDropsMostRowsComesFirst() {
        ColumnStatistics hundredValues = new ColumnStatistics(
                Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(100));
        TestTable known = new TestTable("known", 100)
                .with("id", ScalarType.INTEGER, hundredValues)
                .with("name", ScalarType.VARCHAR)
                .unique("id");
        LogicalPlan one = new LogicalPlan.Filter(known.scan(), equal(known.ref("name"), literal("x")));
        LogicalPlan rare = join(Kind.INNER, one, star.scan(), equal(known.ref("id"), star.ref("plate")));
        unchanged(below, group(rare, List.of(known.column("id")), sum()), """
                Aggregate [id] s := sum(mag)
                  INNER join on id = plate
                    Filter name = 'x'
                      Scan known (id, name)
                    Scan star (plate, mag)
                """);
    }

    @Test
    void countsOfRowsWithoutPartnersAreMadeGood() {
        LogicalPlan outer = join(Kind.LEFT, plate.scan(), star.scan(), equal(plate.ref("id"), star.ref("plate")));
        LogicalPlan plan = group(
                outer,
                List.of(plate.column("id")),
                sum(),
                call("c", AggregateFunction.Kind.COUNT, star.ref("mag")),
                call("r", AggregateFunction.Kind.COUNT_STAR));
        check(below, plan, """
                Aggregate [id] s := sum(mag), c := count(mag), r := count(*)
                  LEFT join on id = plate
                    Scan plate (id, of, name)
                    Scan star (plate, mag)
                """, """
                Project id, s := s, c := coalesce(c, 0), r := coalesce(r, 1)
                  LEFT join on id = plate
                    Scan plate (id, of, name)
                    Aggregate [plate] s := sum(mag), c := count(mag), r := count(*)
                      Scan star (plate, mag)
                """);
    }

    /// Each of two equal plates has all the stars.
    @Test
    void platesThatMayComeTwiceStay() {
        LogicalPlan outer = join(Kind.LEFT, b.scan(), star.scan(), equal(b.ref("y"), star.ref("plate")));
        unchanged(below, group(outer, List.of(b.column("y"), b.column("n")), sum()), """
                Aggregate [y, n] s := sum(mag)
                  LEFT join on y = plate
                    Scan b (y, n)
                    Scan star (plate, mag)
                """);
        LogicalPlan twice = join(Kind.INNER, plate.scan(), b.scan(), equal(plate.ref("id"), b.ref("y")));
        LogicalPlan more = join(Kind.LEFT, twice, star.scan(), equal(plate.ref("id"), star.ref("plate")));
        List<LogicalPlan.Column> keys = List.of(plate.column("id"), b.column("n"));
        unchanged(below, group(more, keys, sum()), """
                Aggregate [id, n] s := sum(mag)
                  LEFT join on id = plate
                    INNER join on id = y
                      Scan plate (id, of, name)
                      Scan b (y, n)
                    Scan star (plate, mag)
                """);
    }

    /// Of rows that the join drops nothing may fail: the sum of these might.
    @Test
    void whatMayFailIsNotComputedForMoreRows() {
        LogicalPlan.AggregateAssignment total = call("s", AggregateFunction.Kind.SUM, star.ref("plate"));
        unchanged(below, group(starsOfPlates(), List.of(plate.column("id")), total), """
                Aggregate [id] s := sum(plate)
                  INNER join on id = plate
                    Scan plate (id, of, name)
                    Scan star (plate, mag)
                """);
    }

    @Test
    void keysBesideDistinctAggregatesStay() {
        LogicalPlan.AggregateAssignment plain = call("c", AggregateFunction.Kind.COUNT, star.ref("mag"));
        LogicalPlan.AggregateAssignment distinct = new LogicalPlan.AggregateAssignment(
                plain.column(),
                new AggregateCall(plain.call().function(), plain.call().arguments(), true, Optional.empty()));
        List<LogicalPlan.Column> keys = List.of(star.column("plate"), plate.column("name"));
        unchanged(dependent, group(starsOfPlates(), keys, distinct), """
                Aggregate [plate, name] c := count(mag)
                  INNER join on id = plate
                    Scan plate (id, of, name)
                    Scan star (plate, mag)
                """);
    }

    @Test
    void aKeyThatFollowsFromAnotherIsAValue() {
        LogicalPlan plan = group(starsOfPlates(), List.of(star.column("plate"), plate.column("name")), sum());
        check(dependent, plan, """
                Aggregate [plate, name] s := sum(mag)
                  INNER join on id = plate
                    Scan plate (id, of, name)
                    Scan star (plate, mag)
                """, """
                Aggregate [plate] s := sum(mag), name := any_value(name)
                  INNER join on id = plate
                    Scan plate (id, of, name)
                    Scan star (plate, mag)
                """);
    }

    /// Plates without stars have NULLs, which do not follow from the key.
    @Test
    void whatAnOuterJoinPadsFollowsFromNothing() {
        LogicalPlan outer = join(Kind.LEFT, star.scan(), plate.scan(), equal(star.ref("mag"), plate.ref("id")));
        unchanged(dependent, group(outer, List.of(plate.column("id"), plate.column("name")), sum()), """
                Aggregate [id, name] s := sum(mag)
                  LEFT join on mag = id
                    Scan star (plate, mag)
                    Scan plate (id, of, name)
                """);
    }
}
