package org.almagest.optimizer.physical;

import static org.almagest.optimizer.Expressions.call;
import static org.almagest.optimizer.Expressions.less;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.TestTable;
import org.almagest.optimizer.estimate.KnownColumns;
import org.almagest.optimizer.rule.Conjuncts;
import org.junit.jupiter.api.Test;

/// Decimals that are computed in 64 bits have the values and the types that they have in 128.
final class NarrowDecimalsTest {
    private static final long SEED = Long.getLong("almagest.seed", 83);

    private final Random random = new Random(SEED);

    @Test
    void narrowArithmeticGivesTheSameValues() {
        System.out.println("seed " + SEED);
        int narrowed = 0;
        for (int round = 0; round < 2000; round++) {
            TestTable table = new TestTable("t", 10);
            List<Long> ends = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                DecimalType type = new DecimalType(random.nextInt(4, 19), random.nextInt(5));
                long most = (long) Math.pow(10, random.nextInt(1, type.precision() + 1)) - 1;
                ends.add(most);
                table.with("c" + i, type, Value.of(-most), Value.of(most), 0);
            }
            Expression expression = expression(table, 3);
            NarrowDecimals narrow = new NarrowDecimals(new KnownColumns(table.scan()));
            Expression rewritten = narrow.rewrite(expression);
            assertEquals(expression.type(), rewritten.type());
            narrowed += isNarrow(narrow.shortest(expression), expression) ? 1 : 0;
            for (int i = 0; i < 8; i++) {
                Map<Integer, Expression> values = values(table, ends);
                assertEquals(
                        outcome(Conjuncts.substitute(expression, values)),
                        outcome(Conjuncts.substitute(rewritten, values)),
                        () -> expression + " over " + values + " (seed " + SEED + ")");
            }
        }
        assertTrue(narrowed > 200, "too few expressions were narrowed: " + narrowed);
    }

    /// The value, or that it has too many digits.
    private static Object outcome(Expression expression) {
        try {
            return Constants.evaluate(expression);
        } catch (AlmagestException tooLarge) {
            assertEquals(SqlState.NUMERIC_OUT_OF_RANGE, tooLarge.state());
            return tooLarge.state();
        }
    }

    private static boolean isNarrow(Expression shortest, Expression expression) {
        return expression.type().physical() == PhysicalType.HUGE
                && shortest.type().physical() == PhysicalType.LONG;
    }

    private Map<Integer, Expression> values(TestTable table, List<Long> ends) {
        Map<Integer, Expression> values = new HashMap<>();
        for (int i = 0; i < ends.size(); i++) {
            long most = ends.get(i);
            long value = random.nextBoolean() ? random.nextLong(-most, most + 1) : random.nextBoolean() ? most : -most;
            values.put(
                    table.columns().get(i).number(),
                    new Expression.Literal(
                            Value.of(value), table.columns().get(i).type()));
        }
        return values;
    }

    private Expression expression(TestTable table, int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return table.columns().get(random.nextInt(4)).ref();
        }
        Expression a = expression(table, depth - 1);
        Expression b = expression(table, depth - 1);
        return switch (random.nextInt(5)) {
            case 0 -> call("+", a, b);
            case 1 -> call("-", a, b);
            case 2, 3 -> call("*", a, b);
            default -> {
                Expression condition = less(
                        new Expression.Cast(a, ScalarType.DOUBLE, false),
                        new Expression.Cast(b, ScalarType.DOUBLE, false));
                yield new Expression.Case(
                        List.of(new Expression.Branch(condition, a)),
                        new Expression.Literal(Value.NULL, a.type()),
                        a.type());
            }
        };
    }
}
