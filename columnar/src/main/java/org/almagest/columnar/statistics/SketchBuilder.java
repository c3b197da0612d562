package org.almagest.columnar.statistics;

import java.util.Arrays;
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

/// Sums up the vectors of one column, value by value: for few rows, as in a delta. One thread.
public final class SketchBuilder {
    private static final int SAMPLE = 8_192;
    private static final int POINTS = 129;

    private final boolean unsigned;
    private final byte[] registers = new byte[1 << DistinctSketch.MOST_BITS];
    private double[] sample = new double[16];
    private int taken;
    private long numbers;
    private long stride = 1;
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
            case BooleanColumnVector booleans -> update(DistinctKernels.hash(booleans.values()[slot]));
            case IntColumnVector ints -> {
                update(DistinctKernels.hash(ints.values()[slot]));
                number(ints.values()[slot]);
            }
            case LongColumnVector longs -> {
                long value = longs.values()[slot];
                update(DistinctKernels.hash(value));
                number(unsigned && value < 0 ? value + 0x1p64 : value);
            }
            case FloatColumnVector floats -> addDouble(floats.values()[slot]);
            case DoubleColumnVector doubles -> addDouble(doubles.values()[slot]);
            case HugeColumnVector huge -> {
                update(DistinctKernels.hash(DistinctKernels.hash(huge.high()[slot]) ^ huge.low()[slot]));
                number(huge.get(row).doubleValue());
            }
            case TextColumnVector text -> update(DistinctKernels.hash(text.bytes(), text.start(row), text.length(row)));
            case ArrayColumnVector _ -> counts = false;
        }
    }

    private void addDouble(double value) {
        update(DistinctKernels.hash(Double.doubleToLongBits(value + 0.0)));
        if (value == value) {
            number(value);
        }
    }

    private void update(long hash) {
        DistinctKernels.update(hash, registers, DistinctSketch.MOST_BITS);
    }

    /// Samples every `stride`-th number; when the sample is full, every second one goes.
    private void number(double value) {
        if (numbers++ % stride != 0) {
            return;
        }
        if (taken == SAMPLE) {
            for (int i = 0; 2 * i < taken; i++) {
                sample[i] = sample[2 * i];
            }
            taken /= 2;
            stride *= 2;
        }
        if (taken == sample.length) {
            sample = Arrays.copyOf(sample, 2 * taken);
        }
        sample[taken++] = value;
    }

    public ColumnSketch build() {
        if (!counts) {
            return ColumnSketch.NONE;
        }
        double[] sorted = Arrays.copyOf(sample, taken);
        Arrays.sort(sorted);
        return new ColumnSketch(
                Optional.of(DistinctSketch.of(registers)),
                taken == 0 ? Optional.empty() : Optional.of(Quantiles.ofSorted(sorted, taken, numbers, POINTS)),
                Optional.empty());
    }
}
