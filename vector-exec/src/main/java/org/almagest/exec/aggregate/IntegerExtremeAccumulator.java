package org.almagest.exec.aggregate;

import java.util.Arrays;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.kernel.GroupKernels;
import org.almagest.exec.kernel.SumKernels;

/// min, max and any_value of what stands as BOOLEAN, INT or LONG; bool_and is a minimum, bool_or a
/// maximum.
final class IntegerExtremeAccumulator extends Accumulator {
    private final Extreme extreme;
    private final long flip;
    private long[] values = new long[1];
    private byte[] seen = new byte[1];

    IntegerExtremeAccumulator(Extreme extreme, DataType type) {
        this.extreme = extreme;
        flip = type == ScalarType.UBIGINT ? Long.MIN_VALUE : 0;
    }

    @Override
    void ensure(int groups) {
        if (values.length < groups) {
            int capacity = grown(values.length, groups);
            values = Arrays.copyOf(values, capacity);
            seen = Arrays.copyOf(seen, capacity);
        }
    }

    @Override
    void add(Argument argument, int[] groups) {
        long[] added = argument.longs();
        int[] rows = argument.rows();
        int count = argument.count();
        switch (extreme) {
            case LEAST -> GroupKernels.min(added, flip, rows, count, groups, values, seen);
            case GREATEST -> GroupKernels.max(added, flip, rows, count, groups, values, seen);
            case FIRST -> {
                for (int i = 0; i < count; i++) {
                    offer(groups[rows[i]], added[rows[i]]);
                }
            }
        }
    }

    @Override
    void addAll(Argument argument) {
        int count = argument.count();
        if (count > 0) {
            offer(
                    0,
                    switch (extreme) {
                        case LEAST -> SumKernels.min(argument.packedLongs(), count, flip);
                        case GREATEST -> SumKernels.max(argument.packedLongs(), count, flip);
                        case FIRST -> argument.longs()[argument.rows()[0]];
                    });
        }
    }

    private void offer(int group, long value) {
        boolean better = switch (extreme) {
            case LEAST -> (value ^ flip) < (values[group] ^ flip);
            case GREATEST -> (value ^ flip) > (values[group] ^ flip);
            case FIRST -> false;
        };
        if (seen[group] == 0 || better) {
            values[group] = value;
            seen[group] = 1;
        }
    }

    @Override
    void addExtreme(Value value) {
        offer(0, ((Value.OfLong) value).value());
    }

    @Override
    Optional<Value> extreme() {
        return seen[0] == 0 ? Optional.empty() : Optional.of(Value.of(values[0]));
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        IntegerExtremeAccumulator others = (IntegerExtremeAccumulator) other;
        for (int i = 0; i < count; i++) {
            if (others.seen[from[i]] != 0) {
                offer(to[i], others.values[from[i]]);
            }
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        for (int i = 0; i < count; i++) {
            long value = values[first + i];
            switch (out) {
                case BooleanColumnVector v -> v.values()[i] = (byte) value;
                case IntColumnVector v -> v.values()[i] = (int) value;
                case LongColumnVector v -> v.values()[i] = value;
                default -> throw new IllegalStateException("no such extreme: " + out.physicalType());
            }
            if (seen[first + i] == 0) {
                out.setNull(i);
            }
        }
    }

    @Override
    long bytes() {
        return 9L * values.length;
    }
}
