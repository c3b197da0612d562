package org.almagest.exec.window;

import java.util.Optional;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.plan.WindowFrame;

/// The frames of a batch of positions: `start[i]` to `end[i]`, less what is excluded, which leaves
/// up to three pieces. Calls with the same frame share it. Owned by one thread.
///
/// ```text
/// |---- piece 0 ----|  excluded  | 1 | excluded  |---- piece 2 ----|      1: the row itself (TIES)
/// start                                                          end
/// ```
final class Frames {
    static final int PIECES = 3;

    final int[] start = new int[ColumnVector.BATCH_ROWS];
    final int[] end = new int[ColumnVector.BATCH_ROWS];
    private final WindowFrame frame;
    private final FrameEnds starts;
    private final FrameEnds ends;
    private final int[] from = new int[PIECES];
    private final int[] to = new int[PIECES];
    private Positions positions;

    Frames(WindowFrame frame, Optional<RangeKey> key) {
        this.frame = frame;
        starts = FrameEnds.of(frame, true, key);
        ends = FrameEnds.of(frame, false, key);
    }

    void open() {
        starts.open();
        ends.open();
    }

    /// Finds the frames of a batch.
    void find(Positions batch) {
        positions = batch;
        starts.find(batch, start);
        ends.find(batch, end);
        for (int i = 0; i < batch.count(); i++) {
            end[i] = Math.max(start[i], end[i]);
        }
    }

    boolean excludes() {
        return frame.exclusion() != WindowFrame.Exclusion.NO_OTHERS;
    }

    /// Finds the pieces of a row's frame; some may be empty.
    void split(int i) {
        int position = positions.from() + i;
        switch (frame.exclusion()) {
            case NO_OTHERS -> pieces(i, end[i], position, position, end[i]);
            case CURRENT_ROW -> pieces(i, position, position, position, position + 1);
            case GROUP -> pieces(i, positions.peersStart[i], position, position, positions.peersEnd[i]);
            case TIES -> pieces(i, positions.peersStart[i], position, position + 1, positions.peersEnd[i]);
        }
    }

    private void pieces(int i, int firstTo, int middleFrom, int middleTo, int lastFrom) {
        piece(0, start[i], Math.min(firstTo, end[i]));
        piece(1, Math.max(middleFrom, start[i]), Math.min(middleTo, end[i]));
        piece(2, Math.max(lastFrom, start[i]), end[i]);
    }

    private void piece(int which, int first, int behind) {
        from[which] = first;
        to[which] = Math.max(first, behind);
    }

    int pieceStart(int which) {
        return from[which];
    }

    int pieceEnd(int which) {
        return to[which];
    }
}
