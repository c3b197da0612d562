package org.almagest.exec;

import static org.almagest.exec.Execution.column;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.function.AggregateFunction.Kind;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.exec.plan.PhysicalPlan;
import org.junit.jupiter.api.Test;

final class AggregateTest {
    private static final DataType HUGE = new DecimalType(38, 0);
    private static final List<DataType> TYPES = List.of(
            ScalarType.INTEGER,
            ScalarType.BIGINT,
            ScalarType.DOUBLE,
            ScalarType.REAL,
            ScalarType.VARCHAR,
            ScalarType.BOOLEAN,
            HUGE,
            ScalarType.SMALLINT);

    private static AggregateCall call(Kind kind, int column, DataType result) {
        return call(kind, column, result, false, Optional.empty());
    }

    private static AggregateCall call(
            Kind kind, int column, DataType result, boolean distinct, Optional<Expression> filter) {
        DataType type = TYPES.get(column);
        return new AggregateCall(
                new AggregateFunction(kind, List.of(type), result), List.of(column(column, type)), distinct, filter);
    }

    private static AggregateCall argExtreme(Kind kind, int value, int by, Optional<Expression> filter) {
        DataType type = TYPES.get(value);
        return new AggregateCall(
                new AggregateFunction(kind, List.of(type, TYPES.get(by)), type),
                List.of(column(value, type), column(by, TYPES.get(by))),
                false,
                filter);
    }

    private static AggregateCall countRows(Optional<Expression> filter) {
        return new AggregateCall(
                new AggregateFunction(Kind.COUNT_STAR, List.of(), ScalarType.BIGINT), List.of(), false, filter);
    }

    private static final Expression FILTER = new Expression.Compare(
            Comparison.GREATER,
            column(0, ScalarType.INTEGER),
            new Expression.Literal(Value.of(-20L), ScalarType.INTEGER));

    private static List<AggregateCall> everyCall() {
        List<AggregateCall> calls = new ArrayList<>();
        calls.add(countRows(Optional.empty()));
        calls.add(countRows(Optional.of(FILTER)));
        for (int c = 0; c < TYPES.size(); c++) {
            calls.add(call(Kind.COUNT, c, ScalarType.BIGINT));
            calls.add(call(Kind.COUNT, c, ScalarType.BIGINT, true, Optional.empty()));
            calls.add(call(Kind.MIN, c, TYPES.get(c)));
            calls.add(call(Kind.MAX, c, TYPES.get(c), false, Optional.of(FILTER)));
            calls.add(call(Kind.ANY_VALUE, c, TYPES.get(c)));
            calls.add(argExtreme(Kind.ARG_MIN, c, (c + 3) % TYPES.size(), Optional.empty()));
            calls.add(argExtreme(Kind.ARG_MAX, (c + 5) % TYPES.size(), c, Optional.of(FILTER)));
        }
        calls.add(call(Kind.SUM, 0, ScalarType.BIGINT));
        calls.add(call(Kind.SUM, 1, HUGE));
        calls.add(call(Kind.SUM, 2, ScalarType.DOUBLE));
        calls.add(call(Kind.SUM, 3, ScalarType.DOUBLE, true, Optional.empty()));
        calls.add(call(Kind.SUM, 6, HUGE));
        for (int c : new int[] {0, 1, 2, 3, 6, 7}) {
            calls.add(call(Kind.AVG, c, ScalarType.DOUBLE));
            calls.add(call(Kind.MEDIAN, c, ScalarType.DOUBLE));
        }
        calls.add(call(Kind.STDDEV_SAMP, 0, ScalarType.DOUBLE));
        calls.add(call(Kind.VAR_POP, 0, ScalarType.DOUBLE));
        calls.add(call(Kind.STDDEV_POP, 7, ScalarType.DOUBLE, true, Optional.of(FILTER)));
        calls.add(call(Kind.VAR_SAMP, 7, ScalarType.DOUBLE));
        calls.add(call(Kind.BOOL_AND, 5, ScalarType.BOOLEAN));
        calls.add(call(Kind.BOOL_OR, 5, ScalarType.BOOLEAN));
        return calls;
    }

