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

    /// Answers whether some row is NULL.
    boolean hasNulls();

    /// Answers how many rows hold a value.
    int valueCount();

    /// Sets bit `i` of `out` for each value `i`, counted without NULLs, whose row is in `rows`, a
    /// bitmap of 1,024 rows without NULLs.
    void pick(long[] rows, long[] out);

    /// Writes the values, widened to `double` and one behind the other. REAL and DOUBLE only.
    void values(double[] out);

    /// Puts the sum of the values whose bit is set, as [#pick] sets them, into `out[0]` without decoding
    /// them; answers false, having done nothing, where their encoding does not allow it. It is as exact
    /// as a sum of the decoded values, not bit for bit the same. REAL, widened, and DOUBLE.
    boolean sum(long[] bits, double[] out);

    /// Puts the least and the greatest of these values that are not NaN into `out[0]` and `out[1]`,
    /// infinities where there are none, and answers how many are NaN; -1, having done nothing, where
    /// their encoding does not allow it.
    int bounds(long[] bits, double[] out);

    /// Answers where in `bytes` the values stand one behind the other as they are, followed by 64
    /// readable bytes, or -1 where they are encoded.
    long plainOffset();

    /// Answers the native memory of the page.
    MemorySegment bytes();
}
