package org.almagest.exec.operator;

import java.util.List;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.pipeline.CountedSource;
import org.almagest.exec.plan.PhysicalPlan;

/// Rows of constants, one morsel.
public final class ValuesSource extends CountedSource {
    private final PhysicalPlan.Values values;

    public ValuesSource(PhysicalPlan.Values values) {
        super(values, values.rows().isEmpty() ? 0 : 1);
        this.values = values;
    }

    @Override
    public MorselReader reader() {
        return new ValuesReader();
    }

    private final class ValuesReader implements MorselReader {
        private final Batch own = Batch.allocate(values.types());
        private int next;

        @Override
        public void open(Morsel morsel) {
            next = 0;
        }

        @Override
        public boolean next(Batch out) {
            List<List<Value>> rows = values.rows();
            if (next >= rows.size()) {
                return false;
            }
            int count = Math.min(ColumnVector.BATCH_ROWS, rows.size() - next);
            own.reset();
            for (int c = 0; c < own.columnCount(); c++) {
                for (int i = 0; i < count; i++) {
                    ValueVectors.set(own.column(c), i, rows.get(next + i).get(c));
                }
                out.setColumn(c, own.column(c));
            }
            next += count;
            out.setRowCount(count);
            return true;
        }

        @Override
        public void close() {
            // Holds nothing but its vectors.
        }
    }
}
