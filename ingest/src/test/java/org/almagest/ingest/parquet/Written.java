package org.almagest.ingest.parquet;

import java.util.List;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;

/// Files that our writer makes of rows of values.
public final class Written {
    public static final MemoryBudget BUDGET = MemoryBudget.root(1L << 30);

    private Written() {}

    public static void write(
            FileSystem files,
            String path,
            TableSchema schema,
            List<List<Value>> rows,
            PageCompression compression,
            int rowGroupRows) {
        try (ParquetWriter writer = new ParquetWriter(files, path, schema, compression, rowGroupRows, BUDGET)) {
            Batch batch = Batch.allocate(
                    schema.columns().stream().map(ColumnDefinition::type).toList());
            for (int from = 0; from < rows.size(); from += ColumnVector.BATCH_ROWS) {
                batch.reset();
                int count = Math.min(ColumnVector.BATCH_ROWS, rows.size() - from);
                for (int c = 0; c < schema.columnCount(); c++) {
                    for (int r = 0; r < count; r++) {
                        Cells.set(batch.column(c), r, rows.get(from + r).get(c));
                    }
                }
                batch.setRowCount(count);
                writer.append(batch);
            }
            writer.finish();
        }
    }
}
