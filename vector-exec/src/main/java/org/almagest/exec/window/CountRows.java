package org.almagest.exec.window;

import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;

/// count(*): how many rows the frame has.
final class CountRows extends CallEvaluator {
    private final Frames frames;

    CountRows(Frames frames) {
        this.frames = frames;
    }

    @Override
    void evaluate(Positions p, ColumnVector out) {
        long[] values = ((LongColumnVector) out).values();
        for (int i = 0; i < p.count(); i++) {
            if (!frames.excludes()) {
                values[i] = frames.end[i] - frames.start[i];
                continue;
            }
            frames.split(i);
            long rows = 0;
            for (int piece = 0; piece < Frames.PIECES; piece++) {
                rows += frames.pieceEnd(piece) - frames.pieceStart(piece);
            }
            values[i] = rows;
        }
    }
}