    private static PhysicalPlan.Aggregate plan(
            PhysicalPlan input,
            List<Integer> keys,
            List<AggregateCall> calls,
            Optional<List<ColumnPredicate.Range>> domains) {
        return new PhysicalPlan.Aggregate(
                input, keys.stream().map(k -> column(k, TYPES.get(k))).toList(), calls, domains, "");
    }

    /// Compares with the reference, at all thread counts.
    private static void check(PhysicalPlan.Aggregate plan, MemoryTable table) {
        Map<List<Value>, List<Value>> expected = Reference.aggregate(plan, table.rows);
        List<List<Value>> actual = Execution.sameRows(plan);
        assertEquals(expected.size(), actual.size());
        int keys = plan.keys().size();
        for (List<Value> row : actual) {
            List<Value> key = row.subList(0, keys).stream().map(Reference::key).toList();
            List<Value> wanted = expected.get(key);
            assertTrue(wanted != null, "no such group: " + key);
            for (int i = 0; i < wanted.size(); i++) {
                assertTrue(
                        Reference.agree(wanted.get(i), row.get(keys + i)),
                        plan.aggregates().get(i) + " of " + key + ": " + wanted.get(i) + " is not "
                                + row.get(keys + i));
            }
        }
    }

    @Test
    void everyAggregateOverEveryKindOfKey() {
        long seed = 20261122;
        Random random = new Random(seed);
        List<List<Integer>> keySets = List.of(
                List.of(),
                List.of(0),
                List.of(1),
                List.of(2),
                List.of(3),
                List.of(4),
                List.of(5),
                List.of(6),
                List.of(0, 7),
                List.of(4, 0),
                List.of(2, 4, 5),
                List.of(6, 1, 0, 4));
        for (List<Integer> keys : keySets) {
            int rows = random.nextInt(3000) + 1;
            MemoryTable table = new MemoryTable(
                    TYPES,
                    TestValues.table(random, TYPES, rows, 1 + random.nextInt(60)),
                    1 + random.nextInt(400),
                    1 + random.nextInt(200),
                    random.nextBoolean());
            check(plan(table.all(), keys, everyCall(), Optional.empty()), table);
        }
    }

    @Test
    void noRows() {
        MemoryTable table = new MemoryTable(TYPES, List.of(), 100, 100, true);
        check(plan(table.all(), List.of(), everyCall(), Optional.empty()), table);
        check(plan(table.all(), List.of(0, 4), everyCall(), Optional.empty()), table);
    }

    @Test
    void domainsThatAreRightAndDomainsThatAreStale() {
        Random random = new Random(5);
        MemoryTable table = new MemoryTable(TYPES, TestValues.table(random, TYPES, 5000, 100), 300, 100, true);
        List<AggregateCall> calls = List.of(countRows(Optional.empty()), call(Kind.SUM, 2, ScalarType.DOUBLE));
        for (long high : new long[] {60, 10, -60}) {
            var domain = new ColumnPredicate.Range(-60, high);
            check(plan(table.all(), List.of(0), calls, Optional.of(List.of(domain))), table);
            check(plan(table.all(), List.of(0, 7), calls, Optional.of(List.of(domain, domain))), table);
        }
    }

