package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.LongColumnVector;
import org.junit.jupiter.api.Test;

/// A column is said to be unique where that is certain, and nowhere else.
final class UniqueColumnsTest {
    private static final TableSchema SCHEMA = TableSchema.of(List.of(ColumnDefinition.of(0, "id", ScalarType.BIGINT)));

    /// Numbers `from`, `from + step` and so on.
    private static Batch numbers(long from, int step, int count) {
        Batch batch = Batch.allocate(List.of(ScalarType.BIGINT));
        LongColumnVector ids = (LongColumnVector) batch.column(0);
        for (int i = 0; i < count; i++) {
            ids.set(i, from + (long) step * i);
        }
        batch.setRowCount(count);
        return batch;
    }

    /// Answers whether the column of a table is unique that is loaded load by load; then rows are inserted.
    private static boolean isUnique(List<Batch> loads, List<Batch> inserted) {
        MemoryBudget budget = MemoryBudget.root(256 << 20);
        try (BufferPool pool = BufferPool.open(budget, 64 << 20);
                Database database = Database.inMemory(budget, pool)) {
            TableWriter writer = database.writer();
            try (TableSink sink = writer.createTableWithSink("t", SCHEMA)) {
                if (!loads.isEmpty()) {
                    for (int part = 0; part < loads.size(); part++) {
                        try (TableSink.Part rows = sink.part(part)) {
                            rows.append(loads.get(part));
                        }
                    }
                }
                sink.commit();
            }
            inserted.forEach(batch -> writer.insertRows("t", List.of(batch)));
            try (CatalogSnapshot snapshot = database.snapshot()) {
                return snapshot.table("t").orElseThrow().isUnique(0);
            }
        }
    }

    @Test
    void segmentsThatAscendWithoutOverlap() {
        assertEquals(true, isUnique(List.of(numbers(0, 3, 1000)), List.of()));
        assertEquals(true, isUnique(List.of(numbers(5000, 1, 1000), numbers(0, 5, 1000)), List.of()));
        assertEquals(false, isUnique(List.of(numbers(0, 1, 1000), numbers(999, 1, 1000)), List.of()));
        assertEquals(false, isUnique(List.of(numbers(0, 0, 2)), List.of()));
        assertEquals(false, isUnique(List.of(numbers(1000, -1, 1000)), List.of()));
    }

    @Test
    void rowsThatWereInserted() {
        assertEquals(true, isUnique(List.of(), List.of(numbers(0, 2, 10), numbers(20, 2, 10))));
        assertEquals(false, isUnique(List.of(), List.of(numbers(0, 2, 10), numbers(18, 2, 10))));
        assertEquals(false, isUnique(List.of(numbers(0, 1, 10)), List.of(numbers(5, 1, 1))));
    }
}
