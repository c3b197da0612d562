package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.function.AggregateFunction.Kind;

/// bit_and, bit_or and bit_xor of integers.
final class BitsAccumulator extends Accumulator {
    private final Kind kind;
    private final long neutral;
    private long[] values;
    private byte[] seen = new byte[1];

    BitsAccumulator(Kind kind) {
        this.kind = kind;
        neutral = kind == Kind.BIT_AND ? -1 : 0;
        values = new long[] {neutral};
    }

    @Override
    void ensure(int groups) {
        int before = seen.length;
        if (before < groups) {
            int capacity = grown(before, groups);
            values = Arrays.copyOf(values, capacity);
            Arrays.fill(values, before, capacity, neutral);
            seen = Arrays.copyOf(seen, capacity);
        }
    }

    @Override
    void add(Argument argument, int[] groups) {
        int[] rows = argument.rows();
        int count = argument.count();
        if (count == 0) {
            return;
        }
        long[] added = argument.longs();
        for (int i = 0; i < count; i++) {
            int group = groups[rows[i]];
            values[group] = combine(values[group], added[rows[i]]);
            seen[group] = 1;
        }
    }

    @Override
    void addAll(Argument argument) {
        int count = argument.count();
        if (count == 0) {
            return;
        }
        long[] added = argument.packedLongs();
        long value = values[0];
        for (int i = 0; i < count; i++) {
            value = combine(value, added[i]);
        }
        values[0] = value;
        seen[0] = 1;
    }

    private long combine(long a, long b) {
        return switch (kind) {
            case BIT_AND -> a & b;
            case BIT_OR -> a | b;
            default -> a ^ b;
        };
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        BitsAccumulator others = (BitsAccumulator) other;
        for (int i = 0; i < count; i++) {
            values[to[i]] = combine(values[to[i]], others.values[from[i]]);
            seen[to[i]] |= others.seen[from[i]];
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        for (int i = 0; i < count; i++) {
            switch (out) {
                case IntColumnVector v -> v.values()[i] = (int) values[first + i];
                case LongColumnVector v -> v.values()[i] = values[first + i];
                default -> throw new IllegalStateException("no integers: " + out.physicalType());
            }
            if (seen[first + i] == 0) {
                out.setNull(i);
            }
        }
    }

    @Override
    long bytes() {
        return 9L * seen.length;
    }
}
