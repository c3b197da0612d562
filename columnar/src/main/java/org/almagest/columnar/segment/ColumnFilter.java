package org.almagest.columnar.segment;

import org.almagest.columnar.encoding.PageReader;
import org.almagest.columnar.vector.ColumnVector;

/// A predicate made ready for the type of its column: it judges zone maps, block bounds and rows.
/// Immutable and thread-safe.
sealed interface ColumnFilter
        permits NullFilter, OrNullFilter, IntegerFilter, FloatFilter, HugeFilter, BytesFilter, LikeFilter, KeysFilter {

    /// What bounds tell of a set of rows.
    enum Verdict {
        /// No row satisfies the filter.
        NONE,
        /// Some may.
        SOME,
        /// Every row does.
        ALL;

        Verdict negatedIf(boolean negated) {
            if (!negated || this == SOME) {
                return this;
            }
            return this == ALL ? NONE : ALL;
        }
    }

    /// Judges the rows that entry `entry` speaks of, of which there are `rows`.
    Verdict zone(ZoneMaps zones, int entry, int rows);

    /// Judges rows without NULL whose signed integers lie in a range.
    default Verdict bounds(long least, long greatest) {
        return Verdict.SOME;
    }

    /// Answers whether NULL can satisfy the filter.
    default boolean takesNulls() {
        return false;
    }

    /// Clears the bits of rows that do not satisfy the filter. NULL rows are cleared already, unless
    /// the filter takes them or looks for them (`NullFilter`); the vector is flat, and not a dictionary's
    /// unless the filter is a `BytesTest`.
    void narrow(ColumnVector vector, int rows, long[] mask, long[] scratch);

    /// Sets bit `i` of `out` where value `i` of a block, NULL rows not counted, satisfies the filter,
    /// without decoding the block; bits beyond the values are unspecified. Answers false, having done
    /// nothing, where that is not possible.
    default boolean test(PageReader page, int block, long[] out) {
        return false;
    }

    /// Answers what a row costs to test, in units of a numeric comparison.
    int cost();

    /// A filter that looks at byte strings one by one, so that those of a dictionary are judged
    /// once.
    sealed interface BytesTest permits BytesFilter, LikeFilter {
        boolean matches(byte[] bytes, int start, int length);
    }

    /// Clears the bits of words that a kernel did not set, or set where `negated`.
    static void and(long[] mask, long[] matches, int rows, boolean negated) {
        long flip = negated ? -1L : 0L;
        for (int word = 0; word < rows + 63 >>> 6; word++) {
            mask[word] &= matches[word] ^ flip;
        }
    }

    static void flip(long[] bits) {
        for (int word = 0; word < bits.length; word++) {
            bits[word] = ~bits[word];
        }
    }
}
