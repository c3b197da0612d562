package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.apache.datasketches.tdigest.TDigestDouble;

/// approx_quantile: a t-digest per group, which never tosses a coin: the same rows in the same runs
/// give the same estimate. NaN does not count. Asking a digest changes it; no two threads ask the same
/// one.
final class ApproximateQuantileAccumulator extends Accumulator {
    private static final short COMPRESSION = 200;

    /// What a digest takes, near enough: its buffer and its centroids.
    private static final long DIGEST_BYTES = 16L * 5 * COMPRESSION + 200;

    private final double share;
    private TDigestDouble[] digests = new TDigestDouble[1];
    private int made;

    ApproximateQuantileAccumulator(double share) {
        this.share = share;
    }

    @Override
    void ensure(int groups) {
        if (digests.length < groups) {
            digests = Arrays.copyOf(digests, grown(digests.length, groups));
        }
    }

    private TDigestDouble digest(int group) {
        TDigestDouble digest = digests[group];
        if (digest == null) {
            digest = new TDigestDouble(COMPRESSION);
            digests[group] = digest;
            made++;
        }
        return digest;
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
            digest(groups[rows[i]]).update(values[rows[i]]);
        }
    }

    @Override
    void addAll(Argument argument) {
        int count = argument.count();
        if (count == 0) {
            return;
        }
        double[] values = argument.packedDoubles();
        TDigestDouble digest = digest(0);
        for (int i = 0; i < count; i++) {
            digest.update(values[i]);
        }
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        ApproximateQuantileAccumulator others = (ApproximateQuantileAccumulator) other;
        for (int i = 0; i < count; i++) {
            TDigestDouble theirs = others.digests[from[i]];
            if (theirs != null) {
                digest(to[i]).merge(theirs);
            }
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        double[] values = ((DoubleColumnVector) out).values();
        for (int i = 0; i < count; i++) {
            TDigestDouble digest = digests[first + i];
            if (digest == null || digest.isEmpty()) {
                values[i] = 0;
                out.setNull(i);
            } else {
                values[i] = digest.getQuantile(share);
            }
        }
    }

    @Override
    long keptBytes() {
        return made * DIGEST_BYTES;
    }

    @Override
    long bytes() {
        return 8L * digests.length + made * DIGEST_BYTES;
    }
}
