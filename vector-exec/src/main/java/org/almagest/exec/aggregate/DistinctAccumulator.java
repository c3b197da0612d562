package org.almagest.exec.aggregate;

import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// An aggregate over the distinct values of its argument: a table of (group, value) pairs, each of
/// which is added to the plain aggregate when it first appears.
final class DistinctAccumulator extends Accumulator {
    private final Accumulator plain;
    private final Argument fresh;
    private final Argument read;
    private final ValuePairs pairs;
    private final Batch readBatch = new Batch(0);
    private final int[] freshRows = new int[ColumnVector.BATCH_ROWS];
    private final int[] zeros = new int[ColumnVector.BATCH_ROWS];
    private int groups = 1;

    DistinctAccumulator(Accumulator plain, DataType type) {
        this.plain = plain;
        fresh = new Argument(type);
        read = new Argument(type);
        pairs = new ValuePairs(type);
    }

    @Override
    void ensure(int newGroups) {
        groups = Math.max(groups, newGroups);
        plain.ensure(newGroups);
    }

    @Override
    void add(Argument argument, int[] groupOfRow) {
        int found = pairs.listFresh(argument.vector(), argument.rows(), argument.count(), groupOfRow, freshRows);
        if (found > 0) {
            fresh.narrow(argument, freshRows, found);
            plain.add(fresh, groupOfRow);
        }
    }

    @Override
    void addAll(Argument argument) {
        add(argument, zeros);
    }

    @Override
    void merge(Accumulator other, int[] from, int[] to, int count) {
        ((DistinctAccumulator) other).pairs.forEach(from, to, count, (theirs, values, size, groupOfRow) -> {
            readBatch.setRowCount(size);
            read.set(readBatch, values);
            add(read, groupOfRow);
        });
    }

    @Override
    void freeze() {
        plain.freeze();
        pairs.listByGroup(groups);
    }

    @Override
    void write(int first, int count, ColumnVector out) {
        plain.write(first, count, out);
    }

    @Override
    long keptBytes() {
        return pairs.keptBytes() + plain.keptBytes();
    }

    @Override
    long bytes() {
        return plain.bytes() + pairs.bytes() + 4L * groups;
    }
}
