package org.almagest.optimizer.estimate;

import static org.almagest.optimizer.Expressions.call;
import static org.almagest.optimizer.Expressions.cast;
import static org.almagest.optimizer.Expressions.literal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.scan.ColumnPredicate.Range;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.Expressions;
import org.almagest.optimizer.TestTable;
import org.junit.jupiter.api.Test;

/// Intervals against evaluation: whatever values the columns have within their bounds, the value of
/// the expression lies within its interval.
final class IntervalTest {
    private static final long SEED = Long.getLong("almagest.seed", 29);

    private final Random random = new Random(SEED);

    @Test
    void holdsWhatRandomExpressionsGive() {
        System.out.println("seed " + SEED);
        int checked = 0;
        for (int round = 0; round < 3000; round++) {
            List<Bounded> columns = List.of(integer(), integer(), big(), real(), number(), decimal());
            TestTable table = new TestTable("t", 10);
            for (int i = 0; i < columns.size(); i++) {
                Bounded column = columns.get(i);
                table.with("c" + i, column.type, column.low, column.high, 0);
            }
            Expression expression = expression(table, 3);
            Optional<Interval> interval = Interval.of(expression, new KnownColumns(table.scan()));
            for (int i = 0; i < 12 && interval.isPresent(); i++) {
                checked += check(expression, table, columns, interval.get());
            }
        }
        assertTrue(checked > 5000, "too few expressions had bounds: " + checked);
    }

    private int check(Expression expression, TestTable table, List<Bounded> columns, Interval interval) {
        List<Expression.Literal> values = new ArrayList<>();
        columns.forEach(column -> values.add(new Expression.Literal(column.pick(random), column.type)));
        Value value;
        try {
            value = Constants.evaluate(substitute(expression, table, values));
        } catch (AlmagestException outOfRange) {
            return 0;
        }
        double unit = expression.type() instanceof DecimalType decimal ? Math.pow(10, decimal.scale()) : 1;
        double number = switch (value) {
            case Value.OfDouble(double real) -> real;
            case Value.OfHuge(var unscaled) -> new BigDecimal(unscaled, scale(expression)).doubleValue();
            default -> ((Value.OfLong) value).value() / unit;
        };
        boolean inside = Double.isNaN(number) || number >= interval.low() && number <= interval.high();
        boolean counted = Double.isNaN(number)
                || !expression.type().isInteger()
                || interval.integers()
                        .map(range -> number >= range.low() && number <= range.high())
                        .orElse(true);
        if (!inside || !counted) {
            fail(expression + " is " + number + " for " + values + ", not within " + interval + " (seed " + SEED + ")");
        }
        return 1;
    }

    private static int scale(Expression expression) {
        return ((DecimalType) expression.type()).scale();
    }

    private static Expression substitute(Expression expression, TestTable table, List<Expression.Literal> values) {
        if (expression instanceof Expression.ColumnRef ref) {
            for (int i = 0; i < values.size(); i++) {
                if (table.columns().get(i).number() == ref.index()) {
                    return values.get(i);
                }
            }
        }
        List<Expression> children = expression.children();
        return children.isEmpty()
                ? expression
                : expression.withChildren(children.stream()
                        .map(child -> substitute(child, table, values))
                        .toList());
    }

    private record Bounded(DataType type, Value low, Value high) {
        /// Picks an end or something between.
        Value pick(Random random) {
            int choice = random.nextInt(4);
            if (choice < 2) {
                return choice == 0 ? low : high;
            }
            if (low instanceof Value.OfLong(long from) && high instanceof Value.OfLong(long to)) {
                return Value.of(from == to ? from : random.nextLong(from, to));
            }
            double from = ((Value.OfDouble) low).value();
            double to = ((Value.OfDouble) high).value();
            double between = from + (to - from) * random.nextDouble();
            double rounded = type == ScalarType.REAL ? (float) between : between;
            return Value.of(Math.clamp(rounded, from, to));
        }
    }

    private Bounded integer() {
        int a = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(-60, 60);
        int b = a + random.nextInt(1, 200);
        return new Bounded(ScalarType.INTEGER, Value.of((long) Math.min(a, b)), Value.of((long) Math.max(a, b)));
    }

    private Bounded decimal() {
        DecimalType type = new DecimalType(random.nextInt(8, 19), random.nextInt(8));
        long most = (long) Math.pow(10, random.nextInt(1, type.precision()));
        long a = random.nextLong(-most, most);
        long b = random.nextLong(-most, most);
        return new Bounded(type, Value.of(Math.min(a, b)), Value.of(Math.max(a, b)));
    }

