package org.almagest.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.plan.PhysicalPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows that are kept to be read several times, with less memory than they need.
final class KeptRowsSpillTest {
    private static final List<DataType> TYPES = List.of(
            ScalarType.INTEGER,
            ScalarType.DOUBLE,
            ScalarType.VARCHAR,
            ScalarType.BOOLEAN,
            new DecimalType(30, 2),
            ArrayType.variable(ScalarType.DOUBLE));
    private static final long LIMIT = 4 << 20;

    @TempDir
    Path folder;

    private final Random random = new Random(Long.getLong("almagest.seed", 53L));

    private MemoryTable table(int rows, boolean countKnown) {
        return new MemoryTable(TYPES, TestValues.table(random, TYPES, rows, 5000), 3000, 700, countKnown);
    }

    /// Both places read all rows, in the order in which they came.
    private static PhysicalPlan twice(MemoryTable table) {
        PhysicalPlan input = table.all();
        return new PhysicalPlan.UnionAll(List.of(new PhysicalPlan.Shared(input), new PhysicalPlan.Shared(input)));
    }

    @Test
    void sharedRowsKeepTheirOrder() {
        for (boolean countKnown : new boolean[] {true, false}) {
            MemoryTable table = table(60_000, countKnown);
            List<List<Value>> expected = new ArrayList<>(table.rows);
            expected.addAll(table.rows);
            for (int threads : new int[] {1, 4}) {
                assertEquals(
                        expected,
                        new SmallMemory(folder).spilled(twice(table), threads, LIMIT * (threads + 1) / 2),
                        "threads: " + threads);
            }
        }
    }

    @Test
    void wideRows() {
        List<DataType> types = List.of(ScalarType.VARCHAR, ScalarType.INTEGER);
        List<List<Value>> rows = new ArrayList<>();
        for (int i = 0; i < 6000; i++) {
            rows.add(List.of(Value.of("wide ".repeat(random.nextInt(900))), Value.of((long) i)));
        }
        MemoryTable table = new MemoryTable(types, rows, 500, 100, true);
        List<List<Value>> expected = new ArrayList<>(rows);
        expected.addAll(rows);
        assertEquals(expected, new SmallMemory(folder).spilled(twice(table), 2, 2 * LIMIT));
    }

    @Test
    void noRowsAreNotSpilled() {
        assertEquals(List.of(), new SmallMemory(folder).rows(twice(table(0, true)), 2, LIMIT, false));
    }

    @Test
    void cancellationEndsIt() {
        new SmallMemory(folder).cancels(twice(table(60_000, true)), 4, 10 << 20);
    }

    @Test
    void aFullOrBrokenDiskEndsIt() {
        new SmallMemory(folder).survivesFaults(twice(table(60_000, true)), 2, 6 << 20, 53);
    }
}
