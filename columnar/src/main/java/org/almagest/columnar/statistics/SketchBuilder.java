package org.almagest.columnar.statistics;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.almagest.columnar.kernel.DistinctKernels;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.apache.datasketches.hll.HllSketch;

/// Sums up the vectors of one column, value by value: for few rows, as in a delta. One thread.
public final class SketchBuilder {
    private static final int SAMPLE = 8_192;
    private static final int POINTS = 129;

    private final boolean unsigned;
    private final HllSketch distinct = DistinctSketch.collector();
    private final NumberSample sample = new NumberSample(SAMPLE);
    private long numbers;
    private boolean counts = true;

    /// `unsigned` says that longs are UBIGINT.
    public SketchBuilder(boolean unsigned) {
        this.unsigned = unsigned;
    }

    /// Takes the first `rows` rows of a vector.
    public void add(ColumnVector vector, int rows) {
        for (int row = 0; row < rows; row++) {
            if (!vector.isNull(row)) {
                add(vector, vector.slot(row), row);
            }
        }
    }

    private void add(ColumnVector vector, int slot, int row) {
        switch (vector) {
            case BooleanColumnVector booleans -> distinct.update((long) booleans.values()[slot]);
            case IntColumnVector ints -> addLong(ints.values()[slot]);
            case LongColumnVector longs -> addLong(longs.values()[slot]);
            case FloatColumnVector floats -> addDouble(floats.values()[slot]);
            case DoubleColumnVector doubles -> addDouble(doubles.values()[slot]);
            case HugeColumnVector huge -> {
                distinct.update(new long[] {huge.low()[slot], huge.high()[slot]});
                number(huge.get(row).doubleValue());
            }
            case TextColumnVector text ->
                DistinctKernels.text(
                        ByteBuffer.wrap(text.bytes()), text.start(row), text.start(row) + text.length(row), distinct);
            case ArrayColumnVector _ -> counts = false;
        }
    }

    private void addLong(long value) {
        distinct.update(value);
        number(unsigned && value < 0 ? value + 0x1p64 : value);
    }

    private void addDouble(double value) {
        distinct.update(value);
        number(value);
    }

    private void number(double value) {
        if (value == value) {
            numbers++;
            sample.offer(value);
        }
    }

    public ColumnSketch build() {
        return counts
                ? new ColumnSketch(
                        Optional.of(DistinctSketch.of(distinct)), sample.quantiles(POINTS, numbers), Optional.empty())
                : ColumnSketch.NONE;
    }
}
