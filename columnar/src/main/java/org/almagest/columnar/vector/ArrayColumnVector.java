package org.almagest.columnar.vector;

import java.util.Arrays;
import org.almagest.columnar.type.PhysicalType;

/// A vector of arrays: row i is elements `offsets[i] .. offsets[i + 1])` of the child vector, whose
/// elements have a validity of their own. A NULL row is empty. Rows are appended in ascending
/// order; the child is replaced by a larger one when it is full.
public final class ArrayColumnVector extends ColumnVector {
    private final int[] offsets;
    private ColumnVector child;

    public ArrayColumnVector(ColumnVector child, int capacity) {
        super(capacity);
        this.child = child;
        offsets = new int[capacity + 1];
    }

    @Override
    public PhysicalType physicalType() {
        return PhysicalType.ARRAY;
    }

    public ColumnVector child() {
        return child;
    }

    public int[] offsets() {
        return offsets;
    }

    public int start(int row) {
        return offsets[slot(row)];
    }

    public int length(int row) {
        int slot = slot(row);
        return offsets[slot + 1] - offsets[slot];
    }

    /// Answers the child with room for at least `elements` elements; earlier elements are kept.
    public ColumnVector ensureChild(int elements) {
        if (child.capacity() < elements) {
            ColumnVector larger = emptyLike(child, Math.max(elements, child.capacity() * 2));
            int used = Arrays.stream(offsets).max().orElse(0);
            for (int i = 0; i < Math.min(used, child.capacity()); i++) {
                larger.copyRow(child, i, i);
            }
            child = larger;
        }
        return child;
    }

    private static ColumnVector emptyLike(ColumnVector vector, int capacity) {
        return vector instanceof ArrayColumnVector array
                ? new ArrayColumnVector(emptyLike(array.child, capacity), capacity)
                : allocate(vector.physicalType(), capacity);
    }

    /// Appends a NULL row.
    public void appendNull(int row) {
        offsets[row + 1] = offsets[row];
        setNull(row);
    }

    @Override
    public void copyRow(ColumnVector source, int from, int to) {
        ArrayColumnVector other = (ArrayColumnVector) source;
        if (other.isNull(from)) {
            appendNull(to);
            return;
        }
        int count = other.length(from);
        int at = offsets[to];
        ensureChild(Math.addExact(at, count));
        for (int i = 0; i < count; i++) {
            child.copyRow(other.child, other.start(from) + i, at + i);
        }
        offsets[to + 1] = at + count;
        setValid(to);
    }

    @Override
    public void reset() {
        super.reset();
        Arrays.fill(offsets, 0);
        child.reset();
    }
}
