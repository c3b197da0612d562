package org.almagest.exec.aggregate;

import java.math.BigInteger;
import java.util.Arrays;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;

/// min, max and any_value of wide decimals.
final class HugeExtremeAccumulator extends Accumulator {
    private final Extreme extreme;
    private long[] high = new long[1];
    private long[] low = new long[1];
    private byte[] seen = new byte[1];

    HugeExtremeAccumulator(Extreme extreme) {
        this.extreme = extreme;
    }

    @Override
    void ensure(int groups) {
        if (high.length < groups) {
            int capacity = grown(high.length, groups);
            high = Arrays.copyOf(high, capacity);
            low = Arrays.copyOf(low, capacity);
            seen = Arrays.copyOf(seen, capacity);
        }
    }

    @Override
    void add(Argument argument, int[] groups) {
        HugeColumnVector vector = (HugeColumnVector) argument.vector();
        for (int i = 0; i < argument.count(); i++) {
            int row = argument.rows()[i];
            int slot = vector.slot(row);
            offer(groups[row], vector.high()[slot], vector.low()[slot]);
        }
    }

    @Override
    void addAll(Argument argument) {
        HugeColumnVector vector = (HugeColumnVector) argument.vector();
        for (int i = 0; i < argument.count(); i++) {
            int slot = vector.slot(argument.rows()[i]);
            offer(0, vector.high()[slot], vector.low()[slot]);
        }
    }

    private void offer(int group, long valueHigh, long valueLow) {
        int order = Wide.compare(valueHigh, valueLow, high[group], low[group]);
        boolean better = switch (extreme) {
            case LEAST -> order < 0;
            case GREATEST -> order > 0;
            case FIRST -> false;
        };
        if (seen[group] == 0 || better) {
            high[group] = valueHigh;
            low[group] = valueLow;
            seen[group] = 1;
        }
    }

    @Override
    void addExtreme(Value value) {
        BigInteger number = ((Value.OfHuge) value).value();
        offer(0, number.shiftRight(Long.SIZE).longValue(), number.longValue());
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        HugeExtremeAccumulator others = (HugeExtremeAccumulator) other;
        for (int i = 0; i < count; i++) {
            if (others.seen[from[i]] != 0) {
                offer(to[i], others.high[from[i]], others.low[from[i]]);
            }
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        HugeColumnVector vector = (HugeColumnVector) out;
        System.arraycopy(high, first, vector.high(), 0, count);
        System.arraycopy(low, first, vector.low(), 0, count);
        for (int i = 0; i < count; i++) {
            if (seen[first + i] == 0) {
                out.setNull(i);
            }
        }
    }

    @Override
    long bytes() {
        return 17L * high.length;
    }
}
