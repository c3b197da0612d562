package org.almagest.optimizer.rule.join;

import static org.almagest.optimizer.Expressions.equal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.TestTable;
import org.almagest.optimizer.cost.CostConstants;
import org.almagest.optimizer.estimate.Feedback;
import org.almagest.optimizer.logical.LogicalPlan;
import org.almagest.optimizer.logical.LogicalPlan.Join.Kind;
import org.almagest.optimizer.rule.RuleTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JoinTreeTest extends RuleTest {
    private static OrderJoins ordering(JoinChoice choice) {
        return new OrderJoins(choice, () -> CostConstants.DEFAULT, Feedback.NONE);
    }

    @Test
    void treesAreReadAndWritten() {
        for (String text : List.of("1", "(1 2)", "((1 3) (2 4))", "(5 ((1 2) (3 4)))")) {
            assertEquals(text, JoinTree.parse(text).toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "(1 2|')' is missing at character 5",
                "(1 x)|a number or '(' is missing at character 4",
                "|a number or '(' is missing at character 1",
                "(1 1)|inputs are counted from 1 to at most 62, each comes once: 1",
                "(1 63)|inputs are counted from 1 to at most 62, each comes once: 63",
                "(0 1)|inputs are counted from 1 to at most 62, each comes once: 0",
                "(1 2) 3|the tree ends before character 7",
                "(1 3)|an input is left out: 2"
            })
    void whatIsNoTreeIsRefused(String text, String message) {
        String read = text == null ? "" : text;
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> JoinTree.parse(read));
        assertEquals(message, refused.getMessage());
    }

    @Test
    void depthHasAnEnd() {
        String deep = "(".repeat(100_000);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> JoinTree.parse(deep));
        assertTrue(refused.getMessage().contains("at most"), refused.getMessage());
    }

    @Test
    void joinsAreMadeInTheOrderGiven() {
        TestTable c = new TestTable("c", 10).with("z", ScalarType.INTEGER);
        Expression both = new Expression.And(List.of(equal(a.ref("x"), b.ref("y")), equal(b.ref("n"), c.ref("z"))));
        LogicalPlan plan = new LogicalPlan.Join(
                Kind.INNER,
                new LogicalPlan.Join(Kind.INNER, a.scan(), b.scan(), Optional.empty()),
                c.scan(),
                Optional.of(both));
        String before = """
                INNER join on (x = y and n = z)
                  INNER join
                    Scan a (x, m, flag)
                    Scan b (y, n)
                  Scan c (z)
                """;
        check(ordering(new JoinChoice.Given(JoinTree.parse("(1 (3 2))"))), plan, before, """
                INNER join on x = y
                  Scan a (x, m, flag)
                  INNER join on n = z
                    Scan c (z)
                    Scan b (y, n)
                """);
        // A tree of two is for joins of two.
        LogicalPlan elsewhere =
                ordering(new JoinChoice.Given(JoinTree.parse("(1 2)"))).apply(plan);
        assertEquals(ordering(new JoinChoice.Cheapest()).apply(plan), elsewhere);
    }
}
