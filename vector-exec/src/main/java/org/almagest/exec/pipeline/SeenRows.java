package org.almagest.exec.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.exec.rows.OperatorMemory;

/// The rows that a recursion has given, so that none comes twice; NULL equals NULL, and both zeros
/// are one. Rows are kept as values: a recursion over distinct rows has few.
final class SeenRows {
    private static final long ROW_BYTES = 96;
    private static final long VALUE_BYTES = 32;

    private final OperatorMemory memory;
    private final Set<List<Value>> rows = new HashSet<>();

    SeenRows(OperatorMemory memory) {
        this.memory = memory;
    }

    /// Narrows the batch to the rows that were not there before.
    void keepNew(Batch batch) {
        int count = batch.size();
        int found = 0;
        for (int i = 0; i < count; i++) {
            int row = batch.row(i);
            List<Value> values = new ArrayList<>(batch.columnCount());
            long bytes = ROW_BYTES;
            for (int c = 0; c < batch.columnCount(); c++) {
                Value value = Cells.get(batch.column(c), row);
                values.add(value instanceof Value.OfDouble(double number) ? Value.of(number + 0.0) : value);
                bytes += VALUE_BYTES + (value instanceof Value.OfText(var text) ? 2L * text.length() : 0);
            }
            if (rows.add(values)) {
                memory.reserve(bytes);
                batch.selection()[found++] = row;
            }
        }
        batch.setSelected(found);
    }
}
