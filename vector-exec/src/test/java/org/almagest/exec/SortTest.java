package org.almagest.exec;

import static org.almagest.exec.Execution.column;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.SortKey;
import org.junit.jupiter.api.Test;

final class SortTest {
    private static final List<DataType> TYPES = List.of(
            ScalarType.INTEGER,
            ScalarType.BIGINT,
            ScalarType.DOUBLE,
            ScalarType.REAL,
            ScalarType.VARCHAR,
            ScalarType.BOOLEAN,
            new DecimalType(30, 2),
            ScalarType.UBIGINT,
            ArrayType.variable(ScalarType.DOUBLE));

    private static SortKey key(Random random, int column) {
        return new SortKey(column(column, TYPES.get(column)), random.nextBoolean(), random.nextBoolean());
    }

    private static List<SortKey> keys(Random random) {
        List<SortKey> keys = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            keys.add(key(random, random.nextInt(TYPES.size() - 1)));
        }
        return keys;
    }

    private static MemoryTable table(Random random) {
        int rows = random.nextInt(4) == 0 ? random.nextInt(5) : random.nextInt(3000);
        return new MemoryTable(
                TYPES,
                TestValues.table(random, TYPES, rows, 1 + random.nextInt(300)),
                1 + random.nextInt(500),
                1 + random.nextInt(300),
                random.nextBoolean());
    }

    @Test
    void ordersLikeTheReference() {
        Random random = new Random(31);
        for (int round = 0; round < 25; round++) {
            MemoryTable table = table(random);
            List<SortKey> keys = keys(random);
            assertEquals(
                    Reference.sorted(keys, table.rows),
                    Execution.sameRows(new PhysicalPlan.Sort(table.all(), keys)),
                    "" + keys);
        }
    }

    @Test
    void manyRowsAreMergedInRanges() {
        Random random = new Random(32);
        List<DataType> types = List.of(ScalarType.DOUBLE, ScalarType.INTEGER);
        List<List<Value>> rows = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            rows.add(List.of(Value.of((double) random.nextInt(50_000)), Value.of((long) i)));
        }
        MemoryTable table = new MemoryTable(types, rows, 10_000, 1024, true);
        List<SortKey> keys = List.of(new SortKey(column(0, ScalarType.DOUBLE), true, false));
        assertEquals(Reference.sorted(keys, rows), Execution.sameRows(new PhysicalPlan.Sort(table.all(), keys)));
    }

    private interface Row {
        List<Value> at(int i, Random random);
    }

    /// Sorts enough rows for several ranges, by all columns but the last, which numbers the rows.
    private static void sorts(List<DataType> types, Row row) {
        Random random = new Random(36);
        List<List<Value>> rows = new ArrayList<>();
        for (int i = 0; i < 150_000; i++) {
            List<Value> values = new ArrayList<>(row.at(i, random));
            values.add(Value.of((long) i));
            rows.add(values);
        }
        List<DataType> all = new ArrayList<>(types);
        all.add(ScalarType.BIGINT);
        List<SortKey> keys = new ArrayList<>();
        for (int c = 0; c < types.size(); c++) {
            keys.add(new SortKey(column(c, types.get(c)), c == 1, c == 0));
        }
        MemoryTable table = new MemoryTable(all, rows, 7000, 1024, true);
        assertEquals(Reference.sorted(keys, rows), Execution.sameRows(new PhysicalPlan.Sort(table.all(), keys)));
    }

    @Test
    void equalRowsAreCutIntoRangesAndStayAsTheyCame() {
        sorts(List.of(ScalarType.INTEGER), (i, random) -> List.of(Value.of(7L)));
        sorts(List.of(ScalarType.BIGINT), (i, random) -> List.of(random.nextInt(3) == 0 ? Value.of(7L) : Value.NULL));
    }

    @Test
    void textsOfOnePrefixAreCutIntoRanges() {
        sorts(
                List.of(ScalarType.VARCHAR, ScalarType.VARCHAR),
                (i, random) -> List.of(
                        Value.of("common prefix " + random.nextInt(300)), Value.of("another " + random.nextInt(9))));
    }

    @Test
    void keysThatSpanWordsAndCrowdAreSorted() {
        sorts(
                List.of(ScalarType.REAL, ScalarType.BIGINT),
                (i, random) -> List.of(
                        Value.of((double) (float) (15 + random.nextInt(60) / 10.0)), Value.of(random.nextLong())));
        sorts(
                List.of(ScalarType.DOUBLE, ScalarType.BIGINT),
                (i, random) -> List.of(
                        Value.of(i % 997 == 0 ? random.nextGaussian() * 1e200 : random.nextInt(50) * 1e-3),
                        random.nextInt(9) == 0 ? Value.NULL : Value.of((long) random.nextInt(4))));
    }

    @Test
    void rowsThatAreInOrderOrNearlyStaySo() {
        sorts(List.of(ScalarType.BIGINT), (i, random) -> List.of(Value.of((long) i / 5)));
        sorts(List.of(ScalarType.BIGINT), (i, random) -> List.of(Value.of((long) i + random.nextInt(1000))));
        sorts(List.of(ScalarType.BIGINT), (i, random) -> List.of(Value.of(-(long) i)));
    }

    @Test
    void topNIsTheSortsBeginning() {
        Random random = new Random(33);
        for (int round = 0; round < 40; round++) {
            MemoryTable table = table(random);
            List<SortKey> keys = keys(random);
            long limit = random.nextInt(3) == 0 ? random.nextInt(3000) : random.nextInt(20);
            long offset = random.nextInt(3) == 0 ? random.nextInt(100) : 0;
            List<List<Value>> sorted = Reference.sorted(keys, table.rows);
            int from = (int) Math.min(offset, sorted.size());
            int to = (int) Math.min(offset + limit, sorted.size());
            var plan = new PhysicalPlan.TopN(table.all(), keys, limit, offset, Optional.empty());
            assertEquals(sorted.subList(from, to), Execution.sameRows(plan), "" + plan.keys());
        }
    }

    @Test
    void topNWithAHugeLimitIsASort() {
        Random random = new Random(34);
        MemoryTable table = table(random);
        List<SortKey> keys = keys(random);
        List<List<Value>> sorted = Reference.sorted(keys, table.rows);
        int from = Math.min(7, sorted.size());
        var plan = new PhysicalPlan.TopN(table.all(), keys, 1_000_000, 7, Optional.empty());
        assertEquals(sorted.subList(from, sorted.size()), Execution.sameRows(plan));
    }

    @Test
    void topNTellsItsBoundToTheScan() {
        List<List<Value>> rows = new ArrayList<>();
        Random random = new Random(35);
        for (int i = 0; i < 50_000; i++) {
            rows.add(List.of(Value.of(random.nextDouble()), Value.of((long) i)));
        }
        MemoryTable table = new MemoryTable(List.of(ScalarType.DOUBLE, ScalarType.INTEGER), rows, 5000, 1000, true);
        PhysicalPlan.TableScan scan = table.all();
        List<SortKey> keys = List.of(new SortKey(column(0, ScalarType.DOUBLE), false, false));
        var plan = new PhysicalPlan.TopN(scan, keys, 10, 0, Optional.of(new PhysicalPlan.Threshold(scan, 0)));
        List<List<Value>> best = Execution.rows(plan, 2);
        assertEquals(Reference.sorted(keys, rows).subList(0, 10), best);
        ColumnPredicate told = table.dynamics().getFirst().current().orElseThrow();
        assertTrue(
                told instanceof ColumnPredicate.Compare(int column, Comparison comparison, Value bound)
                        && column == 0
                        && comparison == Comparison.LESS_OR_EQUAL
                        && Reference.compare(bound, best.getLast().getFirst(), ScalarType.DOUBLE) >= 0,
                "" + told);
    }

    /// A number that a word holds, one beside the ends of what it holds, one far off, or NULL.
    private static Value wide(Random random) {
        BigInteger end = BigInteger.ONE.shiftLeft(63);
        BigInteger near = BigInteger.valueOf(random.nextInt(9) - 4);
        return switch (random.nextInt(6)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of(end.add(near));
            case 2 -> Value.of(end.negate().add(near));
            case 3 ->
                Value.of(BigInteger.valueOf(random.nextLong()).multiply(BigInteger.valueOf(random.nextInt(1_000))));
            default -> Value.of(BigInteger.valueOf(random.nextInt(1_000) - 500));
        };
    }

    @Test
    void wideIntegersAreOrderedWhetherAWordHoldsThemOrNot() {
        DataType type = new DecimalType(38, 0);
        Random random = new Random(37);
        List<List<Value>> rows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            rows.add(List.of(wide(random), Value.of((long) i)));
        }
        MemoryTable table = new MemoryTable(List.of(type, ScalarType.INTEGER), rows, 5000, 1000, true);
        for (int round = 0; round < 4; round++) {
            List<SortKey> keys = List.of(new SortKey(column(0, type), round % 2 == 0, round < 2));
            List<List<Value>> sorted = Reference.sorted(keys, rows);
            assertEquals(sorted, Execution.sameRows(new PhysicalPlan.Sort(table.all(), keys)));
            var best = new PhysicalPlan.TopN(table.all(), keys, 50, 3, Optional.empty());
            assertEquals(sorted.subList(3, 53), Execution.sameRows(best), "" + keys);
        }
    }

    @Test
    void topNTellsABoundOfWideIntegers() {
        DataType type = new DecimalType(38, 2);
        List<List<Value>> rows = new ArrayList<>();
        Random random = new Random(38);
        for (int i = 0; i < 50_000; i++) {
            rows.add(List.of(Value.of(BigInteger.valueOf(random.nextInt())), Value.of((long) i)));
        }
        MemoryTable table = new MemoryTable(List.of(type, ScalarType.INTEGER), rows, 5000, 1000, true);
        PhysicalPlan.TableScan scan = table.all();
        List<SortKey> keys = List.of(new SortKey(column(0, type), true, false));
        var plan = new PhysicalPlan.TopN(scan, keys, 10, 0, Optional.of(new PhysicalPlan.Threshold(scan, 0)));
        assertEquals(Reference.sorted(keys, rows).subList(0, 10), Execution.rows(plan, 2));
        assertTrue(table.dynamics().getFirst().current().isPresent());
    }
}