    @Test
    void keysThatComeInRunsAndKeysWhoseRangesGrow() {
        long seed = Long.getLong("almagest.seed", 1_510L);
        System.out.println("almagest.seed=" + seed);
        Random random = new Random(seed);
        List<AggregateCall> calls = new ArrayList<>(everyCall());
        for (int round = 0; round < 6; round++) {
            int runLength = List.of(1, 3, 40, 300, 2000, 70).get(round);
            long reach = List.of(10L, 1000L, 50L, 300_000L, 1L << 40, 5000L).get(round);
            boolean nulls = round % 2 == 1;
            List<List<Value>> rows = TestValues.table(random, TYPES, 6000, 50);
            List<List<Value>> keyed = new ArrayList<>();
            long small = 0;
            long big = 0;
            String text = "";
            for (int i = 0; i < rows.size(); i++) {
                if (i % runLength == 0) {
                    small = random.nextInt(1 + (int) Math.min(reach, i + 1)) - reach / 3 % 1000;
                    big = i % 500 == 499 ? random.nextLong() : (random.nextLong() >>> 1) % reach + i;
                    text = "t" + random.nextInt(1 + Math.min(i, 200));
                }
                List<Value> row = new ArrayList<>(rows.get(i));
                boolean isNull = nulls && random.nextInt(9) == 0;
                row.set(0, isNull ? Value.NULL : Value.of(small));
                row.set(1, isNull ? Value.NULL : Value.of(big));
                row.set(4, isNull && random.nextBoolean() ? Value.NULL : Value.of(text));
                keyed.add(row);
            }
            MemoryTable table = new MemoryTable(TYPES, keyed, 1500, round == 0 ? 100 : 1024, true);
            for (List<Integer> keys : List.of(List.of(0), List.of(1), List.of(4), List.of(0, 4), List.of(4, 7, 0))) {
                check(plan(table.all(), keys, calls, Optional.empty()), table);
            }
        }
    }

    /// Where a table's rows leave the order of their keys.
    private enum Break {
        NOWHERE,
        AT_THE_LAST_ROW,
        IN_THE_FIRST_RUN,
        BETWEEN_TWO_LOADS,
        BY_A_NULL;

        Value key(int row, int rows, long ascending) {
            boolean broken = switch (this) {
                case NOWHERE, BETWEEN_TWO_LOADS -> false;
                case AT_THE_LAST_ROW -> row == rows - 1;
                case IN_THE_FIRST_RUN -> row == 25;
                case BY_A_NULL -> row == rows / 2;
            };
            if (broken) {
                return this == BY_A_NULL ? Value.NULL : Value.of(-7L);
            }
            boolean second = this == BETWEEN_TWO_LOADS && row >= 2 * rows / 3;
            return Value.of(second ? ascending - 900 : ascending);
        }
    }

    @Test
    void keysThatAscendUntilTheyDoNot() {
        Random random = new Random(20261128);
        List<List<Value>> values = TestValues.table(random, TYPES, 4000, 50);
        for (Break where : Break.values()) {
            for (int rowsOfGroup : new int[] {1, 3, 700, 5000}) {
                List<List<Value>> rows = new ArrayList<>();
                for (int i = 0; i < values.size(); i++) {
                    List<Value> row = new ArrayList<>(values.get(i));
                    Value key = where.key(i, values.size(), i / rowsOfGroup - 10);
                    row.set(0, key);
                    row.set(1, key);
                    rows.add(row);
                }
                MemoryTable table = new MemoryTable(TYPES, rows, 130, rowsOfGroup == 3 ? 100 : 1024, true);
                check(plan(table.all(), List.of(0), everyCall(), Optional.empty()), table);
                check(plan(table.all(), List.of(1), everyCall(), Optional.empty()), table);
            }
        }
    }

    @Test
    void veryManyGroupsInOrderAndTheSameAgain() {
        List<DataType> types = List.of(ScalarType.BIGINT, ScalarType.DOUBLE);
        AggregateCall sum = new AggregateCall(
                new AggregateFunction(Kind.SUM, List.of(ScalarType.DOUBLE), ScalarType.DOUBLE),
                List.of(column(1, ScalarType.DOUBLE)),
                false,
                Optional.empty());
        List<Expression> keys = List.of(column(0, ScalarType.BIGINT));
        for (int loads = 1; loads <= 2; loads++) {
            List<List<Value>> rows = new ArrayList<>();
            for (int i = 0; i < loads * 300_000; i++) {
                rows.add(List.of(Value.of(i % 300_000 * 3L), Value.of(i * 0.1)));
            }
            MemoryTable table = new MemoryTable(types, rows, 10_000, 1024, true);
            List<AggregateCall> calls = List.of(countRows(Optional.empty()), sum);
            check(new PhysicalPlan.Aggregate(table.all(), keys, calls, Optional.empty(), ""), table);
        }
    }

