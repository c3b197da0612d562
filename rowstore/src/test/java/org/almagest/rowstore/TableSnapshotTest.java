package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.scan.ScannableContract;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/// A stored table is one to its readers, however its rows are spread over segments and delta.
final class TableSnapshotTest {
    /// Makes tables whose first part is in segments and whose rest is in the delta.
    private abstract static class Spread extends ScannableContract {
        private final MemoryBudget budget = MemoryBudget.root(512 << 20);
        private final BufferPool pool = BufferPool.open(budget, 64 << 20);
        private final Database database = Database.inMemory(budget, pool);
        private final List<CatalogSnapshot> snapshots = new ArrayList<>();

        abstract int inSegments(int rows);

        @Override
        protected Scannable scannable(TableSchema schema, List<List<Value>> rows) {
            String name = "t" + snapshots.size();
            TableSchema nullable = TableSchema.of(schema.columns().stream()
                    .map(column ->
                            new ColumnDefinition(column.id(), column.name(), column.type(), true, column.meaning()))
                    .toList());
            int first = inSegments(rows.size());
            TableWriter writer = database.writer();
            try (TableSink sink = writer.createTableWithSink(name, nullable)) {
                try (TableSink.Part part = sink.part(0)) {
                    batches(nullable, rows.subList(0, first), 1000).forEach(part::append);
                }
                sink.commit();
            }
            for (Batch batch : batches(nullable, rows.subList(first, rows.size()), 300)) {
                writer.insertRows(name, List.of(batch));
            }
            CatalogSnapshot snapshot = database.snapshot();
            snapshots.add(snapshot);
            TableSnapshot table = snapshot.table(name).orElseThrow();
            assertEquals(rows.size() - first, table.deltaRows());
            return assertInstanceOf(Scannable.class, table);
        }

        private static List<Batch> batches(TableSchema schema, List<List<Value>> rows, int rowsEach) {
            List<Batch> batches = new ArrayList<>();
            for (int from = 0; from < rows.size(); from += rowsEach) {
                Batch batch = Batch.allocate(
                        schema.columns().stream().map(ColumnDefinition::type).toList());
                int count = Math.min(rowsEach, rows.size() - from);
                for (int c = 0; c < schema.columnCount(); c++) {
                    ColumnVector vector = batch.column(c);
                    for (int r = 0; r < count; r++) {
                        Cells.set(vector, r, rows.get(from + r).get(c));
                    }
                }
                batch.setRowCount(count);
                batches.add(batch);
            }
            return batches;
        }

        @AfterEach
        void everythingIsGivenBack() {
            snapshots.forEach(CatalogSnapshot::close);
            database.close();
            pool.close();
            assertEquals(0, budget.reserved());
        }
    }

    @Nested
    final class DeltaAlone extends Spread {
        @Override
        int inSegments(int rows) {
            return 0;
        }
    }

    @Nested
    final class SegmentsAndDelta extends Spread {
        @Override
        int inSegments(int rows) {
            return rows * 2 / 3;
        }
    }
}
