package org.almagest.columnar.segment;

import java.util.Optional;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.statistics.ColumnSketch;
import org.almagest.columnar.statistics.DistinctSketch;
import org.almagest.columnar.statistics.NumberSample;
import org.almagest.columnar.statistics.Quantiles;
import org.apache.datasketches.hll.HllUnion;
import org.apache.datasketches.hll.TgtHllType;

/// Puts the sketches of a column's chunks together, in the order of the row groups, and cuts the
/// result to the size that a manifest has room for. One thread.
final class ColumnSketcher {
    private static final int MOST_BYTES = 64 << 10;
    private static final int LEAST_COLUMN_BYTES = 96;

    /// The numbers that are kept of all columns of a segment together, and of one.
    private static final int MOST_NUMBERS = 1 << 20;

    private static final int MOST_COLUMN_NUMBERS = 16_384;
    private static final int LEAST_COLUMN_NUMBERS = 1_024;
    private static final int MOST_POINTS = 129;
    private static final int LEAST_POINTS = 5;

    private final int columns;
    private final HeapReservation reservation;
    private final HllUnion distinct = new HllUnion(DistinctSketch.MOST_BITS);
    private final NumberSample sample;
    private boolean counts;
    private long reserved;

    /// `columns` is how many the segment has, which share the room.
    ColumnSketcher(int columns, HeapReservation reservation) {
        this.columns = columns;
        this.reservation = reservation;
        sample = new NumberSample(Math.clamp(MOST_NUMBERS / columns, LEAST_COLUMN_NUMBERS, MOST_COLUMN_NUMBERS));
    }

    /// Takes the next chunk of the column.
    void add(ChunkSketch chunk) {
        chunk.distinct().ifPresent(seen -> {
            counts = true;
            distinct.update(seen);
        });
        sample.add(chunk.sample());
        long bytes = sample.bytes() + (counts ? distinct.getUpdatableSerializationBytes() : 0);
        if (bytes > reserved) {
            reservation.add(bytes - reserved);
            reserved = bytes;
        }
    }

    /// Answers the sketch for a segment of so many bytes, of which `values` are neither NULL nor NaN.
    ColumnSketch sketch(long segmentBytes, long values) {
        int room = Math.max(LEAST_COLUMN_BYTES, (int) Math.min(MOST_BYTES, segmentBytes / 128) / columns);
        Optional<DistinctSketch> cut = counts
                ? Optional.of(DistinctSketch.fitting(distinct.getResult(TgtHllType.HLL_8), room / 2))
                : Optional.empty();
        return new ColumnSketch(cut, quantiles(room / 4, values), Optional.empty());
    }

    private Optional<Quantiles> quantiles(int mostBytes, long values) {
        int points = MOST_POINTS;
        while (points > LEAST_POINTS && points * Double.BYTES > mostBytes) {
            points = points / 2 + 1;
        }
        return sample.quantiles(points, values);
    }
}
