package org.almagest.columnar.segment;

import java.util.Optional;
import org.almagest.columnar.encoding.ColumnValues;
import org.almagest.columnar.kernel.DistinctKernels;
import org.almagest.columnar.kernel.HashKernels;
import org.almagest.columnar.statistics.DistinctSketch;
import org.almagest.columnar.statistics.NumberSample;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.apache.datasketches.hll.HllSketch;

/// What is summed up of a column chunk while it is encoded, or checked: a sketch of its different
/// values (none for arrays), and a sample of its numbers.
///
/// Every value goes into the sketch, at some six nanoseconds; one in 128 into the sample of a whole
/// row group. All is a function of the values and their order, so that a load done again says the
/// same, and a check can hold it to the pages. One thread.
final class ChunkSketch {
    /// The most numbers that are taken of a chunk; at least half as many, where it has them.
    private static final int SAMPLE = 1_024;

    private final DataType type;
    private final int rows;
    private final Optional<HllSketch> distinct;
    private final NumberSample sample;
    private final boolean isNumber;

    /// One number is taken of every 2^`shift` rows.
    private final int shift;

    private int done;
    private int place;

    /// Makes the sketch of a chunk of so many rows, before the first of them.
    ChunkSketch(DataType type, int rows) {
        this.type = type;
        this.rows = rows;
        shift = rows <= SAMPLE ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros((rows - 1) / SAMPLE);
        sample = new NumberSample(SAMPLE, shift);
        distinct = switch (type.physical()) {
            case BOOLEAN, INT, LONG, HUGE, FLOAT, DOUBLE, BYTES -> Optional.of(DistinctSketch.collector());
            case ARRAY -> Optional.empty();
        };
        isNumber = switch (type.physical()) {
            case INT, LONG, HUGE, FLOAT, DOUBLE -> true;
            case BOOLEAN, BYTES, ARRAY -> false;
        };
    }

    /// Sums up a whole chunk.
    static ChunkSketch of(ColumnBuffer buffer, DataType type) {
        ChunkSketch sketch = new ChunkSketch(type, buffer.rows());
        sketch.add(buffer, 0, buffer.rows());
        return sketch;
    }

    Optional<HllSketch> distinct() {
        return distinct;
    }

    NumberSample sample() {
        return sample;
    }

    /// Answers about how many bytes the sketch takes.
    long bytes() {
        return distinct.map(HllSketch::getUpdatableSerializationBytes).orElse(0) + sample.bytes();
    }

    /// Takes the chunk's next rows, which are `from .. from + count` of a buffer.
    void add(ColumnBuffer buffer, int from, int count) {
        distinct.ifPresent(sketch -> count(buffer, from, count, sketch));
        if (isNumber) {
            sample(buffer, from, count);
        }
        done += count;
    }

    private static void count(ColumnBuffer buffer, int from, int count, HllSketch sketch) {
        switch (buffer) {
            case IntBuffer ints -> count(ints.values(), from, count, sketch);
            case LongBuffer longs -> count(longs.values(), from, count, sketch);
            case FloatBuffer floats -> count(floats.values(), from, count, sketch);
            case DoubleBuffer doubles -> count(doubles.values(), from, count, sketch);
            case BytesBuffer bytes -> count(bytes.values(), from, count, sketch);
            case HugeBuffer huge ->
                DistinctKernels.huges(
                        ((ColumnValues.Longs) huge.highValues()).values(),
                        ((ColumnValues.Longs) huge.lowValues()).values(),
                        huge.validity(),
                        from,
                        count,
                        sketch);
            case ArrayBuffer array -> throw new IllegalStateException("arrays are not counted");
        }
    }

    private static void count(ColumnValues values, int from, int count, HllSketch sketch) {
        switch (values) {
            case ColumnValues.Ints(var ints, var validity, int _) ->
                DistinctKernels.ints(ints, validity, from, count, sketch);
            case ColumnValues.Longs(var longs, var validity, int _) ->
                DistinctKernels.longs(longs, validity, from, count, sketch);
            case ColumnValues.Floats(var floats, var validity, int _) ->
                DistinctKernels.floats(floats, validity, from, count, sketch);
            case ColumnValues.Doubles(var doubles, var validity, int _) ->
                DistinctKernels.doubles(doubles, validity, from, count, sketch);
            case ColumnValues.Bytes(var offsets, var bytes, var validity, int _) ->
                DistinctKernels.bytes(offsets, bytes, validity, from, count, sketch);
        }
    }

    private void sample(ColumnBuffer buffer, int from, int count) {
        for (int next = nextRow(); next < done + count; next = nextRow()) {
            place++;
            int row = from + next - done;
            if (buffer.isValid(row)) {
                double value = buffer.number(row);
                sample.take(type == ScalarType.UBIGINT && value < 0 ? value + 0x1p64 : value);
            }
        }
    }

    /// Answers the row of the chunk that is taken next, beyond all where none is: some row of every
    /// 2^`shift`, so that no period in the rows hides.
    private int nextRow() {
        long first = (long) place << shift;
        if (first >= rows) {
            return Integer.MAX_VALUE;
        }
        return (int) Math.min(rows - 1, first + (HashKernels.hash(place) & (1L << shift) - 1));
    }
}
