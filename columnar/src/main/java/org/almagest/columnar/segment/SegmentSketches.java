package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.kernel.DistinctKernels;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.schema.PositionColumns;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.statistics.ColumnSketch;
import org.almagest.columnar.statistics.DensityMap;
import org.almagest.columnar.statistics.DistinctSketch;
import org.almagest.columnar.statistics.Quantiles;

/// Collects the sketches of a segment from those of its row groups, and cuts them to the size that
/// a manifest has room for. One thread.
///
/// All columns together get a 128th of the segment's bytes, at most 64 KiB; the density map a
/// 512th, at most 64 KiB. A table of a thousand columns therefore has coarse sketches, and a
/// database of a terabyte a manifest of 130 MB at most.
final class SegmentSketches implements AutoCloseable {
    private static final int MOST_BYTES = 64 << 10;
    private static final int LEAST_COLUMN_BYTES = 96;
    private static final int POINT_BYTES = 8;
    private static final int MERGED_POINTS = 257;

    /// Row groups whose quantiles are kept apart.
    private static final int WAITING = 256;

    private final List<Column> columns = new ArrayList<>();
    private final Optional<PositionColumns> position;
    private final HeapReservation reservation;
    private int[] cells = {};

    private static final class Column {
        private byte[] registers = {};
        private final List<Quantiles> quantiles = new ArrayList<>();
    }

    SegmentSketches(TableSchema schema, MemoryBudget budget) {
        for (int c = 0; c < schema.columnCount(); c++) {
            columns.add(new Column());
        }
        position = PositionColumns.of(schema);
        reservation = new HeapReservation(budget, "the statistics of a segment");
    }

    void add(EncodedRowGroup group) {
        for (int c = 0; c < columns.size(); c++) {
            add(columns.get(c), group.chunks().get(c).sketch());
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

    private void add(Column column, ChunkSketch chunk) {
        if (column.registers.length == 0) {
            reservation.add(chunk.registers().length);
            column.registers = chunk.registers().clone();
        } else {
            DistinctKernels.merge(column.registers, chunk.registers());
        }
        chunk.quantiles().ifPresent(part -> {
            reservation.add(chunk.bytes() - chunk.registers().length);
            column.quantiles.add(part);
        });
        if (column.quantiles.size() > WAITING) {
            Quantiles merged = Quantiles.merge(column.quantiles, MERGED_POINTS);
            column.quantiles.clear();
            column.quantiles.add(merged);
        }
    }

    /// Answers the sketch of a column of a segment of so many bytes.
    ColumnSketch sketch(int column, long segmentBytes) {
        Column from = columns.get(column);
        int room = (int) Math.min(MOST_BYTES, segmentBytes / 128) / columns.size();
        int columnBytes = Math.max(LEAST_COLUMN_BYTES, room);
        Optional<DistinctSketch> distinct = from.registers.length == 0
                ? Optional.empty()
                : Optional.of(DistinctSketch.of(from.registers).fitting(columnBytes / 2));
        return new ColumnSketch(distinct, quantiles(from, columnBytes / 4), density(column, segmentBytes));
    }

    private static Optional<Quantiles> quantiles(Column from, int mostBytes) {
        if (from.quantiles.isEmpty()) {
            return Optional.empty();
        }
        int points = 65;
        while (points > 5 && points * POINT_BYTES > mostBytes) {
            points = points / 2 + 1;
        }
        return Optional.of(Quantiles.merge(from.quantiles, points));
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
