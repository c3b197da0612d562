package org.almagest.exec.aggregate;

import java.util.HashSet;
import java.util.Set;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.function.AggregateFunction.Detail.Domain;
import org.almagest.exec.kernel.DenseKernels;

/// count(DISTINCT x) of integers from a small domain, over one group: a bit for each integer. A value
/// outside, which nobody expects, is kept apart.
final class DenseCountAccumulator extends Accumulator {
    private final Domain domain;
    private final long[] bits;
    private final Set<Long> outside = new HashSet<>();

    DenseCountAccumulator(Domain domain) {
        this.domain = domain;
        bits = new long[Math.toIntExact((domain.high() - domain.low()) / Long.SIZE + 1)];
    }

    @Override
    void ensure(int groups) {
        if (groups > 1) {
            throw new IllegalStateException("a dense count is of one group: " + groups);
        }
    }

    @Override
    void addAll(Argument argument) {
        int count = argument.count();
        if (count == 0) {
            return;
        }
        long[] values = argument.packedLongs();
        int inside = 0;
        while ((inside = DenseKernels.set(values, inside, count, domain.low(), domain.high(), bits)) < count) {
            outside.add(values[inside++]);
        }
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        DenseCountAccumulator others = (DenseCountAccumulator) other;
        DenseKernels.or(others.bits, bits);
        outside.addAll(others.outside);
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        ((LongColumnVector) out).values()[0] = DenseKernels.count(bits) + outside.size();
    }

    @Override
    long bytes() {
        return 8L * bits.length;
    }
}
