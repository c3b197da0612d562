package org.almagest.exec;

import static org.almagest.exec.Execution.column;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.SortKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// ORDER BY with less memory than its rows need gives what it gives with plenty.
final class SortSpillTest {
    private static final List<DataType> TYPES = List.of(
            ScalarType.INTEGER,
            ScalarType.DOUBLE,
            ScalarType.REAL,
            ScalarType.VARCHAR,
            ScalarType.BOOLEAN,
            new DecimalType(30, 2),
            ScalarType.UBIGINT,
            ArrayType.variable(ScalarType.DOUBLE));
    private static final long LIMIT = 4 << 20;

    @TempDir
    Path folder;

    private final long seed = Long.getLong("almagest.seed", 47L);
    private final Random random = new Random(seed);

    private List<SortKey> keys() {
        List<SortKey> keys = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int column = random.nextInt(TYPES.size() - 1);
            keys.add(new SortKey(column(column, TYPES.get(column)), random.nextBoolean(), random.nextBoolean()));
        }
        return keys;
    }

    private void check(MemoryTable table, List<SortKey> keys, long limitBytes) {
        List<List<Value>> expected = Reference.sorted(keys, table.rows);
        for (int threads : new int[] {1, 4}) {
            assertEquals(
                    expected,
                    new SmallMemory(folder)
                            .spilled(new PhysicalPlan.Sort(table.all(), keys), threads, limitBytes * (threads + 1) / 2),
                    "-Dalmagest.seed=" + seed + ", threads: " + threads + ", " + keys);
        }
    }

    @Test
    void everyTypeByRandomKeys() {
        for (int round = 0; round < 4; round++) {
            int distinct = round % 2 == 0 ? 30 : 5000;
            MemoryTable table = new MemoryTable(
                    TYPES,
                    TestValues.table(random, TYPES, 60_000, distinct),
                    1 + random.nextInt(3000),
                    1 + random.nextInt(1024),
                    random.nextBoolean());
            check(table, keys(), LIMIT);
        }
    }

    @Test
    void equalKeysStayInTheOrderInWhichTheyCame() {
        List<DataType> types = List.of(ScalarType.BIGINT, ScalarType.BIGINT);
        List<List<Value>> rows = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            rows.add(List.of(Value.of(7L), Value.of((long) i)));
        }
        for (boolean countKnown : new boolean[] {true, false}) {
            MemoryTable table = new MemoryTable(types, rows, 5000, 1000, countKnown);
            check(table, List.of(new SortKey(column(0, ScalarType.BIGINT), true, false)), LIMIT / 2);
        }
    }

    @Test
    void wideTextAsKeyAndAsPayload() {
        List<DataType> types = List.of(ScalarType.VARCHAR, ScalarType.INTEGER, ScalarType.VARCHAR);
        List<List<Value>> rows = new ArrayList<>();
        for (int i = 0; i < 8000; i++) {
            Value key = i % 50 == 0 ? Value.NULL : Value.of("k".repeat(200) + random.nextInt(40) + "\0".repeat(i % 3));
            rows.add(List.of(key, Value.of((long) i), Value.of("wide ".repeat(random.nextInt(600)))));
        }
        MemoryTable table = new MemoryTable(types, rows, 300, 200, true);
        for (boolean descending : new boolean[] {true, false}) {
            check(table, List.of(new SortKey(column(0, ScalarType.VARCHAR), descending, descending)), LIMIT);
        }
    }

    @Test
    void manyMoreRunsThanAreMergedAtOnce() {
        List<DataType> types = List.of(ScalarType.DOUBLE, ScalarType.BIGINT);
        MemoryTable table = new MemoryTable(types, TestValues.table(random, types, 300_000, 1 << 20), 2000, 1024, true);
        check(table, List.of(new SortKey(column(0, ScalarType.DOUBLE), false, true)), LIMIT / 2);
    }

    @Test
    void offsetAndLimitCount() {
        List<DataType> types = List.of(ScalarType.DOUBLE, ScalarType.BIGINT);
        MemoryTable table = new MemoryTable(types, TestValues.table(random, types, 150_000, 1 << 20), 9000, 1024, true);
        List<SortKey> keys = List.of(new SortKey(column(1, ScalarType.BIGINT), false, true));
        List<List<Value>> sorted = Reference.sorted(keys, table.rows);
        var plan = new PhysicalPlan.TopN(table.all(), keys, 120_000, 1234, Optional.empty());
        assertEquals(sorted.subList(1234, 121_234), new SmallMemory(folder).spilled(plan, 2, LIMIT / 2));
        var past = new PhysicalPlan.TopN(table.all(), keys, 120_000, 149_990, Optional.empty());
        assertEquals(sorted.subList(149_990, 150_000), new SmallMemory(folder).spilled(past, 2, LIMIT / 2));
    }

    @Test
    void noRowsAndFewRowsAreNotSpilled() {
        for (int rows : new int[] {0, 10}) {
            MemoryTable table = new MemoryTable(TYPES, TestValues.table(random, TYPES, rows, 5), 4, 3, true);
            List<SortKey> keys = keys();
            assertEquals(
                    Reference.sorted(keys, table.rows),
                    new SmallMemory(folder).rows(new PhysicalPlan.Sort(table.all(), keys), 2, LIMIT, false));
        }
    }

    private PhysicalPlan large() {
        MemoryTable table = new MemoryTable(TYPES, TestValues.table(random, TYPES, 60_000, 5000), 1000, 500, true);
        return new PhysicalPlan.Sort(table.all(), List.of(new SortKey(column(1, ScalarType.DOUBLE), false, false)));
    }

    @Test
    void cancellationEndsIt() {
        for (int threads : new int[] {1, 4}) {
            new SmallMemory(folder).cancels(large(), threads, LIMIT * (threads + 1) / 2);
        }
    }

    @Test
    void aFullOrBrokenDiskEndsIt() {
        for (int threads : new int[] {1, 4}) {
            new SmallMemory(folder).survivesFaults(large(), threads, LIMIT * (threads + 1) / 2, 41);
        }
    }
}
