package org.almagest.exec;

import static org.almagest.exec.Execution.column;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.function.AggregateFunction.Detail;
import org.almagest.exec.function.AggregateFunction.Kind;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.exec.plan.PhysicalPlan;
import org.junit.jupiter.api.Test;

/// Aggregations that do not fit within their memory give the same rows as those that do.
final class SpilledAggregateTest {
    private static final long SEED = Long.getLong("almagest.seed", 20260217);
    private static final long LITTLE = 16L << 20;
    private static final List<DataType> TYPES =
            List.of(ScalarType.BIGINT, ScalarType.DOUBLE, ScalarType.VARCHAR, ScalarType.BIGINT);

    private record Outcome(List<List<Value>> rows, long spilledBytes) {}

    private interface Keys {
        long of(int row, Random random);
    }

    private static MemoryTable table(int rows, Keys keys) {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        List<List<Value>> table = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            long key = keys.of(i, random);
            Value number = random.nextInt(10) == 0 ? Value.NULL : Value.of(random.nextGaussian());
            table.add(List.of(
                    Value.of(key), number, Value.of("text " + key % 977), Value.of((long) random.nextInt(500))));
        }
        return new MemoryTable(TYPES, table, 10_000, 1024, true);
    }

    private static AggregateCall call(Kind kind, DataType result, Optional<Detail> detail, int... arguments) {
        List<DataType> types = new ArrayList<>();
        List<Expression> columns = new ArrayList<>();
        for (int argument : arguments) {
            types.add(TYPES.get(argument));
            columns.add(column(argument, TYPES.get(argument)));
        }
        return new AggregateCall(new AggregateFunction(kind, types, result, detail), columns, false, Optional.empty());
    }

    private static AggregateCall call(Kind kind, DataType result, int... arguments) {
        return call(kind, result, Optional.empty(), arguments);
    }

    private static List<AggregateCall> fixed() {
        return List.of(
                call(Kind.COUNT_STAR, ScalarType.BIGINT),
                call(Kind.SUM, ScalarType.DOUBLE, 1),
                call(Kind.MIN, ScalarType.VARCHAR, 2),
                call(Kind.ARG_MAX, ScalarType.BIGINT, 3, 1));
    }

    private static List<AggregateCall> kept() {
        return List.of(
                call(Kind.COUNT, ScalarType.BIGINT, 1),
                call(Kind.MEDIAN, ScalarType.DOUBLE, 1),
                call(Kind.MAD, ScalarType.DOUBLE, 1),
                call(Kind.MODE, ScalarType.BIGINT, Optional.of(new Detail.Place(0, false)), 3),
                call(
                        Kind.PERCENTILE_CONT,
                        ArrayType.variable(ScalarType.DOUBLE),
                        Optional.of(new Detail.Places(List.of(0.01, 0.5, 0.99), false)),
                        1));
    }

    private static Outcome run(PhysicalPlan.Aggregate plan, long limit, int threads) {
        MemoryBudget budget = MemoryBudget.root(limit);
        List<List<Value>> rows = new ArrayList<>();
        long spilled;
        try (ResultStream stream = QueryExecution.start(plan, Execution.context(budget, threads))) {
            Batch batch = new Batch(plan.types().size());
            while (stream.next(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    List<Value> row = new ArrayList<>();
                    for (int c = 0; c < batch.columnCount(); c++) {
                        row.add(TestValues.get(batch.column(c), batch.row(i)));
                    }
                    rows.add(row);
                }
            }
            spilled = stream.metrics().of(plan).spilledBytes();
        }
        assertEquals(0, budget.reserved(), "bytes left after close");
        return new Outcome(rows, spilled);
    }

    /// Compares an aggregation within little memory, at several thread counts, with one that has
    /// plenty.
    private static void check(MemoryTable table, List<Expression> keys, List<AggregateCall> calls) {
        var plan = new PhysicalPlan.Aggregate(table.all(), keys, calls, Optional.empty(), "");
        Outcome plenty = run(plan, 1L << 30, 1);
        assertEquals(0, plenty.spilledBytes());
        Outcome first = run(plan, LITTLE, 1);
        assertTrue(first.spilledBytes() > 0, "nothing was spilled");
        assertSame(plenty.rows(), first.rows(), keys.size());
        assertEquals(
                new HashSet<>(first.rows()), new HashSet<>(run(plan, LITTLE, 2).rows()));
    }

    /// Sums of floats may be added in another order.
    private static void assertSame(List<List<Value>> expected, List<List<Value>> actual, int keys) {
        assertEquals(expected.size(), actual.size());
        var byKey = new java.util.HashMap<List<Value>, List<Value>>();
        expected.forEach(row -> byKey.put(row.subList(0, keys), row));
        for (List<Value> row : actual) {
            List<Value> wanted = byKey.get(row.subList(0, keys));
            assertTrue(wanted != null, "no such group: " + row);
            for (int c = 0; c < row.size(); c++) {
                assertTrue(Reference.agree(wanted.get(c), row.get(c)), wanted + " is not " + row);
            }
        }
    }

    private static Expression key() {
        return column(0, ScalarType.BIGINT);
    }

    @Test
    void veryManyGroups() {
        check(table(400_000, (row, random) -> random.nextInt(300_000)), List.of(key()), fixed());
    }

    @Test
    void textKeysAndClusteredGroups() {
        check(table(400_000, (row, random) -> row / 3), List.of(column(2, ScalarType.VARCHAR), key()), fixed());
    }

    @Test
    void skew() {
        check(
                table(400_000, (row, random) -> random.nextInt(10) < 7 ? 7 : random.nextInt(100_000)),
                List.of(key()),
                kept());
    }

    @Test
    void oneKey() {
        check(table(600_000, (row, random) -> 42), List.of(key()), kept());
    }

    @Test
    void noKey() {
        check(table(600_000, (row, random) -> 42), List.of(), kept());
    }

    @Test
    void manyGroupsOfKeptValues() {
        check(table(400_000, (row, random) -> random.nextInt(50_000)), List.of(key()), kept());
    }

    /// Keys whose domain is known are parted by chunks and numbered by their places; statistics may be
    /// stale, so that some keys lie outside, and some are NULL.
    @Test
    void keysOfAKnownDomain() {
        Random random = new Random(SEED);
        MemoryTable table = table(900_000, (row, r) -> 0);
        List<List<Value>> rows = new ArrayList<>();
        for (int i = 0; i < table.rows.size(); i++) {
            List<Value> row = new ArrayList<>(table.rows.get(i));
            Value key = switch (random.nextInt(50)) {
                case 0 -> Value.NULL;
                case 1 -> Value.of(random.nextLong());
                case 2 -> Value.of(-5L - random.nextInt(1000));
                default -> Value.of((long) (i % 2 == 0 ? i : random.nextInt(900_000)));
            };
            row.set(0, key);
            rows.add(row);
        }
        MemoryTable keyed = new MemoryTable(TYPES, rows, 10_000, 1024, true);
        var range = new ColumnPredicate.Range(0, 1_000_000);
        for (List<AggregateCall> calls : List.of(fixed(), List.<AggregateCall>of())) {
            var hashed = new PhysicalPlan.Aggregate(keyed.all(), List.of(key()), calls, Optional.empty(), "");
            var parted =
                    new PhysicalPlan.Aggregate(keyed.all(), List.of(key()), calls, Optional.of(List.of(range)), "");
            Outcome wanted = run(hashed, 1L << 30, 1);
            Outcome first = run(parted, 1L << 30, 1);
            assertSame(wanted.rows(), first.rows(), 1);
            assertEquals(first.rows(), run(parted, 1L << 30, 3).rows(), "the same bits and the same order");
            assertSame(wanted.rows(), run(parted, LITTLE, 2).rows(), 1);
        }
    }

    @Test
    void distinctRows() {
        check(
                table(500_000, (row, random) -> random.nextLong()),
                List.of(key(), column(3, ScalarType.BIGINT)),
                List.of());
    }

    @Test
    void nothing() {
        MemoryTable empty = table(0, (row, random) -> 0);
        var plan = new PhysicalPlan.Aggregate(empty.all(), List.of(key()), kept(), Optional.empty(), "");
        assertEquals(List.of(), run(plan, LITTLE, 2).rows());
    }
}