    @Test
    void keysFarApartStayApart() {
        List<DataType> types = List.of(ScalarType.BIGINT);
        long[] far = {Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE, Long.MAX_VALUE - 3_000_000_000L};
        for (long low : new long[] {-1, 0, -3_000_000_000L}) {
            List<List<Value>> rows = new ArrayList<>();
            for (int i = 0; i < 6000; i++) {
                boolean near = i < 2000 || i % 3 > 0;
                rows.add(List.of(Value.of(near ? low + i % 12 : far[i % far.length])));
            }
            MemoryTable table = new MemoryTable(types, rows, 3000, 1024, true);
            List<Expression> keys = List.of(column(0, ScalarType.BIGINT));
            List<AggregateCall> calls = List.of(countRows(Optional.empty()));
            check(new PhysicalPlan.Aggregate(table.all(), keys, calls, Optional.empty(), ""), table);
            List<List<Value>> reversed = rows.reversed();
            MemoryTable other = new MemoryTable(types, reversed, 3000, 1024, true);
            check(new PhysicalPlan.Aggregate(other.all(), keys, calls, Optional.empty(), ""), other);
        }
    }

    @Test
    void veryManyGroupsGoThroughPartitions() {
        int rows = 400_000;
        Random random = new Random(7);
        List<List<Value>> table = new ArrayList<>();
        List<DataType> types = List.of(ScalarType.BIGINT, ScalarType.DOUBLE, ScalarType.VARCHAR);
        for (int i = 0; i < rows; i++) {
            long key = random.nextInt(200_000);
            table.add(List.of(Value.of(key), Value.of(random.nextGaussian()), Value.of("t" + key % 1000)));
        }
        MemoryTable source = new MemoryTable(types, table, 150_000, 1024, true);
        AggregateCall sum = new AggregateCall(
                new AggregateFunction(Kind.SUM, List.of(ScalarType.DOUBLE), ScalarType.DOUBLE),
                List.of(column(1, ScalarType.DOUBLE)),
                false,
                Optional.empty());
        AggregateCall count = new AggregateCall(
                countRows(Optional.empty()).function(),
                List.of(),
                false,
                Optional.of(new Expression.Compare(
                        Comparison.LESS,
                        column(0, ScalarType.BIGINT),
                        new Expression.Literal(Value.of(1000L), ScalarType.BIGINT))));
        var plan = new PhysicalPlan.Aggregate(
                source.all(),
                List.of(column(2, ScalarType.VARCHAR), column(0, ScalarType.BIGINT)),
                List.of(countRows(Optional.empty()), sum, count),
                Optional.empty(),
                "");
        check(plan, source);
    }

    @Test
    void tablesGrowBesideTheGroupOfNull() {
        Random random = new Random(13);
        List<DataType> types = List.of(ScalarType.BIGINT, HUGE, ScalarType.DOUBLE);
        List<List<Value>> rows = new ArrayList<>();
        for (int i = 0; i < 6000; i++) {
            // The zero key is what a NULL's unused words look like.
            long key = random.nextInt(3000) - 10;
            boolean isNull = i % 50 == 7;
            rows.add(List.of(
                    isNull ? Value.NULL : Value.of(key),
                    isNull ? Value.NULL : Value.of(java.math.BigInteger.valueOf(key)),
                    isNull ? Value.NULL : Value.of((double) key)));
        }
        MemoryTable table = new MemoryTable(types, rows, 700, 300, true);
        List<List<Integer>> keySets = List.of(List.of(0), List.of(1), List.of(2), List.of(0, 2), List.of(0, 1, 2));
        for (List<Integer> keys : keySets) {
            List<Expression> expressions =
                    keys.stream().map(k -> column(k, types.get(k))).toList();
            check(
                    new PhysicalPlan.Aggregate(
                            table.all(), expressions, List.of(countRows(Optional.empty())), Optional.empty(), ""),
                    table);
        }
    }

