package org.almagest.optimizer.rule;

import static org.almagest.optimizer.Expressions.and;
import static org.almagest.optimizer.Expressions.ascending;
import static org.almagest.optimizer.Expressions.assign;
import static org.almagest.optimizer.Expressions.call;
import static org.almagest.optimizer.Expressions.chance;
import static org.almagest.optimizer.Expressions.count;
import static org.almagest.optimizer.Expressions.equal;
import static org.almagest.optimizer.Expressions.less;
import static org.almagest.optimizer.Expressions.literal;
import static org.almagest.optimizer.Expressions.pass;
import static org.almagest.optimizer.Expressions.ranking;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.WindowFunction.RankKind;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.LogicalPlan.Join.Kind;
import org.junit.jupiter.api.Test;

/// `PushFilter` and `PushJoinCondition`.
final class PushFilterTest extends RuleTest {
    private final PushFilter rule = new PushFilter();

    private final Expression onLeft = less(a.ref("m"), literal(5));
    private final Expression onRight = less(b.ref("n"), literal(7));
    private final Expression onBoth = equal(a.ref("x"), b.ref("y"));

    private LogicalPlan join(Kind kind, Expression... condition) {
        return new LogicalPlan.Join(kind, a.scan(), b.scan(), Conjuncts.join(List.of(condition)));
    }

    private static LogicalPlan filter(LogicalPlan input, Expression... conditions) {
        return Conjuncts.filter(input, List.of(conditions));
    }

    @Test
    void innerJoinsTakeEverything() {
        check(rule, filter(join(Kind.INNER), onBoth, onLeft, onRight), """
                Filter (x = y and m < 5 and n < 7)
                  INNER join
                    Scan a (x, m, flag)
                    Scan b (y, n)
                """, """
                INNER join on x = y
                  Filter m < 5
                    Scan a (x, m, flag)
                  Filter n < 7
                    Scan b (y, n)
                """);
    }

    @Test
    void leftJoinsPassOnConditionsOnTheirLeftSideAlone() {
        check(rule, filter(join(Kind.LEFT, onBoth), onLeft, onRight, less(a.ref("x"), b.ref("n"))), """
                Filter (m < 5 and n < 7 and x < n)
                  LEFT join on x = y
                    Scan a (x, m, flag)
                    Scan b (y, n)
                """, """
                Filter (n < 7 and x < n)
                  LEFT join on x = y
                    Filter m < 5
                      Scan a (x, m, flag)
                    Scan b (y, n)
                """);
    }

    @Test
    void semiAndAntiJoinsPassOnConditionsOnTheirRows() {
        for (Kind kind : List.of(Kind.SEMI, Kind.ANTI)) {
            check(rule, filter(join(kind, onBoth), onLeft), """
                    Filter m < 5
                      %s join on x = y
                        Scan a (x, m, flag)
                        Scan b (y, n)
                    """.formatted(kind), """
                    %s join on x = y
                      Filter m < 5
                        Scan a (x, m, flag)
                      Scan b (y, n)
                    """.formatted(kind));
        }
    }

    @Test
    void aRandomConditionIsNotMovedToASide() {
        check(rule, filter(join(Kind.INNER, onBoth), chance(0.5)), """
                Filter random() < 0.5
                  INNER join on x = y
                    Scan a (x, m, flag)
                    Scan b (y, n)
                """, """
                INNER join on (x = y and random() < 0.5)
                  Scan a (x, m, flag)
                  Scan b (y, n)
                """);
        unchanged(rule, filter(join(Kind.LEFT, onBoth), chance(0.5)), """
                Filter random() < 0.5
                  LEFT join on x = y
                    Scan a (x, m, flag)
                    Scan b (y, n)
                """);
    }

    @Test
    void conditionsOfTheJoinStayBeforeThoseFromAbove() {
        check(
                rule,
                filter(
                        join(Kind.INNER, less(a.ref("m"), literal(1))),
                        less(call("/", literal(1), a.ref("m")), literal(2))),
                """
                Filter (1 / m) < 2
                  INNER join on m < 1
                    Scan a (x, m, flag)
                    Scan b (y, n)
                """,
                """
                INNER join
                  Filter (m < 1 and (1 / m) < 2)
                    Scan a (x, m, flag)
                  Scan b (y, n)
                """);
    }

