package org.almagest.columnar.vector;

import java.util.Arrays;
import org.almagest.columnar.type.PhysicalType;

/// The values of one column of a batch: heap primitive arrays that their owner recycles from batch
/// to batch.
///
/// ```text
/// flat       value of row i at values[i]
/// constant   one value at index 0 stands for every row (validity bit 0 likewise)
/// dictionary (text only) codes[i] into a shared dictionary
/// deferred   (numbers only) flat, but decoded when the values are first asked for
/// ```
///
/// Validity is a bitmap, bit i of word i/64, set = valid. While `hasNulls()` is false every row is
/// valid and the words are undefined. The value slot of a NULL row is defined memory but has no
/// meaning (0 by habit). Owned by one thread; valid until its producer makes the next batch.
public abstract sealed class ColumnVector
        permits BooleanColumnVector,
                IntColumnVector,
                LongColumnVector,
                HugeColumnVector,
                FloatColumnVector,
                DoubleColumnVector,
                TextColumnVector,
                ArrayColumnVector {
    /// The most rows of a batch, and the rows of a block.
    public static final int BATCH_ROWS = 1024;

    private final int capacity;
    private final long[] validity;
    private boolean hasNulls;
    private boolean constant;

    /// What the values are decoded from when they are asked for; null when they are there.
    private DeferredBlock deferred;

    ColumnVector(int capacity) {
        this.capacity = capacity;
        this.validity = new long[(capacity + 63) >>> 6];
    }

    /// Makes an empty flat vector of `BATCH_ROWS` rows for scalars of a physical type (not ARRAY,
    /// whose child has a type).
    public static ColumnVector allocate(PhysicalType type, int capacity) {
        return switch (type) {
            case BOOLEAN -> new BooleanColumnVector(capacity);
            case INT -> new IntColumnVector(capacity);
            case LONG -> new LongColumnVector(capacity);
            case HUGE -> new HugeColumnVector(capacity);
            case FLOAT -> new FloatColumnVector(capacity);
            case DOUBLE -> new DoubleColumnVector(capacity);
            case BYTES -> new TextColumnVector(capacity);
            case ARRAY -> throw new IllegalArgumentException("an array vector is made with its element type");
        };
    }

    /// Makes an empty flat vector for values of a logical type.
    public static ColumnVector allocate(org.almagest.columnar.type.DataType type, int capacity) {
        return type instanceof org.almagest.columnar.type.ArrayType array
                ? new ArrayColumnVector(allocate(array.element(), capacity), capacity)
                : allocate(type.physical(), capacity);
    }

    public abstract PhysicalType physicalType();

    /// Copies the value and validity of `source` at `from` (a row of a flat, constant or dictionary
    /// vector of the same physical type) to row `to` of this flat vector. Text and arrays must be
    /// filled in ascending order of `to`, without gaps.
    public abstract void copyRow(ColumnVector source, int from, int to);

    public final int capacity() {
        return capacity;
    }

    public final boolean hasNulls() {
        return hasNulls;
    }

    /// Answers the bitmap; meaningful only while `hasNulls()`.
    public final long[] validity() {
        return validity;
    }

    public final boolean isConstant() {
        return constant;
    }

    public final void setConstant(boolean value) {
        constant = value;
    }

    /// Declares every row valid.
    public final void clearNulls() {
        hasNulls = false;
    }

    /// Declares that the bitmap counts; the caller has filled or will fill all words that cover the
    /// batch's rows.
    public final void useValidity() {
        hasNulls = true;
    }

    /// Leaves the values to be decoded from a block when they are first asked for. The validity must
    /// be there already.
    public final void defer(DeferredBlock block) {
        deferred = block;
    }

    /// Answers whether nobody has asked for the values yet.
    public final boolean isDeferred() {
        return deferred != null;
    }

    /// Answers what the values will be decoded from, while `isDeferred()`.
    public final DeferredBlock deferred() {
        return deferred;
    }

    /// Decodes the values now, unless they are there.
    public final void settle() {
        if (deferred != null) {
            DeferredBlock block = deferred;
            deferred = null;
            block.decode(this);
        }
    }

    /// Answers the index at which row `row` stands: 0 for a constant vector.
    public final int slot(int row) {
        return constant ? 0 : row;
    }

    public final boolean isNull(int row) {
        int slot = slot(row);
        return hasNulls && (validity[slot >>> 6] >>> slot & 1) == 0;
    }

    /// Marks one row NULL; the first call makes all other rows valid.
    public final void setNull(int row) {
        startValidity();
        validity[row >>> 6] &= ~(1L << row);
    }

    /// Marks one row valid.
    public final void setValid(int row) {
        if (hasNulls) {
            validity[row >>> 6] |= 1L << row;
        }
    }

    private void startValidity() {
        if (!hasNulls) {
            hasNulls = true;
            Arrays.fill(validity, -1L);
        }
    }

    final void copyValidity(ColumnVector source, int from, int to) {
        if (source.isNull(from)) {
            setNull(to);
        } else {
            setValid(to);
        }
    }

    /// Makes the vector flat and without NULLs, ready to be filled.
    public void reset() {
        hasNulls = false;
        constant = false;
        deferred = null;
    }
}