    @Test
    void distinctCountsAreTwoLevels() {
        Random random = new Random(11);
        MemoryTable table = new MemoryTable(TYPES, TestValues.table(random, TYPES, 3000, 50), 200, 64, true);
        for (int c : new int[] {0, 2, 4}) {
            List<AggregateCall> calls = List.of(call(Kind.COUNT, c, ScalarType.BIGINT, true, Optional.empty()));
            check(plan(table.all(), List.of(), calls, Optional.empty()), table);
            check(plan(table.all(), List.of(7), calls, Optional.empty()), table);
        }
    }

    @Test
    void distinctRowsAreGroupsWithoutAggregates() {
        Random random = new Random(12);
        MemoryTable table = new MemoryTable(TYPES, TestValues.table(random, TYPES, 2000, 4), 200, 64, false);
        List<List<Value>> rows = Execution.sameRows(plan(table.all(), List.of(5, 0), List.of(), Optional.empty()));
        assertEquals(new HashSet<>(rows).size(), rows.size());
        check(plan(table.all(), List.of(5, 0), List.of(), Optional.empty()), table);
    }

    @Test
    void approximateCountsAreNear() {
        List<List<Value>> rows = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            rows.add(List.of(Value.of(i * 7919L % 20_000)));
        }
        MemoryTable table = new MemoryTable(List.of(ScalarType.BIGINT), rows, 3000, 1024, true);
        AggregateCall call = new AggregateCall(
                new AggregateFunction(Kind.APPROX_COUNT_DISTINCT, List.of(ScalarType.BIGINT), ScalarType.BIGINT),
                List.of(column(0, ScalarType.BIGINT)),
                false,
                Optional.empty());
        var plan = new PhysicalPlan.Aggregate(table.all(), List.of(), List.of(call), Optional.empty(), "");
        long estimate = ((Value.OfLong) Execution.sameRows(plan).getFirst().getFirst()).value();
        assertTrue(Math.abs(estimate - 20_000) < 1000, "estimate: " + estimate);
    }

    @Test
    void aSumThatDoesNotFitIsAnError() {
        DecimalType wide = new DecimalType(38, 0);
        Value nearlyTen38 = Value.of(java.math.BigInteger.TEN.pow(38).subtract(java.math.BigInteger.ONE));
        List<List<Value>> rows = List.of(List.of(nearlyTen38), List.of(nearlyTen38));
        MemoryTable table = new MemoryTable(List.of(wide), rows, 10, 10, true);
        AggregateCall call = new AggregateCall(
                new AggregateFunction(Kind.SUM, List.of(wide), wide),
                List.of(column(0, wide)),
                false,
                Optional.empty());
        var plan = new PhysicalPlan.Aggregate(table.all(), List.of(), List.of(call), Optional.empty(), "");
        AlmagestException failure = assertThrows(AlmagestException.class, () -> Execution.rows(plan, 2));
        assertEquals(SqlState.NUMERIC_OUT_OF_RANGE, failure.state());
    }

    @Test
    void unsignedSumsAreUnsigned() {
        List<List<Value>> rows = List.of(List.of(Value.of(-1L)), List.of(Value.of(-2L)), List.of(Value.of(5L)));
        MemoryTable table = new MemoryTable(List.of(ScalarType.UBIGINT), rows, 2, 2, true);
        AggregateCall sum = new AggregateCall(
                new AggregateFunction(Kind.SUM, List.of(ScalarType.UBIGINT), HUGE),
                List.of(column(0, ScalarType.UBIGINT)),
                false,
                Optional.empty());
        AggregateCall max = new AggregateCall(
                new AggregateFunction(Kind.MAX, List.of(ScalarType.UBIGINT), ScalarType.UBIGINT),
                sum.arguments(),
                false,
                Optional.empty());
        var plan = new PhysicalPlan.Aggregate(table.all(), List.of(), List.of(sum, max), Optional.empty(), "");
        java.math.BigInteger expected = java.math.BigInteger.ONE.shiftLeft(65).add(java.math.BigInteger.TWO);
        assertEquals(List.of(List.of(Value.of(expected), Value.of(-1L))), Execution.sameRows(plan));
    }
}
