package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.schema.Clustering;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.PositionColumns;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.TextColumnVector;

/// Collects the rows of one row group column by column and encodes them. One thread at a time; its
/// memory is reserved from a budget and recycled from row group to row group.
final class RowGroupBuilder implements AutoCloseable {
    /// Rows that are appended between two looks at the bytes, for columns without a fixed width.
    private static final int WIDE_STEP_ROWS = 64;

    /// What an encoder keeps per value of a chunk: its bits, its code, its place in a hash table.
    private static final long SCRATCH_BYTES_PER_VALUE = 24;

    private final TableSchema schema;
    private final MemoryBudget budget;
    private final HeapReservation reservation;
    private final List<ColumnBuffer> buffers = new ArrayList<>();
    private final ChunkWriter chunks;
    private final boolean fixedWidth;
    private final int kinds;
    private final Optional<PositionColumns> position;
    private long scratchBytes;
    private int rows;

    RowGroupBuilder(TableSchema schema, MemoryBudget budget) {
        chunks = new ChunkWriter(schema.layout().compression());
        this.schema = schema;
        this.budget = budget;
        position = PositionColumns.of(schema);
        reservation = new HeapReservation(budget, "collecting a row group");
        boolean fixed = true;
        for (ColumnDefinition column : schema.columns()) {
            buffers.add(ColumnBuffer.of(column.type(), reservation));
            PhysicalType physical = column.type().physical();
            fixed &= physical != PhysicalType.BYTES && physical != PhysicalType.ARRAY;
        }
        fixedWidth = fixed;
        kinds = (int) schema.columns().stream()
                .map(column -> column.type().physical())
                .distinct()
                .count();
    }

    int rows() {
        return rows;
    }

    boolean isFull() {
        return rows >= SegmentFormat.ROW_GROUP_ROWS || bytes() >= SegmentFormat.ROW_GROUP_BYTES;
    }

    private long bytes() {
        long bytes = 0;
        for (ColumnBuffer buffer : buffers) {
            bytes += buffer.decodedBytes(0, rows);
        }
        return bytes;
    }

    /// Copies rows that count from place `from` of the batch on, until the row group is full or the
    /// batch ends; answers the place after the last one copied.
    int append(Batch batch, int from) {
        int at = from;
        while (at < batch.size() && !isFull()) {
            int most = Math.min(batch.size() - at, SegmentFormat.ROW_GROUP_ROWS - rows);
            int step = fixedWidth || isNarrow(batch, at, most) ? most : Math.min(most, WIDE_STEP_ROWS);
            appendStep(batch, at, step);
            at += step;
        }
        return at;
    }

    /// Answers whether rows are known to take little room, at a glance.
    private static boolean isNarrow(Batch batch, int from, int count) {
        long bytes = 0;
        for (int c = 0; c < batch.columnCount(); c++) {
            switch (batch.column(c)) {
                case TextColumnVector text -> {
                    if (text.isDictionary() || text.isConstant() || batch.hasSelection()) {
                        return false;
                    }
                    bytes += text.offsets()[from + count] - text.offsets()[from];
                }
                case ArrayColumnVector array -> {
                    return false;
                }
                default -> {}
            }
        }
        return bytes <= SegmentFormat.PAGE_BYTES;
    }

    private void appendStep(Batch batch, int from, int count) {
        for (int c = 0; c < buffers.size(); c++) {
            if (batch.hasSelection()) {
                buffers.get(c).appendSelected(batch.column(c), batch.selection(), from, count);
            } else {
                buffers.get(c).appendRange(batch.column(c), from, count);
            }
        }
        rows += count;
    }

    /// Encodes the rows and forgets them.
    EncodedRowGroup encode() {
        reserveScratch();
        List<EncodedChunk> encoded = new ArrayList<>();
        for (int c = 0; c < buffers.size(); c++) {
            ColumnDefinition column = schema.column(c);
            boolean withBloom = schema.layout().bloom().contains(column.id());
            encoded.add(chunks.encode(buffers.get(c), column.type(), withBloom));
        }
        EncodedRowGroup group = new EncodedRowGroup(rows, encoded, skyZones(), cells(), budget);
        clear();
        return group;
    }

    private Optional<ZoneMaps.LongZones> skyZones() {
        return schema.layout().clustering() instanceof Clustering.BySky(int ra, int dec)
                ? Optional.of(
                        SkyZones.of(buffers.get(schema.positionOfId(ra)), buffers.get(schema.positionOfId(dec)), rows))
                : Optional.empty();
    }

    /// Counts the positions of the rows by HEALPix cell.
    private int[] cells() {
        return position.map(columns -> PositionCells.count(buffers.get(columns.ra()), buffers.get(columns.dec()), rows))
                .orElse(new int[0]);
    }

    /// The encoders keep some numbers per row, one encoder per kind of value; the arrays of
    /// elements of the longest column decide.
    private void reserveScratch() {
        long most = 0;
        for (ColumnBuffer buffer : buffers) {
            most = Math.max(most, buffer.encodedValues());
        }
        long wanted = Math.min(kinds, 5) * SCRATCH_BYTES_PER_VALUE * most;
        if (wanted > scratchBytes) {
            reservation.add(wanted - scratchBytes);
            scratchBytes = wanted;
        }
    }

    void clear() {
        buffers.forEach(ColumnBuffer::clear);
        rows = 0;
    }

    @Override
    public void close() {
        reservation.close();
    }
}
