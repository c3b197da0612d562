package org.almagest.columnar.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.RandomTable;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sorts rows of every type by random columns and compares with a stable sort of the values.
final class ExternalSortTest {
    private static final int PART_ROWS = 700;

    @TempDir
    Path directory;

    private final long seed = Long.getLong("almagest.seed", 1_510L);
    private final Random random = new Random(seed);

    @Test
    void everyTypeInMemory() {
        for (int run = 0; run < 6; run++) {
            check(1 + random.nextInt(4000), 256L << 20, 1 + random.nextInt(3), false);
        }
    }

    @Test
    void everyTypeThroughFiles() {
        for (int run = 0; run < 4; run++) {
            check(3000 + random.nextInt(3000), 1L << 20, 1 + random.nextInt(3), true);
        }
    }

    @Test
    void aSingleRowAndNone() {
        check(1, 64L << 20, 1, false);
        check(0, 64L << 20, 1, false);
    }

    private void check(int rowCount, long shareBytes, int threads, boolean spills) {
        long tableSeed = random.nextLong();
        RandomTable table = new RandomTable(tableSeed, rowCount);
        List<SortColumn> keys = keys(table.schema());
        String what = "-Dalmagest.seed=" + seed + ", table " + tableSeed + " of " + rowCount + " rows by " + keys;
        MemoryBudget budget = MemoryBudget.root(512L << 20);
        List<List<Value>> found = new ArrayList<>();
        try (ExternalSort sort = sort(table.schema(), keys, budget, shareBytes)) {
            feed(sort, table, threads);
            sort.finish();
            assertEquals(spills, sort.spilledBytes() > 0, what);
            try (RowSlice slice = sort.slice()) {
                while (sort.take(slice, 1 + random.nextInt(3000), Long.MAX_VALUE)) {
                    read(slice, table.schema(), found);
                }
            }
        }
        List<List<Value>> expected = new ArrayList<>(table.rows());
        expected.sort(order(keys));
        assertEquals(expected.size(), found.size(), what);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).toString(), found.get(i).toString(), what + " at " + i);
        }
        assertEquals(0, budget.reserved(), what);
        assertEquals(0, directory.toFile().list().length, what);
    }

    private ExternalSort sort(TableSchema schema, List<SortColumn> keys, MemoryBudget budget, long shareBytes) {
        return new ExternalSort(
                SpillFiles.in(new LocalFileSystem(), directory.toString()),
                types(schema),
                () -> new ColumnKeys(keys),
                budget,
                shareBytes);
    }

    private static List<DataType> types(TableSchema schema) {
        return schema.columns().stream().map(ColumnDefinition::type).toList();
    }

    private List<SortColumn> keys(TableSchema schema) {
        List<SortColumn> keys = new ArrayList<>();
        while (keys.isEmpty() || random.nextInt(3) > 0) {
            int column = random.nextInt(schema.columnCount());
            DataType type = schema.column(column).type();
            if (type.physical() != PhysicalType.ARRAY) {
                keys.add(new SortColumn(column, type, random.nextBoolean(), random.nextBoolean()));
            }
        }
        return keys;
    }

    private static void feed(ExternalSort sort, RandomTable table, int threads) {
        List<Thread> feeders = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        int parts = (table.rows().size() + PART_ROWS - 1) / PART_ROWS;
        for (int t = 0; t < threads; t++) {
            int first = t;
            feeders.add(Thread.ofPlatform().start(() -> {
                try {
                    for (int part = first; part < parts; part += threads) {
                        feedPart(sort, table, part);
                    }
                } catch (Throwable failed) {
                    synchronized (failures) {
                        failures.add(failed);
                    }
                }
            }));
        }
        for (Thread feeder : feeders) {
            try {
                feeder.join();
            } catch (InterruptedException impossible) {
                throw new AssertionError(impossible);
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.getFirst());
        }
    }

    /// Half of the batches have a selection.
    private static void feedPart(ExternalSort sort, RandomTable table, int part) {
        Batch batch = Batch.allocate(types(table.schema()));
        int end = Math.min(table.rows().size(), (part + 1) * PART_ROWS);
        try (SortInput input = sort.input(part)) {
            for (int at = part * PART_ROWS; at < end; at += 300) {
                int count = Math.min(300, end - at);
                int stride = at % 600 == 0 ? 2 : 1;
                batch.reset();
                for (int i = 0; i < count * stride; i++) {
                    for (int c = 0; c < batch.columnCount(); c++) {
                        Cells.set(
                                batch.column(c),
                                i,
                                table.rows().get(at + i / stride).get(c));
                    }
                }
                batch.setRowCount(count * stride);
                if (stride == 2) {
                    for (int i = 0; i < count; i++) {
                        batch.selection()[i] = 2 * i + 1;
                    }
                    batch.setSelected(count);
                }
                input.append(batch);
            }
        }
    }

    private static void read(RowSlice slice, TableSchema schema, List<List<Value>> into) {
        Batch batch = Batch.allocate(types(schema));
        while (slice.next(batch)) {
            for (int i = 0; i < batch.size(); i++) {
                List<Value> row = new ArrayList<>();
                for (int c = 0; c < batch.columnCount(); c++) {
                    row.add(Cells.get(batch.column(c), i));
                }
                into.add(row);
            }
        }
    }

    private static Comparator<List<Value>> order(List<SortColumn> keys) {
        return (a, b) -> {
            for (SortColumn key : keys) {
                Value x = a.get(key.position());
                Value y = b.get(key.position());
                int order;
                if (x.isNull() || y.isNull()) {
                    order = Boolean.compare(x.isNull(), y.isNull()) * (key.nullsFirst() ? -1 : 1);
                } else {
                    order = compare(key.type(), x, y) * (key.descending() ? -1 : 1);
                }
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private static int compare(DataType type, Value a, Value b) {
        return switch (a) {
            case Value.OfLong(long x)
            when type == ScalarType.UBIGINT -> Long.compareUnsigned(x, ((Value.OfLong) b).value());
            case Value.OfLong(long x) -> Long.compare(x, ((Value.OfLong) b).value());
            case Value.OfDouble(double x) -> Double.compare(x + 0.0, ((Value.OfDouble) b).value() + 0.0);
            case Value.OfHuge(BigInteger x) -> x.compareTo(((Value.OfHuge) b).value());
            case Value.OfText(String x) -> Arrays.compareUnsigned(utf8(x), utf8(((Value.OfText) b).value()));
            default -> throw new IllegalStateException("not sorted by: " + a);
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void textWithZerosAndPrefixes() {
        List<String> words =
                List.of("", "\0", "\0\0", "a", "a\0", "a\0b", "ab", "b", "\u00ff", "abcdefgh", "abcdefghi");
        for (boolean descending : List.of(false, true)) {
            SortColumn key = new SortColumn(0, ScalarType.VARCHAR, descending, false);
            TableSchema schema = TableSchema.of(List.of(ColumnDefinition.of(0, "t", ScalarType.VARCHAR)));
            MemoryBudget budget = MemoryBudget.root(64L << 20);
            List<List<Value>> found = new ArrayList<>();
            try (ExternalSort sort = sort(schema, List.of(key), budget, 32L << 20)) {
                Batch batch = Batch.allocate(types(schema));
                List<String> shuffled = new ArrayList<>(words);
                java.util.Collections.shuffle(shuffled, random);
                for (int i = 0; i < shuffled.size(); i++) {
                    Cells.set(batch.column(0), i, Value.of(shuffled.get(i)));
                }
                batch.setRowCount(shuffled.size());
                try (SortInput input = sort.input(0)) {
                    input.append(batch);
                }
                sort.finish();
                try (RowSlice slice = sort.slice()) {
                    assertTrue(sort.take(slice, 100, 1 << 20));
                    read(slice, schema, found);
                    assertFalse(sort.take(slice, 100, 1 << 20));
                }
            }
            List<String> expected = new ArrayList<>(words);
            expected.sort((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)) * (descending ? -1 : 1));
            assertEquals(
                    expected,
                    found.stream()
                            .map(row -> ((Value.OfText) row.getFirst()).value())
                            .toList());
        }
    }

    @Test
    void aDamagedFileIsFound() throws IOException {
        RandomTable table = new RandomTable(seed, 3000);
        List<SortColumn> keys =
                List.of(SortColumn.ascending(0, table.schema().column(0).type()));
        MemoryBudget budget = MemoryBudget.root(512L << 20);
        try (ExternalSort sort = sort(table.schema(), keys, budget, 1L << 20)) {
            feed(sort, table, 1);
            try (var files = Files.list(directory)) {
                Path file = files.findFirst().orElseThrow();
                byte[] bytes = Files.readAllBytes(file);
                bytes[random.nextInt(bytes.length)] ^= 0x10;
                Files.write(file, bytes);
            }
            assertThrows(
                    CorruptionException.class,
                    () -> {
                        sort.finish();
                        try (RowSlice slice = sort.slice()) {
                            while (sort.take(slice, 1000, 1 << 20)) {
                                continue;
                            }
                        }
                    },
                    "seed " + seed);
        }
        assertEquals(0, budget.reserved());
        assertEquals(0, directory.toFile().list().length);
    }

    @Test
    void aRowThatFitsNowhereIsRefused() {
        TableSchema schema = TableSchema.of(List.of(ColumnDefinition.of(0, "t", ScalarType.VARCHAR)));
        MemoryBudget budget = MemoryBudget.root(3L << 20);
        SortColumn key = SortColumn.ascending(0, ScalarType.VARCHAR);
        try (ExternalSort sort = sort(schema, List.of(key), budget, 1L << 20);
                SortInput input = sort.input(0)) {
            Batch batch = Batch.allocate(types(schema));
            Cells.set(batch.column(0), 0, Value.of("x".repeat(2 << 20)));
            batch.setRowCount(1);
            AlmagestException refused = assertThrows(AlmagestException.class, () -> input.append(batch));
            assertEquals(SqlState.OUT_OF_MEMORY, refused.state());
        }
        assertEquals(0, budget.reserved());
    }
}
