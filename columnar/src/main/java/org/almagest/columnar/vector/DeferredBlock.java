package org.almagest.columnar.vector;

import java.lang.foreign.MemorySegment;

/// A block of numbers that a vector stands for without holding it: decoded when somebody first asks
/// the vector for its values, so that what nobody looks at costs nothing.
///
/// Who only needs the values that are not NULL, in order but not at their rows, asks the block
/// itself: it leaves out the spreading over rows, and for plain doubles the copy. One thread; valid
/// as long as the vector.
public interface DeferredBlock {
    /// Decodes all rows into the vector, which is no longer deferred.
    void decode(ColumnVector out);

    /// Writes the values of the rows whose bit is set in `rows`, widened to `double` and one behind
    /// the other; answers how many. `rows` names no NULL row; `out` has room for 8 more. REAL and
    /// DOUBLE only.
    int pack(long[] rows, double[] out);

    /// Writes all values that are not NULL, as `pack` does.
    int packAll(double[] out);

    /// Answers whether the values that are not NULL stand one behind the other as `double`.
    boolean isPlainDoubles();

    /// Answers the native memory in which they stand, if `isPlainDoubles`.
    MemorySegment plainBytes();

    /// Answers where in `plainBytes` the first stands.
    long plainOffset();
}
