package org.almagest.columnar.sort;

import java.util.List;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Makes keys of columns.
///
/// ```text
/// key      column after column: u8 1, value; a NULL is u8 2 alone, or u8 0 where NULLs come first
/// value    integers high byte first with the sign inverted, UBIGINT as it is
///          floats: -0.0 as 0.0, all NaN one; sign inverted, of negative ones every bit
///          text: its bytes, 0 as 0 255; 0 0 ends it
///          DESC inverts the value's bytes
/// ```
public final class ColumnKeys implements KeyEncoder {
    private final List<SortColumn> columns;

    public ColumnKeys(List<SortColumn> columns) {
        this.columns = List.copyOf(columns);
    }

    @Override
    public void encode(Batch batch, NormalisedKeys out) {
        for (int i = 0; i < batch.size(); i++) {
            int row = batch.row(i);
            for (SortColumn column : columns) {
                put(column, batch.column(column.position()), row, out);
            }
            out.end();
        }
    }

    private static void put(SortColumn column, ColumnVector vector, int row, NormalisedKeys out) {
        if (vector.isNull(row)) {
            out.put(column.nullsFirst() ? 0 : 2);
            return;
        }
        out.put(1);
        int start = out.used();
        switch (vector) {
            case BooleanColumnVector v -> out.put(v.get(row));
            case IntColumnVector v -> out.put(v.get(row) ^ Integer.MIN_VALUE, Integer.BYTES);
            case LongColumnVector v ->
                out.put(column.type() == ScalarType.UBIGINT ? v.get(row) : v.get(row) ^ Long.MIN_VALUE, Long.BYTES);
            case FloatColumnVector v -> out.put(sortable(v.get(row)), Long.BYTES);
            case DoubleColumnVector v -> out.put(sortable(v.get(row)), Long.BYTES);
            case HugeColumnVector v -> {
                out.put(v.high()[v.slot(row)] ^ Long.MIN_VALUE, Long.BYTES);
                out.put(v.low()[v.slot(row)], Long.BYTES);
            }
            case TextColumnVector v -> out.putText(v.bytes(), v.start(row), v.length(row), false);
            default -> throw new IllegalStateException("rows are not sorted by arrays: " + vector.physicalType());
        }
        if (column.descending()) {
            out.invertFrom(start);
        }
    }

    private static long sortable(double value) {
        long bits = Double.doubleToLongBits(value + 0.0);
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }
}
