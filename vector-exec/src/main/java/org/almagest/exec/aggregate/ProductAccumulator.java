package org.almagest.exec.aggregate;

import java.util.Arrays;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;

/// product of numbers, in DOUBLE.
final class ProductAccumulator extends Accumulator {
    private double[] products = {1};
    private byte[] seen = new byte[1];

    @Override
    void ensure(int groups) {
        int before = seen.length;
        if (before < groups) {
            int capacity = grown(before, groups);
            products = Arrays.copyOf(products, capacity);
            Arrays.fill(products, before, capacity, 1);
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
        double[] values = argument.doubles();
        for (int i = 0; i < count; i++) {
            int group = groups[rows[i]];
            products[group] *= values[rows[i]];
            seen[group] = 1;
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
            products[0] *= values[i];
        }
        seen[0] = 1;
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        ProductAccumulator others = (ProductAccumulator) other;
        for (int i = 0; i < count; i++) {
            products[to[i]] *= others.products[from[i]];
            seen[to[i]] |= others.seen[from[i]];
        }
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        double[] values = ((DoubleColumnVector) out).values();
        for (int i = 0; i < count; i++) {
            values[i] = products[first + i];
            if (seen[first + i] == 0) {
                values[i] = 0;
                out.setNull(i);
            }
        }
    }

    @Override
    long bytes() {
        return 9L * seen.length;
    }
}