    private Bounded big() {
        long a = random.nextLong();
        long b = random.nextBoolean() ? random.nextLong() : a ^ random.nextInt(4096);
        return new Bounded(ScalarType.BIGINT, Value.of(Math.min(a, b)), Value.of(Math.max(a, b)));
    }

    private Bounded real() {
        float a = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(5)));
        float b = a + random.nextFloat() * 30;
        return new Bounded(ScalarType.REAL, Value.of((double) a), Value.of((double) b));
    }

    private Bounded number() {
        double a = random.nextGaussian() * Math.pow(10, random.nextInt(-5, 12));
        return new Bounded(ScalarType.DOUBLE, Value.of(a), Value.of(a + random.nextDouble() * 100));
    }

    private Expression expression(TestTable table, int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            return random.nextInt(5) == 0
                    ? constant()
                    : table.columns().get(random.nextInt(6)).ref();
        }
        Expression a = expression(table, depth - 1);
        return switch (random.nextInt(13)) {
            case 0, 1 -> call("+", a, expression(table, depth - 1));
            case 2, 3 -> call("-", a, expression(table, depth - 1));
            case 4, 5 -> call("*", a, expression(table, depth - 1));
            case 6 -> call("/", a, constant());
            case 7 -> call("//", a, constant());
            case 8 -> call("%", a, expression(table, depth - 1));
            case 9 -> a.type().isInteger() ? call(">>", a, literal(random.nextInt(70))) : cast(a, ScalarType.INTEGER);
            case 10 -> call(random.nextBoolean() ? "neg" : "abs", a);
            case 11 -> call(List.of("floor", "ceil", "round", "trunc").get(random.nextInt(4)), a);
            default ->
                cast(
                        a,
                        List.of(ScalarType.INTEGER, ScalarType.BIGINT, ScalarType.REAL, ScalarType.DOUBLE)
                                .get(random.nextInt(4)));
        };
    }

    private Expression constant() {
        return random.nextBoolean() ? literal((long) random.nextInt(-9, 40)) : literal(random.nextGaussian() * 10);
    }

    private final TestTable table = new TestTable("t", 10)
            .with("n", ScalarType.INTEGER, Value.of(-3), Value.of(17), 0)
            .with("id", ScalarType.BIGINT, Value.of((1L << 60) + 1), Value.of((1L << 60) + 5000), 0)
            .with("mag", ScalarType.REAL, Value.of(3.5), Value.of(21.25), 2)
            .with("u", ScalarType.UBIGINT, Value.of(1), Value.of(-1L), 0)
            .with("far", ScalarType.DOUBLE, Value.of(0.0), Value.of(Double.POSITIVE_INFINITY), 0)
            .with("unknown", ScalarType.INTEGER);

    private Optional<Range> integers(Expression expression) {
        return Interval.of(expression, new KnownColumns(table.scan())).flatMap(Interval::integers);
    }

    @Test
    void isTightWhereGroupsAreIndexed() {
        assertEquals(Optional.of(new Range(-3, 17)), integers(table.ref("n")));
        assertEquals(
                Optional.of(new Range(3, 21)), integers(cast(call("floor", table.ref("mag")), ScalarType.INTEGER)));
        assertEquals(
                Optional.of(new Range(1L << 20, 1L << 20)),
                integers(call(">>", call("-", table.ref("id"), cast(literal(5000), ScalarType.BIGINT)), literal(40)))
                        .map(range -> new Range(range.high(), range.high())));
        assertEquals(Optional.of(new Range(-3, 3)), integers(call("%", table.ref("n"), literal(4))));
        assertEquals(Optional.of(new Range(-1, 5)), integers(call("/", table.ref("n"), literal(3))));
        assertEquals(Optional.of(new Range(0, 17)), integers(call("abs", table.ref("n"))));
    }

    @Test
    void saysNothingWhereNothingIsKnown() {
        assertEquals(Optional.empty(), integers(table.ref("unknown")));
        assertEquals(Optional.empty(), integers(table.ref("u")));
        assertEquals(Optional.empty(), integers(table.ref("far")));
        assertEquals(Optional.empty(), integers(table.ref("id")));
        assertEquals(Optional.empty(), integers(call("/", table.ref("n"), table.ref("n"))));
        assertEquals(Optional.empty(), integers(call("/", table.ref("n"), literal(0))));
        assertEquals(Optional.empty(), integers(Expressions.less(table.ref("n"), literal(3))));
    }
}
