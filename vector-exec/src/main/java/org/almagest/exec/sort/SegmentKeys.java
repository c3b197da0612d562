package org.almagest.exec.sort;

import java.util.List;
import org.almagest.columnar.sort.NormalisedKeys;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Makes normalised keys of the segments of kept rows, for runs that go to files. A NULL text is an
/// empty one: its word before it tells them apart.
final class SegmentKeys {
    private final List<SortLayout.Segment> segments;
    private final int firstColumn;

    SegmentKeys(List<SortLayout.Segment> segments, int firstColumn) {
        this.segments = segments;
        this.firstColumn = firstColumn;
    }

    /// Makes the keys of all rows of a batch, which has no selection.
    void encode(Batch batch, NormalisedKeys out) {
        out.clear();
        for (int row = 0; row < batch.rowCount(); row++) {
            for (int s = 0; s < segments.size(); s++) {
                switch (segments.get(s)) {
                    case SortLayout.Word word ->
                        out.put(((LongColumnVector) batch.column(firstColumn + s)).get(row), Long.BYTES);
                    case SortLayout.Text(int key, boolean descending) -> {
                        TextColumnVector text = (TextColumnVector) batch.column(firstColumn + s);
                        boolean isNull = text.isNull(row);
                        out.putText(
                                text.bytes(), isNull ? 0 : text.start(row), isNull ? 0 : text.length(row), descending);
                    }
                }
            }
            out.end();
        }
    }
}
