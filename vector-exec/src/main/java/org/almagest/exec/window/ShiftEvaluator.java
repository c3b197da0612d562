package org.almagest.exec.window;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.WindowCall;

/// lag and lead: the value of the row so many rows before or behind in the partition, or what
/// stands in for it. A NULL offset gives NULL; a negative one looks the other way.
final class ShiftEvaluator extends CallEvaluator {
    private final boolean back;
    private final int[] columns;
    private final Optional<NonNullRows> nonNull;
    private final ColumnVector offsets;
    private final ColumnVector values;
    private final ColumnVector standIns;
    private final int[] picked = new int[ColumnVector.BATCH_ROWS];
    private final int[] ids = new int[ColumnVector.BATCH_ROWS];
    private final boolean[] outside = new boolean[ColumnVector.BATCH_ROWS];

    ShiftEvaluator(WindowCall call, boolean back, int[] columns, OrderedRows rows) {
        this.back = back;
        this.columns = columns;
        List<Expression> arguments = call.arguments();
        DataType type = arguments.getFirst().type();
        nonNull = call.ignoreNulls() ? Optional.of(new NonNullRows(rows, columns[0], type)) : Optional.empty();
        offsets = ColumnVector.allocate(ScalarType.BIGINT, ColumnVector.BATCH_ROWS);
        values = ColumnVector.allocate(type, ColumnVector.BATCH_ROWS);
        standIns = ColumnVector.allocate(type, ColumnVector.BATCH_ROWS);
    }

    @Override
    void open() {
        nonNull.ifPresent(NonNullRows::open);
    }

    @Override
    void evaluate(Positions p, ColumnVector out) {
        if (columns.length > 1) {
            offsets.reset();
            p.rows().read(columns[1], p.from(), p.count(), ids, offsets);
        }
        boolean anyOutside = false;
        for (int i = 0; i < p.count(); i++) {
            boolean unknown = columns.length > 1 && offsets.isNull(i);
            long offset = columns.length > 1 && !unknown ? ((LongColumnVector) offsets).get(i) : 1;
            picked[i] = unknown ? -1 : target(p, i, back ? saturatedNegative(offset) : offset);
            outside[i] = !unknown && picked[i] < 0;
            anyOutside |= outside[i];
        }
        if (columns.length < 3 || !anyOutside) {
            p.rows().gather(columns[0], picked, p.count(), out);
            return;
        }
        values.reset();
        standIns.reset();
        p.rows().gather(columns[0], picked, p.count(), values);
        p.rows().read(columns[2], p.from(), p.count(), ids, standIns);
        for (int i = 0; i < p.count(); i++) {
            copy(outside[i] ? standIns : values, i, out);
        }
    }

    private static long saturatedNegative(long offset) {
        return offset == Long.MIN_VALUE ? Long.MAX_VALUE : -offset;
    }

    private static void copy(ColumnVector from, int row, ColumnVector out) {
        if (from.isNull(row)) {
            Cells.setNull(out, row);
        } else {
            out.copyRow(from, row, row);
        }
    }

    /// Answers the position `shift` rows behind, or -1 where the partition has none.
    private int target(Positions p, int i, long shift) {
        int position = p.from() + i;
        int start = p.partitionStart[i];
        int end = p.partitionEnd[i];
        if (shift == 0) {
            return position;
        }
        if (nonNull.isPresent()) {
            NonNullRows rows = nonNull.get();
            rows.partition(start, end);
            long clamped = Math.clamp(shift, -(long) Integer.MAX_VALUE, Integer.MAX_VALUE);
            return rows.at(shift > 0 ? rows.before(position + 1) + clamped - 1 : rows.before(position) + clamped);
        }
        boolean inside = shift > 0 ? shift < end - position : shift >= start - position;
        return inside ? position + (int) shift : -1;
    }

    @Override
    void close() {
        nonNull.ifPresent(NonNullRows::close);
    }
}
