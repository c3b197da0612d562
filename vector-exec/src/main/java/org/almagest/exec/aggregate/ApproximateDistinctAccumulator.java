package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.HllUnion;
import org.apache.datasketches.hll.TgtHllType;

/// approx_count_distinct: a HyperLogLog sketch of 4,096 registers per group, about 1.6 % standard
/// error. The same rows in the same runs give the same estimate.
final class ApproximateDistinctAccumulator extends Accumulator {
    private static final int LOG_REGISTERS = 12;
    private static final long SKETCH_BYTES = (1 << LOG_REGISTERS) + 256;

    private final ValueHash hash = new ValueHash();
    private final long[] hashes = new long[ColumnVector.BATCH_ROWS];
    private HllSketch[] sketches = new HllSketch[1];
    private int made;

    @Override
    void ensure(int groups) {
        if (sketches.length < groups) {
            sketches = Arrays.copyOf(sketches, grown(sketches.length, groups));
        }
    }

    private HllSketch sketch(int group) {
        HllSketch sketch = sketches[group];
        if (sketch == null) {
            sketch = new HllSketch(LOG_REGISTERS, TgtHllType.HLL_8);
            sketches[group] = sketch;
            made++;
        }
        return sketch;
    }

    @Override
    void add(Argument argument, int[] groups) {
        int[] rows = argument.rows();
        hash.of(argument.vector(), rows, argument.count(), hashes);
        for (int i = 0; i < argument.count(); i++) {
            sketch(groups[rows[i]]).update(hashes[rows[i]]);
        }
    }

    @Override
    void addAll(Argument argument) {
        int[] rows = argument.rows();
        hash.of(argument.vector(), rows, argument.count(), hashes);
        for (int i = 0; i < argument.count(); i++) {
            sketch(0).update(hashes[rows[i]]);
        }
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        ApproximateDistinctAccumulator others = (ApproximateDistinctAccumulator) other;
        for (int i = 0; i < count; i++) {
            HllSketch theirs = others.sketches[from[i]];
            if (theirs == null) {
                continue;
            }
            if (sketches[to[i]] == null) {
                made++;
                sketches[to[i]] = theirs.copy();
            } else {
                HllUnion union = new HllUnion(LOG_REGISTERS);
                union.update(sketches[to[i]]);
                union.update(theirs);
                sketches[to[i]] = union.getResult(TgtHllType.HLL_8);
            }
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        long[] values = ((LongColumnVector) out).values();
        for (int i = 0; i < count; i++) {
            HllSketch sketch = sketches[first + i];
            values[i] = sketch == null ? 0 : Math.round(sketch.getEstimate());
        }
    }

    @Override
    long keptBytes() {
        return made * SKETCH_BYTES;
    }

    @Override
    long bytes() {
        return 8L * sketches.length + made * SKETCH_BYTES;
    }
}
