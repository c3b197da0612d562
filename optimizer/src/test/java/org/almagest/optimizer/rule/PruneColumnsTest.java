package org.almagest.optimizer.rule;

import static org.almagest.optimizer.Expressions.aggregate;
import static org.almagest.optimizer.Expressions.ascending;
import static org.almagest.optimizer.Expressions.assign;
import static org.almagest.optimizer.Expressions.call;
import static org.almagest.optimizer.Expressions.count;
import static org.almagest.optimizer.Expressions.equal;
import static org.almagest.optimizer.Expressions.less;
import static org.almagest.optimizer.Expressions.literal;
import static org.almagest.optimizer.Expressions.pass;
import static org.almagest.optimizer.Expressions.ranking;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.plan.WindowFunction.RankKind;
import org.almagest.optimizer.PlanText;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.LogicalPlan.Join.Kind;
import org.junit.jupiter.api.Test;

final class PruneColumnsTest extends RuleTest {
    private static void prunes(LogicalPlan plan, String after, LogicalPlan.Column... needed) {
        Set<Integer> numbers =
                Arrays.stream(needed).map(LogicalPlan.Column::number).collect(Collectors.toSet());
        LogicalPlan pruned = PruneColumns.prune(plan, numbers);
        assertEquals(after, PlanText.of(pruned));
        assertEquals(after, PlanText.of(PruneColumns.prune(pruned, numbers)), "pruning twice changes nothing");
    }

    @Test
    void scansReadWhatIsNamedAbove() {
        prunes(a.scan(), """
                Scan a (x)
                """, a.column("x"));
        prunes(new LogicalPlan.Filter(a.scan(), less(a.ref("m"), literal(5))), """
                Filter m < 5
                  Scan a (x, m)
                """, a.column("x"));
        prunes(new LogicalPlan.Sort(a.scan(), List.of(ascending(a.ref("m")))), """
                Sort m
                  Scan a (x, m)
                """, a.column("x"));
        prunes(new LogicalPlan.Limit(a.scan(), 3, 0), """
                Limit 3
                  Scan a (flag)
                """, a.column("flag"));
    }

    @Test
    void positionsFollowTheColumns() {
        var pruned = (LogicalPlan.Scan) PruneColumns.prune(
                a.scan(), Set.of(a.column("flag").number(), a.column("x").number()));
        assertEquals(List.of(0, 2), pruned.positions());
    }

    @Test
    void projectionsComputeWhatIsNeeded() {
        var kept = assign("s", call("+", a.ref("x"), literal(1)));
        prunes(new LogicalPlan.Project(a.scan(), List.of(assign("t", a.ref("m")), kept)), """
                Project s := (x + 1)
                  Scan a (x)
                """, kept.column());
    }

    @Test
    void rowsAreCountedWithoutColumns() {
        var counted = count("c");
        prunes(new LogicalPlan.Aggregate(a.scan(), List.of(), List.of(counted)), """
                Aggregate [] c := count(*)
                  Scan a ()
                """, counted.column());
    }

    @Test
    void groupingsKeepTheirKeysAndLoseAggregates() {
        var counted = count("c");
        prunes(
                new LogicalPlan.Aggregate(
                        a.scan(), List.of(pass(a.column("x"))), List.of(aggregate("s", "sum", a.ref("m")), counted)),
                """
                Aggregate [x] c := count(*)
                  Scan a (x)
                """,
                counted.column());
        prunes(new LogicalPlan.Aggregate(a.scan(), List.of(pass(a.column("x"))), List.of(counted)), """
                Aggregate [x]
                  Scan a (x)
                """);
    }

    @Test
    void aGroupingWithoutKeysIsOneRowWhenNothingIsNeeded() {
        String oneRow = """
                Values 1 rows ()
                """;
        prunes(new LogicalPlan.Aggregate(a.scan(), List.of(), List.of(count("c"))), oneRow);
        prunes(new LogicalPlan.Aggregate(a.scan(), List.of(), List.of()), oneRow);
    }

    @Test
    void joinsReadWhatTheirConditionNames() {
        LogicalPlan join =
                new LogicalPlan.Join(Kind.LEFT, a.scan(), b.scan(), Optional.of(equal(a.ref("x"), b.ref("y"))));
        prunes(join, """
                LEFT join on x = y
                  Scan a (x, m)
                  Scan b (y)
                """, a.column("m"));
        prunes(new LogicalPlan.Join(Kind.INNER, a.scan(), b.scan(), Optional.empty()), """
                INNER join
                  Scan a ()
                  Scan b (n)
                """, b.column("n"));
    }

    @Test
    void unionsKeepTheirWidth() {
        LogicalPlan left = new LogicalPlan.Project(a.scan(), List.of(pass(a.column("x")), pass(a.column("m"))));
        LogicalPlan right = new LogicalPlan.Project(b.scan(), List.of(pass(b.column("y")), pass(b.column("n"))));
        var first = new LogicalPlan.Column(-8, "u", ScalarType.INTEGER);
        var second = new LogicalPlan.Column(-9, "v", ScalarType.INTEGER);
        prunes(new LogicalPlan.UnionAll(List.of(left, right), List.of(first, second)), """
                Union (u, v)
                  Project x, m
                    Scan a (x, m)
                  Project y, n
                    Scan b (y, n)
                """, first);
    }

    @Test
    void windowsLoseCallsThatNobodyNeeds() {
        var place = ranking("place", RankKind.ROW_NUMBER);
        var rank = ranking("rank", RankKind.RANK);
        LogicalPlan window = new LogicalPlan.Window(
                a.scan(), List.of(a.ref("x")), List.of(ascending(a.ref("m"))), List.of(place, rank));
        prunes(window, """
                Window [x] [m] rank := rank()
                  Scan a (x, m, flag)
                """, rank.column(), a.column("flag"));
        prunes(window, """
                Scan a (flag)
                """, a.column("flag"));
    }
}