    @Test
    void passesProjectionsInTermsOfWhatTheyCompute() {
        LogicalPlan project = new LogicalPlan.Project(
                a.scan(), List.of(assign("s", call("+", a.ref("x"), literal(1))), pass(a.column("m"))));
        Expression s = project.columns().getFirst().ref();
        check(rule, filter(project, less(s, a.ref("m"))), """
                Filter s < m
                  Project s := (x + 1), m
                    Scan a (x, m, flag)
                """, """
                Project s := (x + 1), m
                  Filter (x + 1) < m
                    Scan a (x, m, flag)
                """);
    }

    @Test
    void staysAboveAProjectionOfRandomNumbers() {
        LogicalPlan project =
                new LogicalPlan.Project(a.scan(), List.of(assign("r", call("random")), pass(a.column("m"))));
        unchanged(rule, filter(project, onLeft), """
                Filter m < 5
                  Project r := random(), m
                    Scan a (x, m, flag)
                """);
    }

    @Test
    void filtersMeetInTheOrderInWhichTheyWere() {
        check(rule, filter(filter(a.scan(), a.ref("flag")), onLeft), """
                Filter m < 5
                  Filter flag
                    Scan a (x, m, flag)
                """, """
                Filter (flag and m < 5)
                  Scan a (x, m, flag)
                """);
    }

    @Test
    void passesSorts() {
        check(rule, filter(new LogicalPlan.Sort(a.scan(), List.of(ascending(a.ref("x")))), onLeft), """
                Filter m < 5
                  Sort x
                    Scan a (x, m, flag)
                """, """
                Sort x
                  Filter m < 5
                    Scan a (x, m, flag)
                """);
    }

    @Test
    void staysAboveLimits() {
        unchanged(rule, filter(new LogicalPlan.Limit(a.scan(), 3, 0), onLeft), """
                Filter m < 5
                  Limit 3
                    Scan a (x, m, flag)
                """);
    }

    @Test
    void passesGroupingsWhereItNamesKeysAlone() {
        var key = assign("k", call("+", a.ref("x"), literal(1)));
        var counted = count("c");
        LogicalPlan groups = new LogicalPlan.Aggregate(a.scan(), List.of(key), List.of(counted));
        check(
                rule,
                filter(
                        groups,
                        less(key.column().ref(), literal(9)),
                        less(counted.column().ref(), key.column().ref())),
                """
                Filter (k < 9 and c < k)
                  Aggregate [k := (x + 1)] c := count(*)
                    Scan a (x, m, flag)
                """,
                """
                Filter c < k
                  Aggregate [k := (x + 1)] c := count(*)
                    Filter (x + 1) < 9
                      Scan a (x, m, flag)
                """);
    }

    @Test
    void staysAboveAGroupingWithoutKeys() {
        LogicalPlan one = new LogicalPlan.Aggregate(a.scan(), List.of(), List.of(count("c")));
        unchanged(rule, filter(one, less(literal(2), literal(1))), """
                Filter 2 < 1
                  Aggregate [] c := count(*)
                    Scan a (x, m, flag)
                """);
    }

    @Test
    void staysAboveAGroupingByRandomNumbers() {
        var key = assign("k", call("random"));
        LogicalPlan groups = new LogicalPlan.Aggregate(a.scan(), List.of(key), List.of());
        unchanged(rule, filter(groups, less(key.column().ref(), literal(0.5))), """
                Filter k < 0.5
                  Aggregate [k := random()]
                    Scan a (x, m, flag)
                """);
        var plain = pass(a.column("x"));
        unchanged(rule, filter(new LogicalPlan.Aggregate(a.scan(), List.of(plain), List.of()), chance(0.5)), """
                Filter random() < 0.5
                  Aggregate [x]
                    Scan a (x, m, flag)
                """);
    }

