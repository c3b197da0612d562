package org.almagest.exec.window;

import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.plan.WindowCall;
import org.almagest.exec.plan.WindowFunction.PickKind;

/// first_value, last_value and nth_value: the value of one row of the frame, NULL where it has no
/// such row.
final class FramePickEvaluator extends CallEvaluator {
    private final PickKind kind;
    private final int[] columns;
    private final Frames frames;
    private final Optional<NonNullRows> nonNull;
    private final LongColumnVector numbers = new LongColumnVector(ColumnVector.BATCH_ROWS);
    private final int[] picked = new int[ColumnVector.BATCH_ROWS];
    private final int[] ids = new int[ColumnVector.BATCH_ROWS];

    FramePickEvaluator(WindowCall call, PickKind kind, int[] columns, Frames frames, OrderedRows rows) {
        this.kind = kind;
        this.columns = columns;
        this.frames = frames;
        nonNull = call.ignoreNulls()
                ? Optional.of(new NonNullRows(
                        rows, columns[0], call.arguments().getFirst().type()))
                : Optional.empty();
    }

    @Override
    void open() {
        nonNull.ifPresent(NonNullRows::open);
    }

    @Override
    void evaluate(Positions p, ColumnVector out) {
        if (kind == PickKind.NTH_VALUE) {
            numbers.reset();
            p.rows().read(columns[1], p.from(), p.count(), ids, numbers);
        }
        for (int i = 0; i < p.count(); i++) {
            if (nonNull.isPresent()) {
                nonNull.get().partition(p.partitionStart[i], p.partitionEnd[i]);
            }
            frames.split(i);
            picked[i] = switch (kind) {
                case FIRST_VALUE -> nth(1);
                case LAST_VALUE -> last();
                case NTH_VALUE -> numbers.isNull(i) ? -1 : nth(checked(numbers.get(i)));
                case LAG, LEAD -> throw new IllegalStateException("no frame belongs to " + kind);
            };
        }
        p.rows().gather(columns[0], picked, p.count(), out);
    }

    private static long checked(long number) {
        if (number <= 0) {
            throw AlmagestException.of(SqlState.INVALID_NTH_VALUE, "nth_value needs a number above 0, not " + number);
        }
        return number;
    }

    private int nth(long number) {
        long left = number;
        for (int piece = 0; piece < Frames.PIECES; piece++) {
            int start = frames.pieceStart(piece);
            int end = frames.pieceEnd(piece);
            int first = nonNull.isPresent() ? nonNull.get().before(start) : start;
            int behind = nonNull.isPresent() ? nonNull.get().before(end) : end;
            if (left <= behind - first) {
                int place = first + (int) left - 1;
                return nonNull.isPresent() ? nonNull.get().at(place) : place;
            }
            left -= behind - first;
        }
        return -1;
    }

    private int last() {
        for (int piece = Frames.PIECES - 1; piece >= 0; piece--) {
            int start = frames.pieceStart(piece);
            int end = frames.pieceEnd(piece);
            int first = nonNull.isPresent() ? nonNull.get().before(start) : start;
            int behind = nonNull.isPresent() ? nonNull.get().before(end) : end;
            if (behind > first) {
                return nonNull.isPresent() ? nonNull.get().at(behind - 1) : behind - 1;
            }
        }
        return -1;
    }

    @Override
    void close() {
        nonNull.ifPresent(NonNullRows::close);
    }
}
