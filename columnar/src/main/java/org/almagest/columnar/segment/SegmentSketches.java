package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.schema.PositionColumns;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.statistics.ColumnSketch;
import org.almagest.columnar.statistics.DensityMap;

/// Collects the sketches of a segment from those of its row groups, and cuts them to the size that
/// a manifest has room for. One thread.
///
/// All columns together get a 128th of the segment's bytes, at most 64 KiB; the density map a
/// 512th, at most 64 KiB. A table of a thousand columns therefore has coarse sketches, and a
/// database of a terabyte a manifest of 130 MB at most.
final class SegmentSketches implements AutoCloseable {
    private static final int MOST_BYTES = 64 << 10;

    private final List<ColumnSketcher> columns = new ArrayList<>();
    private final Optional<PositionColumns> position;
    private final HeapReservation reservation;
    private int[] cells = {};

    SegmentSketches(TableSchema schema, MemoryBudget budget) {
        position = PositionColumns.of(schema);
        reservation = new HeapReservation(budget, "the statistics of a segment");
        for (int c = 0; c < schema.columnCount(); c++) {
            columns.add(new ColumnSketcher(schema.columnCount(), reservation));
        }
    }

    void add(EncodedRowGroup group) {
        for (int c = 0; c < columns.size(); c++) {
            columns.get(c).add(group.chunks().get(c).sketch());
        }
        if (cells.length == 0) {
            reservation.add(4L * group.cells().length);
            cells = group.cells().clone();
        } else {
            for (int cell = 0; cell < cells.length; cell++) {
                cells[cell] += group.cells()[cell];
            }
        }
    }

    /// Answers the sketch of a column of a segment of so many bytes, of which `values` are neither
    /// NULL nor NaN.
    ColumnSketch sketch(int column, long segmentBytes, long values) {
        ColumnSketch sketch = columns.get(column).sketch(segmentBytes, values);
        return new ColumnSketch(sketch.distinct(), sketch.quantiles(), density(column, segmentBytes));
    }

    private Optional<DensityMap> density(int column, long segmentBytes) {
        if (cells.length == 0 || position.isEmpty() || position.get().ra() != column) {
            return Optional.empty();
        }
        int room = (int) Math.min(MOST_BYTES, segmentBytes / 512);
        return Optional.of(DensityMap.of(cells, Math.max(1024, room)));
    }

    @Override
    public void close() {
        reservation.close();
    }
}