    @Test
    void goesIntoEveryInputOfAUnion() {
        LogicalPlan left = new LogicalPlan.Project(a.scan(), List.of(pass(a.column("x"))));
        LogicalPlan right = new LogicalPlan.Project(b.scan(), List.of(pass(b.column("n"))));
        var column = new LogicalPlan.Column(-7, "u", ScalarType.INTEGER);
        check(
                rule,
                filter(new LogicalPlan.UnionAll(List.of(left, right), List.of(column)), less(column.ref(), literal(3))),
                """
                Filter u < 3
                  Union (u)
                    Project x
                      Scan a (x, m, flag)
                    Project n
                      Scan b (y, n)
                """,
                """
                Union (u)
                  Project x
                    Filter x < 3
                      Scan a (x, m, flag)
                  Project n
                    Filter n < 3
                      Scan b (y, n)
                """);
    }

    @Test
    void joinConditionsOnOneSideMoveThereWhereTheKindAllows() {
        PushJoinCondition pushing = new PushJoinCondition();
        check(pushing, join(Kind.INNER, onBoth, onLeft, onRight), """
                INNER join on (x = y and m < 5 and n < 7)
                  Scan a (x, m, flag)
                  Scan b (y, n)
                """, """
                INNER join on x = y
                  Filter m < 5
                    Scan a (x, m, flag)
                  Filter n < 7
                    Scan b (y, n)
                """);
        for (Kind kind : List.of(Kind.LEFT, Kind.ANTI, Kind.SEMI)) {
            check(pushing, join(kind, onBoth, onLeft, onRight), """
                    %s join on (x = y and m < 5 and n < 7)
                      Scan a (x, m, flag)
                      Scan b (y, n)
                    """.formatted(kind), """
                    %s join on (x = y and m < 5)
                      Scan a (x, m, flag)
                      Filter n < 7
                        Scan b (y, n)
                    """.formatted(kind));
        }
    }

    @Test
    void joinConditionsWithoutColumnsOrWithRandomNumbersStay() {
        String text = """
                LEFT join on (1 < 2 and random() < 0.5)
                  Scan a (x, m, flag)
                  Scan b (y, n)
                """;
        unchanged(new PushJoinCondition(), join(Kind.LEFT, less(literal(1), literal(2)), chance(0.5)), text);
        LogicalPlan allPairs = new LogicalPlan.Join(Kind.INNER, a.scan(), b.scan(), Optional.empty());
        unchanged(new PushJoinCondition(), allPairs, """
                INNER join
                  Scan a (x, m, flag)
                  Scan b (y, n)
                """);
    }

    @Test
    void nestedAndsAreTakenApart() {
        check(rule, filter(join(Kind.INNER), and(and(onLeft, onBoth), onRight)), """
                Filter ((m < 5 and x = y) and n < 7)
                  INNER join
                    Scan a (x, m, flag)
                    Scan b (y, n)
                """, """
                INNER join on x = y
                  Filter m < 5
                    Scan a (x, m, flag)
                  Filter n < 7
                    Scan b (y, n)
                """);
    }

    @Test
    void windowsPassOnWhatNamesTheirPartitionKeysAlone() {
        var place = ranking("place", RankKind.ROW_NUMBER);
        LogicalPlan window = new LogicalPlan.Window(
                a.scan(),
                List.of(a.ref("x"), call("+", a.ref("m"), literal(1))),
                List.of(ascending(a.ref("m"))),
                List.of(place));
        Expression onKey = less(a.ref("x"), literal(5));
        Expression onPlace = less(place.column().ref(), literal(2));
        check(rule, filter(window, onKey, onLeft, onPlace), """
                Filter (x < 5 and m < 5 and place < 2)
                  Window [x, (m + 1)] [m] place := row_number()
                    Scan a (x, m, flag)
                """, """
                Filter (m < 5 and place < 2)
                  Window [x, (m + 1)] [m] place := row_number()
                    Filter x < 5
                      Scan a (x, m, flag)
                """);
    }
}
