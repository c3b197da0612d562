package org.almagest.exec.window;

import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.sort.SortLayout;

/// Compares kept rows, batch after batch of them, with the row before, in what masks of
/// `SortLayout.prefix` leave. One thread.
final class RowNeighbours {
    private final List<? extends SortLayout.Segment> segments;
    private final int firstSegment;
    private final long[] masks;
    private final long[] lastWords;
    private final byte[][] lastTexts;
    private boolean any;

    RowNeighbours(WindowLayout layout, long[] masks) {
        segments = layout.sort().segments();
        firstSegment = layout.firstSegment();
        this.masks = masks;
        lastWords = new long[masks.length];
        lastTexts = new byte[masks.length][];
    }

    /// Answers whether a row differs from the one before it, the first of a batch from the one that
    /// was remembered; the first of all differs.
    boolean differs(Batch batch, int row) {
        if (row == 0 && !any) {
            return true;
        }
        for (int s = 0; s < masks.length; s++) {
            boolean differs = switch (segments.get(s)) {
                case SortLayout.Word word -> {
                    LongColumnVector words = (LongColumnVector) batch.column(firstSegment + s);
                    long before = row == 0 ? lastWords[s] : words.get(row - 1);
                    yield ((words.get(row) ^ before) & masks[s]) != 0;
                }
                case SortLayout.Text text -> textDiffers((TextColumnVector) batch.column(firstSegment + s), s, row);
            };
            if (differs) {
                return true;
            }
        }
        return false;
    }

    /// A NULL text is as an empty one: its word tells them apart.
    private boolean textDiffers(TextColumnVector texts, int segment, int row) {
        int start = texts.isNull(row) ? 0 : texts.start(row);
        int end = texts.isNull(row) ? 0 : start + texts.length(row);
        if (row == 0) {
            byte[] last = lastTexts[segment];
            return !Arrays.equals(texts.bytes(), start, end, last, 0, last.length);
        }
        int lastStart = texts.isNull(row - 1) ? 0 : texts.start(row - 1);
        int lastEnd = texts.isNull(row - 1) ? 0 : lastStart + texts.length(row - 1);
        return !Arrays.equals(texts.bytes(), start, end, texts.bytes(), lastStart, lastEnd);
    }

    /// Remembers the last row of a batch.
    void remember(Batch batch, int row) {
        any = true;
        for (int s = 0; s < masks.length; s++) {
            switch (segments.get(s)) {
                case SortLayout.Word word ->
                    lastWords[s] = ((LongColumnVector) batch.column(firstSegment + s)).get(row);
                case SortLayout.Text text -> {
                    TextColumnVector texts = (TextColumnVector) batch.column(firstSegment + s);
                    int start = texts.isNull(row) ? 0 : texts.start(row);
                    int end = texts.isNull(row) ? 0 : start + texts.length(row);
                    lastTexts[s] = Arrays.copyOfRange(texts.bytes(), start, end);
                }
            }
        }
    }
}
