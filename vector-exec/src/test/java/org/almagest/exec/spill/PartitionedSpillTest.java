package org.almagest.exec.spill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.RandomTable;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.exec.FaultyDisk;
import org.almagest.exec.rows.OperatorMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows of every type by partition, through files and back.
final class PartitionedSpillTest {
    private static final int PARTITIONS = 7;

    @TempDir
    Path directory;

    private final long seed = Long.getLong("almagest.seed", 2_718_281L);
    private final Random random = new Random(seed);
    private final MemoryBudget budget = MemoryBudget.root(64L << 20);

    private PartitionedSpill spill(FileSystem disk, OperatorMemory memory, List<DataType> types) {
        return new PartitionedSpill(SpillFiles.in(disk, directory.toString()), memory, types, PARTITIONS);
    }

    private void assertNothingIsLeft() {
        assertEquals(0, budget.reserved());
        assertEquals(0, directory.toFile().list().length);
    }

    /// Runs are dealt out to writers at random; what is read back does not show it.
    @Test
    void everyTypeComesBackInTheOrderOfTheRuns() {
        for (int writers = 1; writers <= 3; writers++) {
            RandomTable table = new RandomTable(random.nextLong(), 4000);
            List<DataType> types = table.schema().columns().stream()
                    .map(ColumnDefinition::type)
                    .toList();
            List<List<String>> expected = new ArrayList<>();
            for (int p = 0; p < PARTITIONS; p++) {
                expected.add(new ArrayList<>());
            }
            OperatorMemory memory = new OperatorMemory(budget, "a test");
            PartitionedSpill spill = spill(new LocalFileSystem(), memory, types);
            List<SpillPartitions> open = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                open.add(spill.writer());
            }
            int at = 0;
            for (int run = 0; at < table.rows().size(); run++) {
                SpillPartitions writer = open.get(random.nextInt(writers));
                writer.begin(run);
                for (int batches = random.nextInt(4); batches >= 0; batches--) {
                    at = append(table, at, types, writer, expected);
                }
            }
            open.forEach(SpillPartitions::close);
            for (int p = 0; p < PARTITIONS; p++) {
                assertEquals(expected.get(p), read(spill, p), "-Dalmagest.seed=" + seed + ", partition " + p);
                assertEquals(expected.get(p).size(), spill.rows(p));
            }
            memory.close();
            assertNothingIsLeft();
        }
    }

    /// Appends up to 500 rows, of which half of the time every other one counts.
    private int append(
            RandomTable table, int from, List<DataType> types, SpillPartitions writer, List<List<String>> expected) {
        int count = Math.min(table.rows().size() - from, random.nextInt(500));
        int stride = 1 + random.nextInt(2);
        Batch batch = Batch.allocate(types);
        int[] partitions = new int[count];
        boolean one = random.nextInt(4) == 0;
        int target = random.nextInt(PARTITIONS);
        for (int i = 0; i < count; i++) {
            List<Value> row = table.rows().get(from + i);
            for (int s = 0; s < stride; s++) {
                for (int c = 0; c < types.size(); c++) {
                    Cells.set(batch.column(c), i * stride + s, row.get(c));
                }
            }
            // Partition 3 gets none.
            partitions[i] = one ? target : random.nextInt(PARTITIONS);
            partitions[i] = partitions[i] == 3 ? 2 : partitions[i];
            expected.get(partitions[i]).add(row.toString());
        }
        batch.setRowCount(count * stride);
        if (stride == 2) {
            for (int i = 0; i < count; i++) {
                batch.selection()[i] = 2 * i;
            }
            batch.setSelected(count);
        }
        if (one && count > 0) {
            writer.append(partitions[0], batch);
        } else {
            writer.append(batch, partitions);
        }
        return from + count;
    }

    private static List<String> read(PartitionedSpill spill, int partition) {
        List<String> rows = new ArrayList<>();
        Batch batch = Batch.allocate(spill.types());
        int lastRun = 0;
        try (PartitionReader reader = spill.reader(partition)) {
            while (reader.next(batch)) {
                assertTrue(reader.run() >= lastRun);
                lastRun = reader.run();
                for (int i = 0; i < batch.rowCount(); i++) {
                    List<Value> row = new ArrayList<>();
                    for (int c = 0; c < batch.columnCount(); c++) {
                        row.add(Cells.get(batch.column(c), i));
                    }
                    rows.add(row.toString());
                }
            }
        }
        return rows;
    }

    private static Batch texts(int rows, int characters) {
        Batch batch = Batch.allocate(List.of(ScalarType.BIGINT, ScalarType.VARCHAR));
        for (int i = 0; i < rows; i++) {
            Cells.set(batch.column(0), i, Value.of((long) i));
            Cells.set(batch.column(1), i, Value.of("x".repeat(characters) + i));
        }
        batch.setRowCount(rows);
        return batch;
    }

    @Test
    void rowsLargerThanABlock() {
        OperatorMemory memory = new OperatorMemory(budget, "a test");
        Batch large = texts(3, 200_000);
        Batch small = texts(1000, 20);
        PartitionedSpill spill = spill(new LocalFileSystem(), memory, List.of(ScalarType.BIGINT, ScalarType.VARCHAR));
        try (SpillPartitions writer = spill.writer()) {
            writer.append(1, small);
            writer.append(1, large);
            writer.append(1, small);
            assertTrue(memory.takenBytes() <= spill.blockBytes(), "large blocks go: " + memory.takenBytes());
        }
        List<String> rows = read(spill, 1);
        assertEquals(2003, rows.size());
        assertEquals("[" + Cells.get(large.column(0), 2) + ", " + Cells.get(large.column(1), 2) + "]", rows.get(1002));
        assertEquals(List.of(), read(spill, 0));
        assertTrue(spill.bytes(1) > 600_000);
        memory.close();
        assertNothingIsLeft();
    }

    @Test
    void aFullDiskIsToldAndLeavesNothing() {
        for (int writes = 0; writes < 40; writes += 13) {
            OperatorMemory memory = new OperatorMemory(budget, "a test");
            PartitionedSpill spill =
                    spill(new FaultyDisk(writes, 0), memory, List.of(ScalarType.BIGINT, ScalarType.VARCHAR));
            SpillPartitions writer = spill.writer();
            Batch batch = texts(1000, 300);
            AlmagestException full = assertThrows(AlmagestException.class, () -> {
                for (int i = 0; i < 100; i++) {
                    writer.append(i % PARTITIONS, batch);
                }
            });
            assertEquals(SqlState.DISK_FULL, full.state());
            memory.close();
            assertNothingIsLeft();
        }
    }

    @Test
    void aFailingReadIsToldAndLeavesNothing() {
        OperatorMemory memory = new OperatorMemory(budget, "a test");
        PartitionedSpill spill = spill(new FaultyDisk(1000, 4), memory, List.of(ScalarType.BIGINT, ScalarType.VARCHAR));
        try (SpillPartitions writer = spill.writer()) {
            for (int i = 0; i < 10; i++) {
                writer.append(0, texts(1000, 100));
            }
        }
        AlmagestException broken = assertThrows(AlmagestException.class, () -> read(spill, 0));
        assertEquals(SqlState.IO_ERROR, broken.state());
        memory.close();
        assertNothingIsLeft();
    }

    @Test
    void damageIsFound() throws IOException {
        OperatorMemory memory = new OperatorMemory(budget, "a test");
        PartitionedSpill spill = spill(new LocalFileSystem(), memory, List.of(ScalarType.BIGINT, ScalarType.VARCHAR));
        try (SpillPartitions writer = spill.writer()) {
            writer.append(0, texts(1000, 100));
        }
        try (var files = Files.list(directory)) {
            Path file = files.findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            int at = random.nextInt(bytes.length - 16) + 16;
            bytes[at] ^= 4;
            Files.write(file, bytes);
        }
        assertThrows(CorruptionException.class, () -> read(spill, 0), "-Dalmagest.seed=" + seed);
        memory.close();
        assertNothingIsLeft();
    }

    @Test
    void unwantedWorkStops() {
        AtomicBoolean unwanted = new AtomicBoolean();
        OperatorMemory memory = new OperatorMemory(budget, "a test");
        SpillFiles files = new SpillFiles(new LocalFileSystem(), directory::toString, unwanted::get);
        PartitionedSpill spill =
                new PartitionedSpill(files, memory, List.of(ScalarType.BIGINT, ScalarType.VARCHAR), PARTITIONS);
        SpillPartitions writer = spill.writer();
        writer.append(0, texts(1000, 100));
        unwanted.set(true);
        AlmagestException stopped = assertThrows(AlmagestException.class, writer::close);
        assertEquals(SqlState.QUERY_CANCELED, stopped.state());
        memory.close();
        files.close();
        assertNothingIsLeft();
    }
}
