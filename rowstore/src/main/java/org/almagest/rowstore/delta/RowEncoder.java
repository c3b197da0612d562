package org.almagest.rowstore.delta;

import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.rowstore.codec.FieldWriter;

/// Writes the rows of batches in the form of `RowFormat`.
public final class RowEncoder {
    /// The most bytes of the rows of one commit.
    private static final int MAX_BYTES = 1 << 30;

    private final TableSchema schema;
    private final FieldWriter out = new FieldWriter();
    private int rows;

    private RowEncoder(TableSchema schema) {
        this.schema = schema;
    }

    /// Encodes the rows that count in the batches, whose columns have the physical types of the
    /// schema's. Fails with 23502 for a NULL where the schema allows none.
    public static EncodedRows encode(TableSchema schema, List<Batch> batches) {
        RowEncoder encoder = new RowEncoder(schema);
        batches.forEach(encoder::append);
        return new EncodedRows(encoder.rows, encoder.out.toByteArray());
    }

    private void append(Batch batch) {
        checkColumns(batch);
        for (int i = 0; i < batch.size(); i++) {
            appendRow(batch, batch.row(i));
            rows++;
            if (out.size() > MAX_BYTES) {
                throw AlmagestException.of(
                                SqlState.OUT_OF_MEMORY, "the rows of one INSERT take more than " + MAX_BYTES + " bytes")
                        .hint("insert fewer rows at once, or load them with ingest");
            }
        }
    }

    private void checkColumns(Batch batch) {
        if (batch.columnCount() != schema.columnCount()) {
            throw new IllegalArgumentException(
                    "a batch must have the table's " + schema.columnCount() + " columns: " + batch.columnCount());
        }
        for (int c = 0; c < schema.columnCount(); c++) {
            if (batch.column(c).physicalType() != schema.column(c).type().physical()) {
                throw new IllegalArgumentException("column " + schema.column(c).name() + " must be "
                        + schema.column(c).type().physical() + ": "
                        + batch.column(c).physicalType());
            }
        }
    }

    private void appendRow(Batch batch, int row) {
        int columns = batch.columnCount();
        for (int first = 0; first < columns; first += 8) {
            int bits = 0;
            for (int c = first; c < Math.min(first + 8, columns); c++) {
                if (batch.column(c).isNull(row)) {
                    checkNullable(c);
                    bits |= 1 << (c - first);
                }
            }
            out.u8(bits);
        }
        for (int c = 0; c < columns; c++) {
            ColumnVector vector = batch.column(c);
            if (!vector.isNull(row)) {
                value(vector, row);
            }
        }
    }

    private void checkNullable(int column) {
        if (!schema.column(column).nullable()) {
            throw AlmagestException.of(
                            SqlState.NOT_NULL_VIOLATION,
                            "column " + schema.column(column).name() + " must not be NULL")
                    .hint("give every row a value for it");
        }
    }

    private void value(ColumnVector vector, int row) {
        switch (vector) {
            case BooleanColumnVector v -> out.u8(v.get(row));
            case IntColumnVector v -> out.u32(v.get(row));
            case LongColumnVector v -> out.u64(v.get(row));
            case HugeColumnVector v -> out.u64(v.low()[v.slot(row)]).u64(v.high()[v.slot(row)]);
            case FloatColumnVector v -> out.f32(v.get(row));
            case DoubleColumnVector v -> out.f64(v.get(row));
            case TextColumnVector v -> out.bytes(v.bytes(), v.start(row), v.length(row));
            case ArrayColumnVector v -> array(v.child(), v.start(row), v.length(row));
        }
    }

    private void array(ColumnVector child, int start, int length) {
        out.u32(length);
        for (int first = 0; first < length; first += 8) {
            int bits = 0;
            for (int i = first; i < Math.min(first + 8, length); i++) {
                bits |= child.isNull(start + i) ? 1 << (i - first) : 0;
            }
            out.u8(bits);
        }
        for (int i = start; i < start + length; i++) {
            if (!child.isNull(i)) {
                value(child, i);
            }
        }
    }
}
