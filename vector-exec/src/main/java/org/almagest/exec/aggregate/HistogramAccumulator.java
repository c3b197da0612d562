package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.function.AggregateFunction.Detail.Bins;

/// histogram: how many values lie in each of some bins of equal width. The upper end belongs to the
/// last bin; values outside and NaN do not count.
final class HistogramAccumulator extends Accumulator {
    private final Bins bins;
    private final double perBin;
    private long[] counts;
    private byte[] seen = new byte[1];

    HistogramAccumulator(Bins bins) {
        this.bins = bins;
        perBin = bins.count() / (bins.high() - bins.low());
        counts = new long[bins.count()];
    }

    @Override
    void ensure(int groups) {
        int capacity = counts.length / bins.count();
        if (capacity < groups) {
            int larger = Math.max(groups, 2 * capacity);
            counts = Arrays.copyOf(counts, Math.multiplyExact(larger, bins.count()));
            seen = Arrays.copyOf(seen, larger);
        }
    }

    @Override
    void add(Argument argument, int[] groups) {
        int[] rows = argument.rows();
        int count = argument.count();
        if (count == 0) {
            return;
        }
        double[] values = argument.doubles();
        for (int i = 0; i < count; i++) {
            add(groups[rows[i]], values[rows[i]]);
        }
    }

    @Override
    void addAll(Argument argument) {
        int count = argument.count();
        if (count == 0) {
            return;
        }
        double[] values = argument.packedDoubles();
        for (int i = 0; i < count; i++) {
            add(0, values[i]);
        }
    }

    private void add(int group, double value) {
        seen[group] = 1;
        if (value >= bins.low() && value <= bins.high()) {
            int bin = Math.min((int) ((value - bins.low()) * perBin), bins.count() - 1);
            counts[group * bins.count() + bin]++;
        }
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        HistogramAccumulator others = (HistogramAccumulator) other;
        for (int i = 0; i < count; i++) {
            seen[to[i]] |= others.seen[from[i]];
            for (int bin = 0; bin < bins.count(); bin++) {
                counts[to[i] * bins.count() + bin] += others.counts[from[i] * bins.count() + bin];
            }
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        ArrayColumnVector arrays = (ArrayColumnVector) out;
        int length = bins.count();
        for (int i = 0; i < count; i++) {
            if (seen[first + i] == 0) {
                arrays.appendNull(i);
                continue;
            }
            int at = arrays.offsets()[i];
            LongColumnVector child = (LongColumnVector) arrays.ensureChild(Math.addExact(at, length));
            System.arraycopy(counts, (first + i) * length, child.values(), at, length);
            arrays.offsets()[i + 1] = at + length;
            arrays.setValid(i);
        }
    }

    @Override
    long bytes() {
        return 8L * counts.length;
    }
}
